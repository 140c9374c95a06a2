package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.List;

/**
 * The indexes that a list such as {@code 1,3-5} names.
 *
 * @param intervals those that can be read, each in itself
 * @param wrong why it is no such list, in upstream's words; empty where it is one
 */
record JobIndexes(List<Interval> intervals, String wrong) {

  /** From the first to the last index. */
  record Interval(long first, long last) {}

  /** Reads a list whose indexes are below the number of completions. */
  static JobIndexes of(String text, long completions) {
    var intervals = new ArrayList<Interval>();
    var wrong = "";
    var last = -1L;
    for (var part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      try {
        var interval = interval(part, completions);
        if (last >= interval.first() && wrong.isEmpty()) {
          wrong = order(last, interval.first());
        }
        last = interval.last();
        intervals.add(interval);
      } catch (MalformedIndexesException e) {
        wrong = wrong.isEmpty() ? String.valueOf(e.getMessage()) : wrong;
      }
    }
    return new JobIndexes(List.copyOf(intervals), wrong);
  }

  /** How many indexes are named; none by a list that is none. */
  long count() {
    return wrong.isEmpty()
        ? intervals.stream().mapToLong(each -> each.last() - each.first() + 1).sum()
        : 0;
  }

  /** The first index that both lists name, or a negative number. */
  long overlap(JobIndexes other) {
    var mine = 0;
    var theirs = 0;
    while (mine < intervals.size() && theirs < other.intervals.size()) {
      var one = intervals.get(mine);
      var two = other.intervals.get(theirs);
      if (one.first() <= two.last() && two.first() <= one.last()) {
        return Math.max(one.first(), two.first());
      }
      if (one.first() <= two.first()) {
        mine++;
      } else {
        theirs++;
      }
    }
    return -1;
  }

  private static Interval interval(String text, long completions) throws MalformedIndexesException {
    var limits = text.split("-", -1);
    if (limits.length > 2) {
      throw new MalformedIndexesException(
          "the fragment "
              + Errors.quote(text)
              + " violates the requirement that an index interval can have at most two parts"
              + " separated by '-'");
    }
    var first = index(limits[0], completions);
    var end = limits.length == 2 ? index(limits[1], completions) : first;
    if (limits.length == 2 && first >= end) {
      throw new MalformedIndexesException(order(first, end));
    }
    return new Interval(first, end);
  }

  private static long index(String text, long completions) throws MalformedIndexesException {
    if (!text.matches("[0-9]{1,18}")) {
      throw new MalformedIndexesException(
          "cannot convert string to integer for index: " + Errors.quote(text));
    }
    var index = Long.parseLong(text);
    if (index >= completions) {
      throw new MalformedIndexesException("too large index: " + Errors.quote(text));
    }
    return index;
  }

  private static String order(long previous, long current) {
    return "non-increasing order, previous: %d, current: %d".formatted(previous, current);
  }

  private static final class MalformedIndexesException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedIndexesException(String message) {
      super(message);
    }
  }
}
