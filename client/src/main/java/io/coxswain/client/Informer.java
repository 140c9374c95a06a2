package io.coxswain.client;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * A cache of one resource kept current by a list and a watch (client-go's shared informer). It
 * outlives restarts of the API server: while that is away readers see the last state, afterwards
 * the watch resumes or, when its version is gone, a new list is compared with the cache.
 *
 * <p>Two virtual threads own it: one reads the server and writes the cache, one calls listeners.
 * There is no resync: listeners hear of changes only.
 */
public final class Informer<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Informer.class);
  private static final int PAGE = 500;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
  private static final Duration SHORTEST_WATCH = Duration.ofMinutes(5);

  private final ResourceClient<T> resource;
  private final InformerOptions<T> options;
  private final Timers timers;
  private final InformerCache<T> cache;
  private final CountDownLatch synced = new CountDownLatch(1);
  private final LinkedBlockingQueue<Runnable> notifications = new LinkedBlockingQueue<>();
  private final CopyOnWriteArrayList<InformerListener<T>> listeners = new CopyOnWriteArrayList<>();

  /** Held while the cache changes and its notification is queued, and while a listener joins. */
  private final ReentrantLock order = new ReentrantLock();

  private volatile String resourceVersion = "";
  private volatile @Nullable Watch<T> watch;
  private volatile boolean closed;
  private volatile @Nullable Thread reader;
  private volatile @Nullable Thread notifier;

  private Informer(ResourceClient<T> resource, InformerOptions<T> options, Timers timers) {
    this.resource = resource;
    this.options = options;
    this.timers = timers;
    this.cache = new InformerCache<>(this::keyOf, options.indexers());
  }

  /** Starts listing and watching in the background. */
  public static <T> Informer<T> start(
      ResourceClient<T> resource, InformerOptions<T> options, Timers timers) {
    var informer = new Informer<>(resource, options, timers);
    informer.begin();
    return informer;
  }

  /** An informer that has not begun, so that listeners can be added before the first object. */
  public static <T> Informer<T> prepare(
      ResourceClient<T> resource, InformerOptions<T> options, Timers timers) {
    return new Informer<>(resource, options, timers);
  }

  /** Begins; further calls do nothing. */
  public void begin() {
    order.lock();
    try {
      if (reader != null || closed) {
        return;
      }
      var name = "informer-" + resource.type();
      notifier = Thread.ofVirtual().name(name + "-listeners").start(this::notifyListeners);
      reader = Thread.ofVirtual().name(name).start(this::readForever);
    } finally {
      order.unlock();
    }
  }

  public ResourceType<T> type() {
    return resource.type();
  }

  /** Whether the first list is in the cache. */
  public boolean hasSynced() {
    return synced.getCount() == 0;
  }

  /** Waits for the first list; false when the time is up. */
  public boolean awaitSync(Duration longest) throws InterruptedException {
    return synced.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  public Optional<T> get(String namespace, String name) {
    return Optional.ofNullable(cache.get(new ObjectKey(namespace, name)));
  }

  public Optional<T> get(ObjectKey key) {
    return Optional.ofNullable(cache.get(key));
  }

  /** All objects, sorted by namespace and name; immutable. */
  public List<T> list() {
    return cache.list();
  }

  /** All objects of a namespace, sorted by name; immutable. */
  public List<T> list(String namespace) {
    return cache.list(namespace);
  }

  /** Objects an index files under a key; immutable. */
  public List<T> byIndex(String name, String key) {
    return cache.byIndex(name, key);
  }

  public int size() {
    return cache.size();
  }

  /** The version the cache has reached; empty before the first list. */
  public String resourceVersion() {
    return resourceVersion;
  }

  /**
   * Fills the cache by one list on the calling thread, without watching: for programs and tests
   * that look once. Not to be mixed with {@link #begin}.
   */
  public void listOnce() {
    if (reader != null) {
      throw new IllegalStateException("this informer watches");
    }
    relist();
  }

  /** Adds a listener; it first hears of every object in the cache as added. */
  public void onChange(InformerListener<T> listener) {
    order.lock();
    try {
      for (var object : cache.list()) {
        notifications.add(() -> listener.added(object));
      }
      listeners.add(listener);
    } finally {
      order.unlock();
    }
  }

  private void readForever() {
    var backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, ThreadLocalRandom.current());
    while (!closed) {
      try {
        if (resourceVersion.isEmpty()) {
          relist();
          backoff.reset();
        }
        follow(backoff);
      } catch (ApiException | UncheckedIOException | JacksonException e) {
        if (closed) {
          return;
        }
        if (e instanceof ApiException refusal && refusal.isGone()) {
          LOG.debug("{}: {}; listing again", resource.type(), e.getMessage());
          resourceVersion = "";
        } else {
          LOG.info("{}: {}; trying again", resource.type(), e.getMessage());
        }
        if (!pause(backoff.next())) {
          return;
        }
      } catch (RuntimeException e) {
        LOG.error("informer of {} failed; listing again", resource.type(), e);
        resourceVersion = "";
        if (!pause(backoff.next())) {
          return;
        }
      }
    }
  }

  private boolean pause(Duration delay) {
    try {
      timers.sleep(delay);
      return !closed;
    } catch (InterruptedException e) {
      return false; // close() interrupts
    }
  }

  private void relist() {
    var selected =
        new ListOptions(
            options.namespace(), options.labelSelector(), options.fieldSelector(), "", "", 0, "");
    var list = resource.listAll(selected, PAGE);
    var gone = new HashSet<ObjectKey>();
    cache.list().forEach(object -> gone.add(keyOf(object)));
    for (var object : list.items()) {
      gone.remove(keyOf(object));
      // until the list is complete the old version stands: it is resumed from if we fail
      store(object, resourceVersion);
    }
    gone.forEach(key -> remove(key, resourceVersion));
    resourceVersion = list.resourceVersion();
    synced.countDown();
  }

  private void follow(Backoff backoff) {
    // client-go's spread: watches of many informers must not end together
    var timeout =
        SHORTEST_WATCH.plus(
            Duration.ofSeconds(ThreadLocalRandom.current().nextLong(SHORTEST_WATCH.toSeconds())));
    var from =
        new WatchOptions(
            options.namespace(),
            options.labelSelector(),
            options.fieldSelector(),
            resourceVersion,
            true,
            timeout);
    try (var current = resource.watch(from)) {
      watch = current;
      if (closed) {
        return;
      }
      for (var event = current.next(); event != null; event = current.next()) {
        backoff.reset();
        apply(event);
      }
    } finally {
      watch = null;
    }
  }

  private void apply(WatchEvent<T> event) {
    switch (event) {
      case WatchEvent.Added<T>(T object) -> store(object, versionOf(object));
      case WatchEvent.Modified<T>(T object) -> store(object, versionOf(object));
      case WatchEvent.Deleted<T>(T object) -> remove(keyOf(object), versionOf(object));
      case WatchEvent.Bookmark<T>(String version, boolean end) -> {
        if (!version.isEmpty()) {
          resourceVersion = version;
        }
      }
    }
  }

  private String versionOf(T object) {
    var version = resource.type().metadata().apply(object).resourceVersion();
    return version == null ? resourceVersion : version;
  }

  /** The version is set before listeners are told: who reacts to a change may rely on it. */
  private void store(T object, String version) {
    order.lock();
    try {
      var before = cache.put(object);
      resourceVersion = version;
      if (before == null) {
        tell(listener -> listener.added(object));
      } else if (!sameVersion(before, object)) {
        tell(listener -> listener.updated(before, object));
      }
    } finally {
      order.unlock();
    }
  }

  private void remove(ObjectKey key, String version) {
    order.lock();
    try {
      var before = cache.remove(key);
      resourceVersion = version;
      if (before != null) {
        tell(listener -> listener.deleted(before));
      }
    } finally {
      order.unlock();
    }
  }

  /** Queues for the listeners of this moment: later ones have heard of the object on joining. */
  private void tell(Consumer<InformerListener<T>> news) {
    for (var listener : listeners) {
      notifications.add(() -> news.accept(listener));
    }
  }

  private boolean sameVersion(T one, T two) {
    var metadata = resource.type().metadata();
    var version = metadata.apply(one).resourceVersion();
    return version != null && version.equals(metadata.apply(two).resourceVersion());
  }

  private void notifyListeners() {
    try {
      while (!closed) {
        var notification = notifications.take();
        try {
          notification.run();
        } catch (RuntimeException e) {
          LOG.error("listener of {} failed", resource.type(), e);
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private ObjectKey keyOf(T object) {
    return ObjectKey.of(resource.type().metadata().apply(object));
  }

  /** Ends both threads and the watch; the cache stays readable. */
  @Override
  public void close() {
    closed = true;
    var open = watch;
    if (open != null) {
      open.close();
    }
    var one = reader;
    if (one != null) {
      one.interrupt();
    }
    var two = notifier;
    if (two != null) {
      two.interrupt();
    }
  }
}
