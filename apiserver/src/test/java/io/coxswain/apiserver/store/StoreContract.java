package io.coxswain.apiserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.CompactedException;
import io.coxswain.apiserver.store.Store.Outcome;
import io.coxswain.apiserver.store.Store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do. Subclasses bring an empty store for each test. */
abstract class StoreContract {
  private Store store;

  abstract Store open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void createdValueIsReadBackWithItsRevision() {
    var revision = done(store.create("/registry/pods/a/x", bytes("1")));
    var stored = store.get("/registry/pods/a/x");
    assertThat(text(stored)).isEqualTo("1");
    assertThat(stored.modRevision()).isEqualTo(revision);
    assertThat(stored.createRevision()).isEqualTo(revision);
    assertThat(store.currentRevision()).isEqualTo(revision);
    assertThat(store.get("/registry/pods/a/other")).isNull();
  }

  @Test
  void creatingAnExistingKeyIsAConflictThatShowsIt() {
    done(store.create("/registry/pods/a/x", bytes("1")));
    assertThat(store.create("/registry/pods/a/x", bytes("2")))
        .isInstanceOfSatisfying(
            Outcome.Conflict.class, it -> assertThat(text(it.current())).isEqualTo("1"));
    assertThat(text(store.get("/registry/pods/a/x"))).isEqualTo("1");
  }

  @Test
  void updateNeedsTheCurrentRevision() {
    var first = done(store.create("/registry/pods/a/x", bytes("1")));
    var second = done(store.update("/registry/pods/a/x", bytes("2"), first));
    assertThat(second).isGreaterThan(first);
    assertThat(store.update("/registry/pods/a/x", bytes("3"), first))
        .isInstanceOfSatisfying(
            Outcome.Conflict.class, it -> assertThat(it.current().modRevision()).isEqualTo(second));
    assertThat(store.get("/registry/pods/a/x").createRevision()).isEqualTo(first);
    assertThat(store.update("/registry/pods/a/absent", bytes("3"), first))
        .isEqualTo(new Outcome.Conflict(null));
  }

  @Test
  void deletedKeysAreGoneAndMayBeCreatedAgain() {
    var first = done(store.create("/registry/pods/a/x", bytes("1")));
    assertThat(store.delete("/registry/pods/a/x", first + 100))
        .isInstanceOf(Outcome.Conflict.class);
    done(store.delete("/registry/pods/a/x", first));
    assertThat(store.get("/registry/pods/a/x")).isNull();
    assertThat(store.delete("/registry/pods/a/x", first)).isEqualTo(new Outcome.Conflict(null));
    var again = done(store.create("/registry/pods/a/x", bytes("2")));
    assertThat(store.get("/registry/pods/a/x").createRevision()).isEqualTo(again);
  }

  @Test
  void rangesAreSortedAndPagedAndKeepToThePrefix() {
    for (var name : List.of("c", "a", "b", "d")) {
      done(store.create("/registry/pods/n/" + name, bytes(name)));
    }
    done(store.create("/registry/podtemplates/n/z", bytes("z")));
    var all = store.range("/registry/pods/", null, 0, 0);
    assertThat(all.items()).extracting(StoreContract::text).containsExactly("a", "b", "c", "d");
    assertThat(all.more()).isFalse();
    var page = store.range("/registry/pods/", null, 3, 0);
    assertThat(page.items()).extracting(StoreContract::text).containsExactly("a", "b", "c");
    assertThat(page.more()).isTrue();
    assertThat(page.remaining()).isIn(1L, -1L);
    var rest = store.range("/registry/pods/", "/registry/pods/n/c", 3, page.revision());
    assertThat(rest.items()).extracting(StoreContract::text).containsExactly("d");
    assertThat(rest.more()).isFalse();
    assertThat(store.range("/registry/", null, 0, 0).items()).hasSize(5);
  }

  @Test
  void rangesAtAnOldRevisionShowWhatWasThen() {
    var first = done(store.create("/registry/pods/n/a", bytes("1")));
    var second = done(store.create("/registry/pods/n/b", bytes("2")));
    var third = done(store.update("/registry/pods/n/a", bytes("3"), first));
    done(store.delete("/registry/pods/n/b", second));
    assertThat(store.range("/registry/pods/", null, 0, first).items())
        .extracting(StoreContract::text)
        .containsExactly("1");
    assertThat(store.range("/registry/pods/", null, 0, second).items())
        .extracting(StoreContract::text)
        .containsExactly("1", "2");
    assertThat(store.range("/registry/pods/", null, 0, third).items())
        .extracting(StoreContract::text)
        .containsExactly("3", "2");
    assertThat(store.range("/registry/pods/", null, 0, 0).items())
        .extracting(StoreContract::text)
        .containsExactly("3");
  }

  @Test
  void futureRevisionsAreRefused() {
    var revision = store.currentRevision();
    assertThatThrownBy(() -> store.range("/registry/pods/", null, 0, revision + 1000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compactedRevisionsAreGoneAndTheRestStays() {
    var first = done(store.create("/registry/pods/n/a", bytes("1")));
    var gone = done(store.create("/registry/pods/n/gone", bytes("1")));
    done(store.delete("/registry/pods/n/gone", gone));
    var second = done(store.update("/registry/pods/n/a", bytes("2"), first));
    store.compact(second);
    assertThat(store.compactRevision()).isEqualTo(second);
    assertThatThrownBy(() -> store.range("/registry/pods/", null, 0, first))
        .isInstanceOf(CompactedException.class);
    assertThat(store.range("/registry/pods/", null, 0, second).items())
        .extracting(StoreContract::text)
        .containsExactly("2");
    assertThat(store.currentRevision()).isEqualTo(second);
    var third = done(store.update("/registry/pods/n/a", bytes("3"), second));
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void watchTellsHistoryThenNewsWithPreviousValues() throws Exception {
    var before = store.currentRevision();
    var first = done(store.create("/registry/pods/n/a", bytes("1")));
    try (var watch = new Recorder(store, "/registry/pods/", before)) {
      done(store.create("/registry/podtemplates/n/other", bytes("x")));
      var second = done(store.update("/registry/pods/n/a", bytes("2"), first));
      var third = done(store.delete("/registry/pods/n/a", second));
      assertThat(watch.next(3))
          .extracting(Change::revision, it -> text(it.current()), it -> text(it.previous()))
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(first, "1", null),
              org.assertj.core.groups.Tuple.tuple(second, "2", "1"),
              org.assertj.core.groups.Tuple.tuple(third, null, "2"));
    }
  }

  @Test
  void watchBeginsBehindItsRevision() throws Exception {
    var first = done(store.create("/registry/pods/n/a", bytes("1")));
    var second = done(store.update("/registry/pods/n/a", bytes("2"), first));
    try (var watch = new Recorder(store, "/registry/pods/", first)) {
      assertThat(watch.next(1)).extracting(Change::revision).containsExactly(second);
    }
  }

  @Test
  void watchFromACompactedRevisionEnds() throws Exception {
    var first = done(store.create("/registry/pods/n/a", bytes("1")));
    var second = done(store.update("/registry/pods/n/a", bytes("2"), first));
    var third = done(store.update("/registry/pods/n/a", bytes("3"), second));
    store.compact(third);
    try (var watch = new Recorder(store, "/registry/pods/", first)) {
      assertThat(watch.ended.get(60, TimeUnit.SECONDS)).isInstanceOf(CompactedException.class);
    }
  }

  @Test
  void oneOfManyWritersWinsEachRevisionAndWatchersMissNothing() throws Exception {
    var before = store.currentRevision();
    done(store.create("/registry/counter", bytes("0")));
    var wins = new AtomicInteger();
    try (var watch = new Recorder(store, "/registry/counter", before);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (var i = 0; i < 8; i++) {
        running.add(threads.submit(() -> increment(20, wins)));
      }
      for (var future : running) {
        future.get(60, TimeUnit.SECONDS);
      }
      assertThat(wins).hasValue(160);
      assertThat(text(store.get("/registry/counter"))).isEqualTo("160");
      var seen = watch.next(161);
      assertThat(seen).extracting(Change::revision).isSorted().doesNotHaveDuplicates();
      assertThat(text(seen.getLast().current())).isEqualTo("160");
    }
  }

  private void increment(int times, AtomicInteger wins) {
    for (var done = 0; done < times; ) {
      var current = store.get("/registry/counter");
      var next = bytes(String.valueOf(Integer.parseInt(text(current)) + 1));
      if (store.update("/registry/counter", next, current.modRevision()) instanceof Outcome.Done) {
        wins.incrementAndGet();
        done++;
      }
    }
  }

  static long done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).revision();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static @Nullable String text(@Nullable Stored stored) {
    return stored == null ? null : new String(stored.value(), UTF_8);
  }

  /** Keeps what a watch delivers. */
  static final class Recorder implements Store.Watcher, AutoCloseable {
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    final CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
    private final Store.Watch watch;

    Recorder(Store store, String prefix, long from) {
      watch = store.watch(prefix, from, this);
    }

    @Override
    public void changes(List<Change> arrived, long revision) {
      changes.addAll(arrived);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
      ended.complete(cause);
    }

    List<Change> next(int count) throws InterruptedException {
      var found = new ArrayList<Change>();
      while (found.size() < count) {
        var change = changes.poll(60, TimeUnit.SECONDS);
        assertThat(change).as("change %s of %s", found.size() + 1, count).isNotNull();
        found.add(change);
      }
      return found;
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
