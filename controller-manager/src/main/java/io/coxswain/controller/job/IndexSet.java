package io.coxswain.controller.job;

import java.util.ArrayList;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A set of completion indexes, written as upstream does: {@code 1,3-5,7}. */
final class IndexSet {
  private final BitSet indexes = new BitSet();

  /** Reads the text of a Job's status; indexes of {@code completions} and above are left out. */
  static IndexSet parse(@Nullable String text, int completions) {
    var set = new IndexSet();
    if (text == null || text.isEmpty()) {
      return set;
    }
    for (var part : text.split(",", -1)) {
      var ends = part.split("-", 2);
      var from = Integer.parseInt(ends[0]);
      var to = ends.length == 1 ? from : Integer.parseInt(ends[1]);
      set.indexes.set(from, Math.min(to + 1, Math.max(from, completions)));
    }
    return set;
  }

  void add(int index) {
    indexes.set(index);
  }

  boolean contains(int index) {
    return indexes.get(index);
  }

  /** How many of another set's indexes are in this one, too. */
  int count(IndexSet other) {
    var both = (BitSet) indexes.clone();
    both.and(other.indexes);
    return both.cardinality();
  }

  int size() {
    return indexes.cardinality();
  }

  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    for (var from = indexes.nextSetBit(0); from >= 0; ) {
      var end = indexes.nextClearBit(from);
      // upstream writes two neighbours as 1,2 and longer runs as 1-3
      parts.add(
          end - from == 1
              ? Integer.toString(from)
              : end - from == 2 ? from + "," + (end - 1) : from + "-" + (end - 1));
      from = indexes.nextSetBit(end);
    }
    return String.join(",", parts);
  }
}
