package io.coxswain.apiserver.watch;

import org.jspecify.annotations.Nullable;

/**
 * A change of one object, and the link to the next one of its resource. The log cuts the link of
 * events it forgets, so that a reader who is too slow holds on to nothing and notices.
 */
public final class Event {
  /** Stands behind an event that has been forgotten. */
  static final Event FORGOTTEN = new Event(-1, null, null, 0);

  private final long revision;
  private final @Nullable Entry current;
  private final @Nullable Entry previous;
  final long loggedAtMillis;
  volatile @Nullable Event next;
  private volatile @Nullable Entry ended;

  Event(long revision, @Nullable Entry current, @Nullable Entry previous, long loggedAtMillis) {
    this.revision = revision;
    this.current = current;
    this.previous = previous;
    this.loggedAtMillis = loggedAtMillis;
  }

  public long revision() {
    return revision;
  }

  /** The object after the change; null where it was deleted. */
  public @Nullable Entry current() {
    return current;
  }

  /** The object before the change; null where it was created. */
  public @Nullable Entry previous() {
    return previous;
  }

  /** The old content under the revision of its end; made once for all watchers. */
  @Nullable Entry ended() {
    var known = ended;
    if (known == null && previous != null) {
      known = previous.at(revision);
      ended = known;
    }
    return known;
  }
}
