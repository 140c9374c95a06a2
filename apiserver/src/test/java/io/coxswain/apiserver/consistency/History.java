package io.coxswain.apiserver.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What clients did and saw. Times are nanoseconds of one monotonic clock; revisions are resource
 * versions as numbers. Every value is written at most once, so a value names its write.
 */
record History(List<Operation> operations, List<Stream> streams) {
  /** One state of one object. */
  record Version(String key, String uid, long revision, String value) {}

  /** Something a client asked for and was answered. */
  sealed interface Operation {
    long start();

    long end();
  }

  /**
   * An acknowledged write.
   *
   * @param basedOn revision the write was conditional on; 0 for a creation
   */
  record Write(long start, long end, Version result, long basedOn) implements Operation {}

  /** An acknowledged deletion of one incarnation; the answer carries no revision. */
  record Delete(long start, long end, String key, String uid) implements Operation {}

  /** A read of one object; null where it was not found. */
  record Get(long start, long end, String key, @Nullable Version seen) implements Operation {}

  /** A read of all objects at a revision. */
  record Listing(long start, long end, long revision, SortedMap<String, Version> seen)
      implements Operation {}

  /** What a watch delivered after a revision, in order of arrival, over reconnections. */
  record Stream(String name, long from, List<Event> events) {}

  /**
   * {@code type} is ADDED, MODIFIED or DELETED; of a deletion the version's revision is its own.
   */
  record Event(String type, Version version) {}

  /** Appends another history. */
  static History join(List<History> parts) {
    var operations = new ArrayList<Operation>();
    var streams = new ArrayList<Stream>();
    parts.forEach(part -> operations.addAll(part.operations()));
    parts.forEach(part -> streams.addAll(part.streams()));
    return new History(List.copyOf(operations), List.copyOf(streams));
  }

  /** How many operations of each kind there are, for the reader of a report. */
  Map<String, Long> summary() {
    var counts = new java.util.TreeMap<String, Long>();
    operations.forEach(one -> counts.merge(one.getClass().getSimpleName(), 1L, Long::sum));
    streams.forEach(one -> counts.merge("Event", (long) one.events().size(), Long::sum));
    return counts;
  }
}
