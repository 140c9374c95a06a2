package io.coxswain.apiserver.consistency;

import io.coxswain.apiserver.consistency.History.Delete;
import io.coxswain.apiserver.consistency.History.Event;
import io.coxswain.apiserver.consistency.History.Get;
import io.coxswain.apiserver.consistency.History.Listing;
import io.coxswain.apiserver.consistency.History.Operation;
import io.coxswain.apiserver.consistency.History.Stream;
import io.coxswain.apiserver.consistency.History.Version;
import io.coxswain.apiserver.consistency.History.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a history is linearizable in the order its revisions claim, and that watches tell
 * exactly that order. Because every write names its place in the order, no search is needed (unlike
 * for Knossos or Porcupine): each answer is compared with the order directly.
 *
 * <p>The order is rebuilt from everything that was seen; a watch that starts before the first write
 * and ends after the last is needed to know of writes whose answer was lost.
 */
final class HistoryChecker {
  private final History history;
  private final List<String> problems = new ArrayList<>();

  /** Every change by revision: the truth that the answers claim together. */
  private final TreeMap<Long, Event> order = new TreeMap<>();

  private final Map<String, TreeMap<Long, Event>> byKey = new HashMap<>();
  private final Map<String, Long> deletions = new HashMap<>();
  private final Bounds bounds = new Bounds();

  private HistoryChecker(History history) {
    this.history = history;
  }

  /** What contradicts the promises; empty when all is well. */
  static List<String> problems(History history) {
    var checker = new HistoryChecker(history);
    checker.collect();
    checker.boundsOfWrites();
    history.operations().forEach(checker::check);
    history.streams().forEach(checker::checkCompleteness);
    return List.copyOf(checker.problems);
  }

  private void collect() {
    for (var stream : history.streams()) {
      var last = stream.from();
      for (var event : stream.events()) {
        if (event.version().revision() <= last) {
          problem("%s: %s arrived after revision %d", stream.name(), event, last);
        }
        last = Math.max(last, event.version().revision());
        claim(event);
      }
    }
    for (var operation : history.operations()) {
      if (operation instanceof Write(var start, var end, var result, var basedOn)) {
        claim(new Event(basedOn == 0 ? "ADDED" : "MODIFIED", result));
      }
    }
  }

  private void claim(Event event) {
    var version = event.version();
    var known = order.putIfAbsent(version.revision(), event);
    if (known != null && !known.equals(event)) {
      problem("revision %d is both %s and %s", version.revision(), known, event);
      return;
    }
    byKey.computeIfAbsent(version.key(), key -> new TreeMap<>()).put(version.revision(), event);
    if (event.type().equals("DELETED")) {
      deletions.put(version.uid(), version.revision());
    }
  }

  private void boundsOfWrites() {
    for (var operation : history.operations()) {
      var revision = revisionOf(operation);
      if (revision > 0) {
        bounds.add(operation, revision);
      }
    }
    bounds.close();
  }

  private long revisionOf(Operation operation) {
    return switch (operation) {
      case Write write -> write.result().revision();
      case Delete delete -> deletions.getOrDefault(delete.uid(), 0L);
      case Get get -> 0;
      case Listing listing -> 0;
    };
  }

  private void check(Operation operation) {
    switch (operation) {
      case Write write -> checkWrite(write);
      case Delete delete -> {
        var revision = deletions.get(delete.uid());
        if (revision == null) {
          problem("%s was acknowledged, but nobody saw it", delete);
        } else {
          checkTime(delete, revision);
        }
      }
      case Get get -> checkGet(get);
      case Listing listing -> checkListing(listing);
    }
  }

  private void checkWrite(Write write) {
    var revision = write.result().revision();
    checkTime(write, revision);
    var before = byKey.getOrDefault(write.result().key(), new TreeMap<>()).lowerEntry(revision);
    var there = before != null && !before.getValue().type().equals("DELETED");
    if (write.basedOn() == 0 && there) {
      problem("%s created what was there: %s", write, before.getValue());
    }
    if (write.basedOn() > 0 && (!there || before.getKey() != write.basedOn())) {
      problem("%s was conditional, but before it was %s", write, before);
    }
  }

  /** A write's revision lies above those that were over, below those that began afterwards. */
  private void checkTime(Operation operation, long revision) {
    var over = bounds.overBefore(operation.start());
    if (revision <= over) {
      problem("%s got revision %d, but %d was acknowledged before", operation, revision, over);
    }
    var later = bounds.begunAfter(operation.end());
    if (revision >= later) {
      problem("%s got revision %d, but %d began after it", operation, revision, later);
    }
  }

  private void checkGet(Get get) {
    var versions = byKey.getOrDefault(get.key(), new TreeMap<>());
    var oldest = bounds.overBefore(get.start());
    var newest = bounds.begunAfter(get.end()) - 1;
    var atOldest = versions.floorEntry(oldest);
    if (matches(get, atOldest == null ? null : atOldest.getValue())) {
      return;
    }
    var later = newest <= oldest ? Map.<Long, Event>of() : versions.subMap(oldest + 1, newest + 1);
    if (later.values().stream().noneMatch(event -> matches(get, event))) {
      problem(
          "%s is none of the states between revisions %d and %d: %s",
          get, oldest, newest, atOldest);
    }
  }

  private static boolean matches(Get get, @Nullable Event state) {
    var there = state != null && !state.type().equals("DELETED");
    return get.seen() == null ? !there : there && state.version().equals(get.seen());
  }

  private void checkListing(Listing listing) {
    if (listing.revision() < bounds.overBefore(listing.start())) {
      problem(
          "a list at revision %d was asked for after %d was acknowledged",
          listing.revision(), bounds.overBefore(listing.start()));
    }
    if (listing.revision() >= bounds.begunAfter(listing.end())) {
      problem("a list at revision %d knows of writes that began later", listing.revision());
    }
    var expected = new TreeMap<String, Version>();
    byKey.forEach(
        (key, versions) -> {
          var state = versions.floorEntry(listing.revision());
          if (state != null && !state.getValue().type().equals("DELETED")) {
            expected.put(key, state.getValue().version());
          }
        });
    if (!expected.equals(new TreeMap<>(listing.seen()))) {
      problem(
          "the list at revision %d shows %s, but there was %s",
          listing.revision(), listing.seen(), expected);
    }
  }

  private void checkCompleteness(Stream stream) {
    if (stream.events().isEmpty()) {
      return;
    }
    var last = stream.events().getLast().version().revision();
    var expected = List.copyOf(order.subMap(stream.from() + 1, last + 1).values());
    if (!expected.equals(stream.events())) {
      var missing = new ArrayList<>(expected);
      missing.removeAll(stream.events());
      problem(
          "%s skipped %s between revisions %d and %d", stream.name(), missing, stream.from(), last);
    }
  }

  private void problem(String format, Object... arguments) {
    problems.add(String.format(format, arguments));
  }

  /** Which revisions were certainly over or not begun at a time. */
  private static final class Bounds {
    private final List<long[]> ends = new ArrayList<>();
    private final List<long[]> starts = new ArrayList<>();
    private final TreeMap<Long, Long> over = new TreeMap<>();
    private final TreeMap<Long, Long> begun = new TreeMap<>();

    void add(Operation operation, long revision) {
      ends.add(new long[] {operation.end(), revision});
      starts.add(new long[] {operation.start(), revision});
    }

    void close() {
      ends.sort(Comparator.comparingLong(pair -> pair[0]));
      var highest = 0L;
      for (var pair : ends) {
        highest = Math.max(highest, pair[1]);
        over.put(pair[0], highest);
      }
      starts.sort(Comparator.comparingLong(pair -> -pair[0]));
      var lowest = Long.MAX_VALUE;
      for (var pair : starts) {
        lowest = Math.min(lowest, pair[1]);
        begun.put(pair[0], lowest);
      }
    }

    /** Highest revision of the writes that had been acknowledged before a time. */
    long overBefore(long time) {
      var entry = over.lowerEntry(time);
      return entry == null ? 0 : entry.getValue();
    }

    /** Lowest revision of the writes that were asked for after a time. */
    long begunAfter(long time) {
      var entry = begun.higherEntry(time);
      return entry == null ? Long.MAX_VALUE : entry.getValue();
    }
  }
}
