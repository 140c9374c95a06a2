package io.coxswain.apiserver.server;

import io.coxswain.apiserver.store.Store;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps between five and ten minutes of history in the store, as upstream. */
public final class Compactor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  private final Store store;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("compactor").factory());
  private long previous; // owned by the timer's thread

  private Compactor(Store store) {
    this.store = store;
  }

  public static Compactor start(Store store, Duration interval) {
    var compactor = new Compactor(store);
    compactor.timer.scheduleWithFixedDelay(
        compactor::compact, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return compactor;
  }

  /** Forgets what was past one interval ago; visible for tests. */
  void compact() {
    try {
      if (previous > 0) {
        store.compact(previous);
        LOG.debug("compacted up to revision {}", previous);
      }
    } catch (Store.CompactedException e) {
      LOG.debug("another API server has compacted already");
    } catch (RuntimeException e) {
      LOG.warn("compaction failed: {}", e.toString());
    }
    try {
      previous = store.currentRevision();
    } catch (RuntimeException e) {
      LOG.warn("the store's revision can't be read: {}", e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
