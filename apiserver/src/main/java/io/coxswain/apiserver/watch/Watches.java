package io.coxswain.apiserver.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Begins watches. */
public final class Watches {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A watch that began, or why not. */
  public sealed interface Beginning {
    /**
     * @param initial objects to tell as ADDED before the cursor's events
     * @param revision the state the initial objects show, and from which the cursor goes on
     * @param endsWithBookmark whether a bookmark marks the end of the initial objects
     */
    record Begun(Cursor cursor, List<Entry> initial, long revision, boolean endsWithBookmark)
        implements Beginning {}

    record Failed(ReadFailure failure) implements Beginning {}
  }

  private final WatchCache cache;

  public Watches(WatchCache cache) {
    this.cache = cache;
  }

  /** Whether a watch can begin without waiting. */
  public boolean beginsAtOnce(WatchOptions options) {
    if (!cache.isReady() || cache.isConverting()) {
      return false;
    }
    return switch (options.resourceVersion()) {
      case "" -> options.sendInitialEvents() == null || cache.progress().isFresh();
      case "0" -> true;
      default -> cache.progress().applied() >= Reader.parse(options.resourceVersion());
    };
  }

  /** Begins a watch. Waits where {@link #beginsAtOnce} is false. */
  public Beginning begin(ResourceCache resource, Matcher matcher, WatchOptions options) {
    var failure = options.check();
    if (failure != null) {
      return new Beginning.Failed(failure);
    }
    var revision = Reader.parse(options.resourceVersion());
    var wantsInitial = options.sendInitialEvents();
    if (wantsInitial != null && options.resourceVersion().isEmpty()) {
      if (!cache.progress().awaitFresh(PATIENCE)) {
        return new Beginning.Failed(new ReadFailure.NotFresh());
      }
    } else if (!cache.progress().await(revision, PATIENCE)) {
      return new Beginning.Failed(
          new ReadFailure.TooLargeRevision(revision, cache.progress().applied()));
    }
    var unconverted = resource.settle();
    if (unconverted != null) {
      return new Beginning.Failed(new ReadFailure.Unconverted(unconverted));
    }
    if (wantsInitial == null ? revision == 0 : wantsInitial) {
      return withInitial(resource, matcher, options);
    }
    return revision == 0 ? fromNow(resource, matcher) : from(resource, matcher, revision);
  }

  private LongSupplier applied(ResourceCache resource) {
    var progress = cache.progress();
    return () -> resource.applied(progress);
  }

  private Beginning withInitial(ResourceCache resource, Matcher matcher, WatchOptions options) {
    var applied = resource.applied(cache.progress());
    var state = resource.state();
    var initial = new ArrayList<Entry>();
    var namespace = matcher.namespace().isEmpty() ? "" : matcher.namespace() + "/";
    var entries = state.snapshot().from(namespace, matcher);
    while (entries.hasNext()) {
      var entry = entries.next();
      if (!entry.key().startsWith(namespace)) {
        break;
      }
      if (matcher.matches(entry)) {
        initial.add(entry);
      }
    }
    var revision = Math.max(applied, state.revision());
    var cursor = new Cursor(matcher, resource, applied(resource), state.last(), state.revision());
    var bookmark =
        Boolean.TRUE.equals(options.sendInitialEvents()) && options.allowWatchBookmarks();
    return new Beginning.Begun(cursor, initial, revision, bookmark);
  }

  private Beginning fromNow(ResourceCache resource, Matcher matcher) {
    var applied = resource.applied(cache.progress());
    var state = resource.state();
    var cursor = new Cursor(matcher, resource, applied(resource), state.last(), state.revision());
    return new Beginning.Begun(cursor, List.of(), Math.max(applied, state.revision()), false);
  }

  private Beginning from(ResourceCache resource, Matcher matcher, long revision) {
    var position = resource.position(revision);
    if (position == null) {
      return new Beginning.Failed(
          new ReadFailure.Expired(
              "too old resource version: " + revision + " (" + resource.oldestRevision() + ")",
              ""));
    }
    var cursor = new Cursor(matcher, resource, applied(resource), position, revision);
    return new Beginning.Begun(cursor, List.of(), revision, false);
  }
}
