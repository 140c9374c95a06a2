package io.coxswain.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on an etcd of its own; each test has a prefix of its own. */
@Tag("engine")
final class EtcdStoreTest extends StoreContract {
  private static final AtomicInteger TESTS = new AtomicInteger();
  @TempDir static Path directory;
  private static EtcdProcess etcd;

  @BeforeAll
  static void startEtcd() throws IOException, InterruptedException {
    etcd = EtcdProcess.start(directory);
  }

  @AfterAll
  static void stopEtcd() {
    etcd.close();
  }

  @Override
  Store open() {
    return EtcdStore.connect(
        List.of(etcd.url()), "/test" + TESTS.incrementAndGet(), EtcdStore.Tls.NONE);
  }

  /** A watcher that takes a lock at the end, and closes its watch under it, would wait for ever. */
  @Test
  void aWatchIsClosedWhileItsWatcherIsToldTheEnd() throws Exception {
    try (var store = open()) {
      var first = ((Store.Outcome.Done) store.create("/registry/a", new byte[] {1})).revision();
      var second =
          ((Store.Outcome.Done) store.update("/registry/a", new byte[] {2}, first)).revision();
      store.compact(second);
      var told = new CountDownLatch(1);
      var closed = new CountDownLatch(1);
      var inTime = new CompletableFuture<Boolean>();
      var watcher =
          new Store.Watcher() {
            @Override
            public void changes(List<Store.Change> changes, long revision) {}

            @Override
            public void ended(@Nullable Throwable cause) {
              told.countDown();
              try {
                inTime.complete(closed.await(1, TimeUnit.MINUTES));
              } catch (InterruptedException e) {
                inTime.completeExceptionally(e);
              }
            }
          };
      var watch = store.watch("/registry/", first - 1, watcher);
      assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
      watch.close();
      closed.countDown();
      assertThat(inTime.get(2, TimeUnit.MINUTES)).isTrue();
    }
  }
}
