package io.coxswain.client;

/** One event of a watch. ERROR events are thrown as {@link ApiException} instead. */
public sealed interface WatchEvent<T> {
  record Added<T>(T object) implements WatchEvent<T> {}

  record Modified<T>(T object) implements WatchEvent<T> {}

  /** The object as it last was. */
  record Deleted<T>(T object) implements WatchEvent<T> {}

  /** All events up to this version have been sent. */
  record Bookmark<T>(String resourceVersion, boolean initialEventsEnd) implements WatchEvent<T> {}
}
