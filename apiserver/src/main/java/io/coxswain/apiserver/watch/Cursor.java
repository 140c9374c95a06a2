package io.coxswain.apiserver.watch;

import java.util.function.LongSupplier;

/**
 * A watch's place in the event log of its resource. Used by one thread at a time, needs none of its
 * own.
 */
public final class Cursor {
  /** What a watcher is told. */
  public sealed interface Step {
    record Added(Entry entry) implements Step {}

    record Modified(Entry entry) implements Step {}

    /** The old content under the revision of its end. */
    record Deleted(Entry entry) implements Step {}

    /** A change that does not concern this watcher. */
    record Skipped() implements Step {}

    /** Nothing has happened yet; the cache has come as far as {@code revision}. */
    record Idle(long revision) implements Step {}

    /** The next change can't be told, because a webhook does not convert it: the watch ends. */
    record Unconverted(String message) implements Step {}

    /** The log has forgotten what comes next: the watch ends with 410. */
    record Expired() implements Step {}
  }

  private static final Step SKIPPED = new Step.Skipped();
  private static final Step EXPIRED = new Step.Expired();

  private final Matcher matcher;
  private final ResourceCache resource;
  private final LongSupplier applied;
  private final long from;
  private Event position;

  Cursor(Matcher matcher, ResourceCache resource, LongSupplier applied, Event position, long from) {
    this.matcher = matcher;
    this.resource = resource;
    this.applied = applied;
    this.position = position;
    this.from = from;
  }

  /** Whether the log has forgotten what comes next. */
  public boolean hasExpired() {
    return position.next == Event.FORGOTTEN;
  }

  /** Moves over the next event. */
  public Step next() {
    var reached = applied.getAsLong(); // before looking: everything up to it is already linked
    var next = position.next;
    if (next == null) {
      var failing = resource.failing();
      return failing == null ? new Step.Idle(reached) : new Step.Unconverted(failing);
    }
    if (next == Event.FORGOTTEN) {
      return EXPIRED;
    }
    position = next;
    return next.revision() <= from ? SKIPPED : step(next);
  }

  private Step step(Event event) {
    var current = event.current();
    var previous = event.previous();
    var before = previous != null && matcher.matches(previous);
    if (current != null && matcher.matches(current)) {
      return before ? new Step.Modified(current) : new Step.Added(current);
    }
    var ended = before ? event.ended() : null;
    return ended == null ? SKIPPED : new Step.Deleted(ended);
  }
}
