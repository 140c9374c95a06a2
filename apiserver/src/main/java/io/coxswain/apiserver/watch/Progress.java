package io.coxswain.apiserver.watch;

import io.coxswain.apiserver.store.Store;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far the cache has come, and the barrier of consistent reads: the store's revision is read
 * once for all readers that wait for it, then each waits until the cache has applied it.
 */
public final class Progress {
  private final Store store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private volatile long applied;
  private volatile int waiting;
  private @Nullable CompletableFuture<Long> queued; // guarded by this
  private boolean reading; // guarded by this

  Progress(Store store) {
    this.store = store;
  }

  /** Everything up to this revision is in the cache. */
  public long applied() {
    return applied;
  }

  /** True where the cache is known, without waiting, to show every acknowledged write. */
  public boolean isFresh() {
    var local = store.localRevision();
    return local >= 0 && applied >= local;
  }

  /**
   * Waits until the cache shows every write that was acknowledged before the call. False where it
   * does not come so far in time.
   */
  public boolean awaitFresh(Duration timeout) {
    var local = store.localRevision();
    return await(local >= 0 ? local : coalescedRevision(), timeout);
  }

  /** Waits for a revision; false where the time is over. */
  public boolean await(long revision, Duration timeout) {
    if (applied >= revision) {
      return true;
    }
    var nanos = timeout.toNanos();
    lock.lock();
    try {
      waiting++;
      while (applied < revision) {
        if (nanos <= 0) {
          return false;
        }
        nanos = advanced.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  void reached(long revision) {
    applied = Math.max(applied, revision);
    signal();
  }

  /** After everything was loaded again, possibly from an older revision. */
  void restart(long revision) {
    applied = revision;
    signal();
  }

  private void signal() {
    if (waiting > 0) {
      lock.lock();
      try {
        advanced.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** A revision that was read from the store after the call began. */
  private long coalescedRevision() {
    CompletableFuture<Long> mine;
    boolean lead;
    synchronized (this) {
      if (queued == null) {
        queued = new CompletableFuture<>();
      }
      mine = queued;
      lead = !reading;
      reading = true;
    }
    if (lead) {
      readForAll();
    }
    try {
      return mine.orTimeout(15, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the store's revision can't be read: " + e.getCause(), e);
    }
  }

  /** Reads for those who wait; who came meanwhile is served by a thread of its own. */
  private void readForAll() {
    CompletableFuture<Long> served;
    synchronized (this) {
      if (queued == null) {
        reading = false;
        return;
      }
      served = queued;
      queued = null;
    }
    try {
      served.complete(store.currentRevision());
    } catch (RuntimeException e) {
      served.completeExceptionally(e);
    }
    synchronized (this) {
      if (queued == null) {
        reading = false;
        return;
      }
    }
    Thread.startVirtualThread(this::readForAll);
  }
}
