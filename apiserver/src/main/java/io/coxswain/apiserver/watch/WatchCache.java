package io.coxswain.apiserver.watch;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.Conversions;
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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds all objects of an API server in memory, fed by one watch over the store. One thread of its
 * own loads; afterwards the store's watch thread applies changes. A lost watch is resumed behind
 * what was applied, so that those who follow events notice nothing; only where that history is
 * compacted, all is loaded again and they are cut off.
 */
public final class WatchCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchCache.class);
  private static final int PAGE = 5_000;

  /** Histories longer than this are not replayed at start: clients list again. */
  private static final long LONGEST_REPLAY = 20_000;

  private static final Duration RETRY = Duration.ofMillis(500);

  private final Store store;
  private final InstantSource clock;
  private final int largestLog;
  private final Conversions conversions;
  private final AtomicInteger converting = new AtomicInteger(); // caches that wait for webhooks
  private final Progress progress;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Object loading = new Object();
  private volatile Layout layout; // what readers find; replaced under loading
  private volatile Layout fed; // what the watch feeds: the same, and caches that are being loaded
  private volatile boolean ready;
  private Store.@Nullable Watch watch; // guarded by this
  private volatile @Nullable Follower following; // written under this
  private Recovery needed = Recovery.NONE; // guarded by this
  private boolean recovering; // guarded by this

  private WatchCache(
      Store store,
      Collection<ResourceType> types,
      InstantSource clock,
      Conversions conversions,
      int largestLog) {
    this.store = store;
    this.conversions = conversions;
    this.clock = clock;
    this.largestLog = largestLog;
    progress = new Progress(store);
    layout = Layout.EMPTY.with(types, this::newCache);
    fed = layout;
  }

  private ResourceCache newCache(ResourceType type) {
    return new ResourceCache(type, clock, conversions, converting, largestLog);
  }

  /**
   * Begins to load the cache of some resources in the background.
   *
   * @param types all resources to hold; versions of one resource share a cache
   */
  public static WatchCache start(Store store, Collection<ResourceType> types, InstantSource clock) {
    return start(store, types, clock, EventLog.LARGEST);
  }

  /** As above, where webhooks may convert custom resources. */
  public static WatchCache start(
      Store store, Collection<ResourceType> types, InstantSource clock, Conversions conversions) {
    return started(new WatchCache(store, types, clock, conversions, EventLog.LARGEST));
  }

  /** As above, with a bound on the events kept for each resource. */
  static WatchCache start(
      Store store, Collection<ResourceType> types, InstantSource clock, int largestLog) {
    return started(new WatchCache(store, types, clock, Conversions.NONE, largestLog));
  }

  private static WatchCache started(WatchCache cache) {
    cache.recover(Recovery.LOAD);
    return cache;
  }

  /** The cache of a resource; null for resources that are not stored. */
  public @Nullable ResourceCache of(ResourceType type) {
    return layout.of(type);
  }

  /**
   * Holds these resources from now on. Resources that are new are loaded before this returns; those
   * who follow one that is gone are cut off. Resources whose type is the very same stay as they
   * are.
   */
  public void serve(Collection<ResourceType> types) {
    synchronized (loading) {
      var before = layout;
      var after = before.with(types, this::newCache);
      fed = before.and(after); // from here on the watch tells the new caches what changes
      for (var cache : after.caches()) {
        if (!before.contains(cache)) {
          load(cache);
        }
      }
      layout = after;
      fed = after;
      for (var cache : before.caches()) {
        if (!after.contains(cache)) {
          cache.end();
        }
      }
    }
  }

  private void load(ResourceCache cache) {
    var objects = new ArrayList<Stored>();
    var revision = 0L;
    @Nullable String after = null;
    while (true) {
      var page = store.range(cache.prefix(), after, PAGE, revision);
      revision = page.revision();
      objects.addAll(page.items());
      if (!page.more()) {
        cache.load(objects, revision);
        return;
      }
      after = page.items().getLast().key();
    }
  }

  public Progress progress() {
    return progress;
  }

  /** Whether everything has been loaded. */
  public boolean isReady() {
    return ready;
  }

  /** Whether some cache waits for a webhook that converts its objects. */
  boolean isConverting() {
    return converting.get() > 0;
  }

  Store store() {
    return store;
  }

  /** What has to be done before the cache is current again. */
  private enum Recovery {
    NONE,
    RESUME,
    LOAD
  }

  private void recoverUntilDone() {
    while (true) {
      var task = nextTask();
      if (task == Recovery.NONE) {
        return;
      }
      try {
        stopFollowing(); // before anything is read: nothing may be applied twice
        follow(task == Recovery.LOAD ? load() : progress.applied());
        task = Recovery.RESUME; // what is loaded stays: who already follows it is not cut off
        catchUp();
      } catch (RuntimeException e) {
        LOG.warn("the watch cache is not current, trying again: {}", e.toString());
        recover(task);
        try {
          if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        } catch (InterruptedException interruption) {
          return;
        }
      }
    }
  }

  private synchronized Recovery nextTask() {
    var task = closed.getCount() == 0 ? Recovery.NONE : needed;
    needed = Recovery.NONE;
    recovering = task != Recovery.NONE;
    return task;
  }

  /** Has the one recovery thread do a task; the greater of several counts. */
  private synchronized void recover(Recovery task) {
    needed = needed.compareTo(task) > 0 ? needed : task;
    if (!recovering) {
      recovering = true;
      Thread.ofPlatform().daemon().name("watch-cache").start(this::recoverUntilDone);
    }
  }

  private synchronized boolean watchIsLost() {
    return needed != Recovery.NONE;
  }

  /** Ready once everything is applied that was written before; gives up when the watch is lost. */
  private void catchUp() {
    var revision = store.currentRevision();
    while (!progress.await(revision, RETRY)) {
      if (watchIsLost() || closed.getCount() == 0) {
        return;
      }
    }
    ready = true;
    LOG.info("watch cache is ready at revision {}", progress.applied());
  }

  /** Replaces everything; the result is the revision it shows. */
  private long load() {
    synchronized (loading) {
      return loadAll();
    }
  }

  private long loadAll() {
    var from = firstRevision();
    var objects = new HashMap<ResourceCache, List<Stored>>();
    var revision = from;
    @Nullable String after = null;
    while (true) {
      var page = store.range(StorageKeys.ROOT, after, PAGE, revision);
      revision = page.revision();
      for (var stored : page.items()) {
        for (var cache : fed.cachesOf(stored.key())) {
          objects.computeIfAbsent(cache, ignored -> new ArrayList<>()).add(stored);
        }
      }
      if (!page.more()) {
        break;
      }
      after = page.items().getLast().key();
    }
    for (var cache : layout.caches()) {
      cache.load(objects.getOrDefault(cache, List.of()), revision);
    }
    progress.restart(revision);
    return revision;
  }

  /** Where history is short it is replayed, so that watches of before a restart go on. */
  private long firstRevision() {
    var oldest = Math.max(1, store.compactRevision());
    return store.currentRevision() - oldest > LONGEST_REPLAY ? 0 : oldest;
  }

  private synchronized void stopFollowing() {
    var old = watch;
    watch = null;
    following = null;
    if (old != null) {
      old.close();
    }
  }

  private synchronized void follow(long revision) {
    if (closed.getCount() == 0) {
      return;
    }
    var follower = new Follower();
    following = follower;
    watch = store.watch(StorageKeys.ROOT, revision, follower);
  }

  /** What the store calls; the end of a watch that was replaced means nothing. */
  private final class Follower implements Store.Watcher {
    @Override
    public void changes(List<Change> changes, long upTo) {
      if (following == this) {
        apply(changes, upTo);
      }
    }

    @Override
    public void ended(@Nullable Throwable cause) {
      lost(this, cause);
    }
  }

  private synchronized void lost(Follower follower, @Nullable Throwable cause) {
    if (closed.getCount() == 0 || follower != following) {
      return;
    }
    following = null;
    ready = false;
    LOG.warn("the watch on the store ended: {}", String.valueOf(cause));
    recover(cause instanceof CompactedException ? Recovery.LOAD : Recovery.RESUME);
  }

  private void apply(List<Change> changes, long upTo) {
    var touched = new IdentityHashMap<ResourceCache, List<Change>>();
    for (var change : changes) {
      for (var cache : fed.cachesOf(change.key())) {
        touched.computeIfAbsent(cache, ignored -> new ArrayList<>()).add(change);
      }
    }
    touched.forEach(ResourceCache::apply);
    progress.reached(upTo);
    touched.keySet().forEach(ResourceCache::wake);
  }

  @Override
  public void close() {
    closed.countDown();
    Store.@Nullable Watch running;
    synchronized (this) {
      running = watch;
    }
    if (running != null) {
      running.close();
    }
  }
}
