package io.coxswain.apiserver.watch;

import io.coxswain.apiserver.store.Store.CompactedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets and lists. Blocks where {@link #answersAtOnce} is false. */
public final class Reader {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String TOO_OLD = "The resourceVersion for the provided list is too old.";
  private static final String TOKEN_TOO_OLD =
      "The provided continue parameter is too old to display a consistent list result. You can"
          + " start a new list without the continue parameter, or use the continue token in this"
          + " response to retrieve the remainder of the results. Continuing with the provided token"
          + " results in an inconsistent list - objects that were created, modified, or deleted"
          + " between the time the first chunk was returned and now may show up in the list.";

  /** One object, a list, or why not. */
  public sealed interface Answer {
    record One(@Nullable Entry entry) implements Answer {}

    /**
     * @param continueToken empty where the list is complete
     * @param remaining how many follow; -1 where that is not known
     */
    record Many(List<Entry> entries, long revision, String continueToken, long remaining)
        implements Answer {}

    record Failed(ReadFailure failure) implements Answer {}
  }

  /** What to read from and the revision that the answer carries. */
  private record Source(Iterator<Entry> entries, long revision, @Nullable Snapshot snapshot) {}

  private final WatchCache cache;

  public Reader(WatchCache cache) {
    this.cache = cache;
  }

  /** Whether a read can be answered without waiting for the store or the cache. */
  public boolean answersAtOnce(ReadOptions options) {
    if (!cache.isReady()
        || cache.isConverting()
        || !options.continueToken().isEmpty()
        || options.match() != null) {
      return false;
    }
    return options.resourceVersion().equals("0")
        || (options.resourceVersion().isEmpty() && cache.progress().isFresh());
  }

  /** One object by namespace (empty for cluster-scoped) and name. */
  public Answer get(ResourceCache resource, String namespace, String name, ReadOptions options) {
    var revision = parse(options.resourceVersion());
    if (revision < 0) {
      return failed(invalidVersion(options));
    }
    var failure = waitFor(resource, options.resourceVersion(), revision);
    if (failure != null) {
      return failed(failure);
    }
    var key = namespace.isEmpty() ? name : namespace + "/" + name;
    return new Answer.One(resource.state().snapshot().get(key));
  }

  public Answer list(ResourceCache resource, Matcher matcher, ReadOptions options) {
    var invalid = check(options);
    if (invalid != null) {
      return failed(invalid);
    }
    if (!options.continueToken().isEmpty()) {
      return nextPage(resource, matcher, options);
    }
    var limit = limit(options);
    var revision = parse(options.resourceVersion());
    var failure = waitFor(resource, options.resourceVersion(), revision);
    if (failure != null) {
      return failed(failure);
    }
    var exact =
        "Exact".equals(options.match()) || (options.match() == null && limit > 0 && revision > 0);
    if (!exact) {
      return page(resource, latest(resource, matcher, ""), matcher, limit);
    }
    var source = at(resource, matcher, "", revision);
    return source == null
        ? failed(new ReadFailure.Expired(TOO_OLD, ""))
        : page(resource, source, matcher, limit);
  }

  /** As upstream, a list that may be of any state is a whole one. */
  private static int limit(ReadOptions options) {
    return options.resourceVersion().equals("0") ? 0 : options.limit();
  }

  private Answer nextPage(ResourceCache resource, Matcher matcher, ReadOptions options) {
    var token = ContinueToken.decode(options.continueToken());
    if (token == null) {
      return failed(
          new ReadFailure.BadRequest(
              "invalid continue token: continue key is not valid: it was not given by this"
                  + " server"));
    }
    var version = options.resourceVersion();
    if (!version.isEmpty() && !version.equals("0")) {
      return failed(
          new ReadFailure.BadRequest(
              "specifying resource version is not allowed when using continue"));
    }
    var limit = limit(options);
    var start = token.last() + "\0";
    if (token.revision() < 0) {
      var failure = waitFor(resource, "", 0);
      return failure == null
          ? page(resource, latest(resource, matcher, start), matcher, limit)
          : failed(failure);
    }
    var failure = waitFor(resource, Long.toString(token.revision()), token.revision());
    if (failure != null) {
      return failed(failure);
    }
    var source = at(resource, matcher, start, token.revision());
    if (source == null) {
      var fresh = new ContinueToken(-1, token.last()).encode();
      return failed(new ReadFailure.Expired(TOKEN_TOO_OLD, fresh));
    }
    return page(resource, source, matcher, limit);
  }

  private @Nullable ReadFailure waitFor(
      ResourceCache resource, String resourceVersion, long revision) {
    var failure = waitFor(resourceVersion, revision);
    var unconverted = failure == null ? resource.settle() : null;
    return unconverted == null ? failure : new ReadFailure.Unconverted(unconverted);
  }

  private @Nullable ReadFailure waitFor(String resourceVersion, long revision) {
    if (resourceVersion.isEmpty()) {
      return cache.progress().awaitFresh(PATIENCE) ? null : new ReadFailure.NotFresh();
    }
    return cache.progress().await(revision, PATIENCE) ? null : tooLarge(revision);
  }

  private ReadFailure tooLarge(long revision) {
    return new ReadFailure.TooLargeRevision(revision, cache.progress().applied());
  }

  private Source latest(ResourceCache resource, Matcher matcher, String start) {
    var applied = resource.applied(cache.progress()); // before the state, which may be newer
    var state = resource.state();
    return new Source(
        state.snapshot().from(start(matcher.namespace(), start), matcher),
        Math.max(applied, state.revision()),
        state.snapshot());
  }

  /** The state at a revision; null where it has been forgotten. */
  private @Nullable Source at(
      ResourceCache resource, Matcher matcher, String start, long revision) {
    var begin = start(matcher.namespace(), start);
    var state = resource.state();
    if (state.revision() <= revision) {
      return new Source(state.snapshot().from(begin, matcher), revision, state.snapshot());
    }
    var pinned = resource.pinned(revision);
    if (pinned != null) {
      return new Source(pinned.from(begin, matcher), revision, pinned);
    }
    try {
      var after = begin.isEmpty() ? null : resource.prefix() + begin;
      var stored = cache.store().range(resource.prefix(), after, 0, revision).items();
      return new Source(resource.read(stored).iterator(), revision, null);
    } catch (CompactedException e) {
      return null;
    }
  }

  private static String start(String namespace, String start) {
    return start.isEmpty() && !namespace.isEmpty() ? namespace + "/" : start;
  }

  private Answer page(ResourceCache resource, Source source, Matcher matcher, int limit) {
    var found = new ArrayList<Entry>();
    var end = matcher.namespace().isEmpty() ? null : matcher.namespace() + "/";
    var remaining = 0L;
    while (source.entries.hasNext()) {
      var entry = source.entries.next();
      if (end != null && !entry.key().startsWith(end)) {
        break;
      }
      if (!matcher.matches(entry)) {
        continue;
      }
      if (limit == 0 || found.size() < limit) {
        found.add(entry);
      } else if (matcher.selects()) {
        remaining = 1; // how many match is not worth finding out
        break;
      } else if (source.snapshot != null) {
        remaining = countFrom(source.snapshot, entry, matcher.namespace());
        break;
      } else {
        remaining++;
      }
    }
    if (remaining == 0) {
      return new Answer.Many(found, source.revision, "", 0);
    }
    if (source.snapshot != null) {
      resource.pin(source.revision, source.snapshot);
    }
    var token = new ContinueToken(source.revision, found.getLast().key()).encode();
    return new Answer.Many(found, source.revision, token, matcher.selects() ? -1 : remaining);
  }

  private static long countFrom(Snapshot snapshot, Entry first, String namespace) {
    var end = namespace.isEmpty() ? snapshot.size() : snapshot.rank(namespace + "0"); // '/' + 1
    return end - snapshot.rank(first.key());
  }

  private static @Nullable ReadFailure check(ReadOptions options) {
    var invalid = ListOptionRules.list(options);
    if (invalid != null) {
      return invalid;
    }
    return parse(options.resourceVersion()) < 0 ? invalidVersion(options) : null;
  }

  private static ReadFailure invalidVersion(ReadOptions options) {
    return new ReadFailure.BadRequest(
        "resourceVersion: Invalid value: \""
            + options.resourceVersion()
            + "\": strconv.ParseUint: parsing \""
            + options.resourceVersion()
            + "\": invalid syntax");
  }

  private static Answer failed(ReadFailure failure) {
    return new Answer.Failed(failure);
  }

  /** 0 for an empty text, -1 for one that is no revision. */
  static long parse(String resourceVersion) {
    try {
      return resourceVersion.isEmpty() ? 0 : Math.max(-1, Long.parseLong(resourceVersion));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
