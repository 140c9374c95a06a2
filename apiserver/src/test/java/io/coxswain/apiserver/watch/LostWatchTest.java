package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.store.MemoryStore;
import io.coxswain.apiserver.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The store's watch ends, as when etcd is restarted: readers never see the past again, and those
 * who follow events miss none and get none twice.
 */
final class LostWatchTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private static final Duration SOON = Duration.ofSeconds(20);

  private final BreakableStore store = new BreakableStore(new MemoryStore());
  private final CountDownLatch changed = new CountDownLatch(1);
  private WatchCache cache;
  private ResourceCache pods;

  @BeforeEach
  void start() throws InterruptedException {
    var type = Kinds.builtIn().of(Pod.class);
    cache = WatchCache.start(store, List.of(type), CLOCK);
    pods = cache.of(type);
    pods.onChange(changed::countDown);
    assertThat(create("first")).isPositive();
    assertThat(changed.await(60, TimeUnit.SECONDS)).isTrue();
    settle();
    becomeReady(); // or the first load would still be asking the store that a test breaks
  }

  @AfterEach
  void stop() {
    cache.close();
    store.close();
  }

  @Test
  void whoFollowsMissesNothingAndGetsNothingTwice() {
    var cursor = follow();
    store.breakWatch(new IllegalStateException("connection lost"));
    var revision = create("second");
    settle();
    assertThat(cursor.next())
        .isInstanceOfSatisfying(
            Cursor.Step.Added.class,
            added -> assertThat(added.entry().revision()).isEqualTo(revision));
    assertThat(cursor.next()).isInstanceOf(Cursor.Step.Idle.class);
  }

  @Test
  void aStoreThatStaysAwayIsAskedAgain() throws Exception {
    var cursor = follow();
    store.away.set(true);
    store.breakWatch(new IllegalStateException("connection refused"));
    assertThat(store.refused.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    assertThat(listed(new ReadOptions(0, "", "0", null))).containsExactly("a/first");
    store.away.set(false);
    create("second");
    settle();
    assertThat(cursor.next()).isInstanceOf(Cursor.Step.Added.class);
    assertThat(store.watches.get()).isEqualTo(2);
  }

  @Test
  void whatIsLoadedIsNotLoadedAgainWhenTheStoreGoesAwayAtOnce() throws Exception {
    var cursor = new AtomicReference<Cursor>();
    store.onceWatched =
        () -> {
          cursor.set(follow());
          store.away.set(true);
        };
    store.breakWatch(new Store.CompactedException(store.currentRevision()));
    assertThat(store.refused.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    store.away.set(false);
    create("second");
    becomeReady();
    assertThat(cursor.get().next()).isInstanceOf(Cursor.Step.Added.class);
  }

  @Test
  void readersNeverSeeThePast() throws Exception {
    for (var i = 0; i < 200; i++) {
      create("more-" + i);
    }
    settle();
    var over = new AtomicBoolean();
    var fewest = new AtomicInteger(Integer.MAX_VALUE);
    var reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    var seen = pods.state().snapshot().size();
                    fewest.accumulateAndGet(seen, Math::min);
                  }
                });
    store.breakWatch(new IllegalStateException("connection lost"));
    create("behind");
    settle();
    store.compact(store.currentRevision());
    store.breakWatch(new Store.CompactedException(store.currentRevision()));
    create("behind-too");
    settle();
    over.set(true);
    reader.join();
    assertThat(fewest.get()).isGreaterThanOrEqualTo(201);
  }

  @Test
  void whoFollowsIsCutOffOnlyWhereChangesWereForgotten() {
    var cursor = follow();
    store.breakWatch(new Store.CompactedException(store.currentRevision()));
    create("second");
    settle();
    assertThat(cursor.next()).isInstanceOf(Cursor.Step.Expired.class);
    assertThat(listed(ReadOptions.LATEST)).containsExactly("a/first", "a/second");
  }

  private Cursor follow() {
    var options = new WatchOptions("" + store.currentRevision(), null, null, false, false);
    var begun = new Watches(cache).begin(pods, Matcher.EVERYTHING, options);
    return ((Watches.Beginning.Begun) begun).cursor();
  }

  private List<String> listed(ReadOptions options) {
    var answer = new Reader(cache).list(pods, Matcher.EVERYTHING, options);
    return ((Reader.Answer.Many) answer).entries().stream().map(Entry::key).toList();
  }

  private void settle() {
    assertThat(cache.progress().await(store.currentRevision(), SOON)).isTrue();
  }

  private void becomeReady() {
    var deadline = System.nanoTime() + SOON.toNanos();
    while (!cache.isReady()) {
      assertThat(System.nanoTime()).as("not ready").isLessThan(deadline);
      Thread.yield();
    }
  }

  private long create(String name) {
    var pod = "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"a\"},\"spec\":{}}";
    var outcome = store.create("/registry/pods/a/" + name, pod.formatted(name).getBytes(UTF_8));
    return ((Store.Outcome.Done) outcome).revision();
  }

  /** A store whose watch can be ended and that can be out of reach for a while. */
  private static final class BreakableStore implements Store {
    private final Store store;
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger watches = new AtomicInteger();
    private final Semaphore refused = new Semaphore(0);
    private volatile Runnable onceWatched = () -> {};
    private @Nullable Watcher watcher; // guarded by this

    BreakableStore(Store store) {
      this.store = store;
    }

    /** As a bad client library would, the broken watch goes on delivering until it is closed. */
    synchronized void breakWatch(RuntimeException cause) {
      watcher.ended(cause);
    }

    @Override
    public synchronized Watch watch(String prefix, long fromRevision, Watcher follower) {
      refuseIfAway();
      watches.incrementAndGet();
      watcher = follower;
      var open = new AtomicBoolean(true);
      var guarded =
          new Watcher() {
            @Override
            public void changes(List<Change> changes, long revision) {
              if (open.get()) {
                follower.changes(changes, revision);
              }
            }

            @Override
            public void ended(@Nullable Throwable cause) {
              // told by breakWatch
            }
          };
      var inner = store.watch(prefix, fromRevision, guarded);
      onceWatched.run();
      onceWatched = () -> {};
      return () -> {
        open.set(false);
        inner.close();
      };
    }

    @Override
    public long currentRevision() {
      refuseIfAway();
      return store.currentRevision();
    }

    private void refuseIfAway() {
      if (away.get()) {
        refused.release();
        throw new IllegalStateException("connection refused");
      }
    }

    @Override
    public long localRevision() {
      return -1;
    }

    @Override
    public @Nullable Stored get(String key) {
      return store.get(key);
    }

    @Override
    public Page range(String prefix, @Nullable String after, int limit, long revision) {
      return store.range(prefix, after, limit, revision);
    }

    @Override
    public Outcome create(String key, byte[] value) {
      return store.create(key, value);
    }

    @Override
    public Outcome update(String key, byte[] value, long expectedRevision) {
      return store.update(key, value, expectedRevision);
    }

    @Override
    public Outcome delete(String key, long expectedRevision) {
      return store.delete(key, expectedRevision);
    }

    @Override
    public long compactRevision() {
      return store.compactRevision();
    }

    @Override
    public void compact(long revision) {
      store.compact(revision);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
