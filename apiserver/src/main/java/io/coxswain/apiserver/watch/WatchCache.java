package io.coxswain.apiserver.watch;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.CompactedException;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds all objects of an API server in memory, fed by one watch over the store. One thread of its
 * own loads; afterwards the store's watch thread applies changes. Where the watch is lost, it goes
 * on behind the last change. Only where changes since then were forgotten all is loaded again, as
 * it is now, and those who follow events are cut off. Readers never see the past again.
 */
public final class WatchCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchCache.class);
  private static final int PAGE = 5_000;

  /** Histories longer than this are not replayed at start: clients list again. */
  private static final long LONGEST_REPLAY = 20_000;

  private static final Duration RETRY = Duration.ofSeconds(1);

  /** Before a lost watch is opened again, lest one that always ends at once keeps us busy. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Store store;
  private final Map<String, ResourceCache> byPrefix = new HashMap<>();
  private final Map<String, ResourceCache> byResource = new HashMap<>();
  private final Progress progress;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ready;
  private Store.@Nullable Watch watch; // guarded by this

  private WatchCache(
      Store store, Collection<ResourceType> types, InstantSource clock, int largestLog) {
    this.store = store;
    progress = new Progress(store);
    for (var type : types) {
      if (type.plural().isEmpty()) {
        continue;
      }
      var cache =
          byPrefix.computeIfAbsent(
              StorageKeys.prefix(type), ignored -> new ResourceCache(type, clock, largestLog));
      byResource.put(type.groupResource(), cache);
    }
  }

  /**
   * Begins to load the cache of some resources in the background.
   *
   * @param types all resources to hold; versions of one resource share a cache
   */
  public static WatchCache start(Store store, Collection<ResourceType> types, InstantSource clock) {
    return start(store, types, clock, EventLog.LARGEST);
  }

  /** As above, with a bound on the events kept for each resource. */
  static WatchCache start(
      Store store, Collection<ResourceType> types, InstantSource clock, int largestLog) {
    var cache = new WatchCache(store, types, clock, largestLog);
    cache.untilDone("loading the watch cache", () -> cache.load(cache.firstRevision()));
    return cache;
  }

  /** The cache of a resource; null for resources that are not stored. */
  public @Nullable ResourceCache of(ResourceType type) {
    return byResource.get(type.groupResource());
  }

  public Progress progress() {
    return progress;
  }

  /** Whether everything has been loaded. */
  public boolean isReady() {
    return ready;
  }

  Store store() {
    return store;
  }

  /** Runs a step in the background until it succeeds or the cache is closed. */
  private void untilDone(String what, Runnable step) {
    Thread.ofPlatform()
        .daemon()
        .name("watch-cache")
        .start(
            () -> {
              var done = false;
              while (!done && closed.getCount() > 0) {
                try {
                  step.run();
                  done = true;
                } catch (RuntimeException e) {
                  LOG.warn("{} failed, trying again: {}", what, e.toString());
                  done = closedWithin(RETRY);
                }
              }
            });
  }

  private boolean closedWithin(Duration time) {
    try {
      return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /**
   * @param from the revision to load, from which what came after is replayed; 0 for the latest
   */
  private void load(long from) {
    var objects = new HashMap<ResourceCache, List<Stored>>();
    var revision = from;
    @Nullable String after = null;
    while (true) {
      var page = store.range(StorageKeys.ROOT, after, PAGE, revision);
      revision = page.revision();
      for (var stored : page.items()) {
        var cache = cacheOf(stored.key());
        if (cache != null) {
          objects.computeIfAbsent(cache, ignored -> new ArrayList<>()).add(stored);
        }
      }
      if (!page.more()) {
        break;
      }
      after = page.items().getLast().key();
    }
    for (var cache : byPrefix.values()) {
      Iterator<Stored> items = objects.getOrDefault(cache, List.of()).iterator();
      cache.load(items, revision);
    }
    progress.restart(revision);
    follow(revision);
    progress.await(store.currentRevision(), Duration.ofMinutes(1));
    ready = true;
    LOG.info("watch cache is ready at revision {}", progress.applied());
  }

  /** Where history is short it is replayed, so that watches of before a restart go on. */
  private long firstRevision() {
    var oldest = Math.max(1, store.compactRevision());
    return store.currentRevision() - oldest > LONGEST_REPLAY ? 0 : oldest;
  }

  private synchronized void follow(long revision) {
    if (closed.getCount() == 0) {
      return;
    }
    watch =
        store.watch(
            StorageKeys.ROOT,
            revision,
            new Store.Watcher() {
              @Override
              public void changes(List<Change> changes, long upTo) {
                apply(changes, upTo);
              }

              @Override
              public void ended(@Nullable Throwable cause) {
                lost(cause);
              }
            });
  }

  private void lost(@Nullable Throwable cause) {
    if (closed.getCount() == 0) {
      return;
    }
    if (cause instanceof CompactedException) {
      loadAgain(String.valueOf(cause.getMessage()));
      return;
    }
    LOG.warn(
        "the watch on the store ended, going on behind revision {}: {}",
        progress.applied(),
        String.valueOf(cause));
    untilDone("going on with the watch on the store", this::goOn);
  }

  private void goOn() {
    closeWatch();
    if (closedWithin(PAUSE)) {
      return;
    }
    var applied = progress.applied();
    var current = store.currentRevision();
    if (current < applied) {
      loadAgain("the store is at revision " + current + ", behind " + applied);
    } else {
      follow(applied);
    }
  }

  private void loadAgain(String why) {
    ready = false;
    LOG.warn("loading everything again: {}", why);
    untilDone(
        "loading the watch cache",
        () -> {
          closeWatch();
          load(0);
        });
  }

  private void apply(List<Change> changes, long upTo) {
    var touched = new IdentityHashMap<ResourceCache, List<Change>>();
    for (var change : changes) {
      var cache = cacheOf(change.key());
      if (cache != null) {
        touched.computeIfAbsent(cache, ignored -> new ArrayList<>()).add(change);
      }
    }
    touched.forEach(ResourceCache::apply);
    progress.reached(upTo);
    touched.keySet().forEach(ResourceCache::wake);
  }

  /** Prefixes have one or two segments below the root. */
  private @Nullable ResourceCache cacheOf(String key) {
    var first = key.indexOf('/', StorageKeys.ROOT.length());
    if (first < 0) {
      return null;
    }
    var cache = byPrefix.get(key.substring(0, first + 1));
    if (cache != null) {
      return cache;
    }
    var second = key.indexOf('/', first + 1);
    return second < 0 ? null : byPrefix.get(key.substring(0, second + 1));
  }

  private void closeWatch() {
    Store.@Nullable Watch running;
    synchronized (this) {
      running = watch;
      watch = null;
    }
    if (running != null) {
      running.close();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    closeWatch();
  }
}
