package io.coxswain.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keys waiting for work (client-go's workqueue): a key waits once however often it is added, and is
 * handed to one worker at a time; added again meanwhile, it comes back after {@link #done}. All
 * state is guarded by {@code lock}.
 */
public final class WorkQueue<K> implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofMillis(5);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(1000);

  private final Timers timers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Deque<K> waiting = new ArrayDeque<>();
  private final Set<K> dirty = new HashSet<>();
  private final Set<K> processing = new HashSet<>();
  private final Map<K, Integer> failures = new HashMap<>();
  private final Map<K, Delayed> delayed = new HashMap<>();
  private boolean closed;

  private record Delayed(long dueNanos, Timers.Scheduled timer) {}

  public WorkQueue(Timers timers) {
    this.timers = timers;
  }

  public void add(K key) {
    lock.lock();
    try {
      if (!closed && dirty.add(key) && !processing.contains(key)) {
        waiting.addLast(key);
        notEmpty.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Adds after a delay; of several delays of one key the shortest counts. */
  public void addAfter(K key, Duration delay) {
    if (!delay.isPositive()) {
      add(key);
      return;
    }
    lock.lock();
    try {
      if (closed) {
        return;
      }
      var due = timers.nanoTime() + delay.toNanos();
      var earlier = delayed.get(key);
      if (earlier != null) {
        if (earlier.dueNanos() - due <= 0) {
          return;
        }
        earlier.timer().cancel();
      }
      delayed.put(key, new Delayed(due, timers.after(delay, () -> ripe(key, due))));
    } finally {
      lock.unlock();
    }
  }

  private void ripe(K key, long due) {
    lock.lock();
    try {
      var entry = delayed.get(key);
      if (entry != null && entry.dueNanos() == due) {
        delayed.remove(key);
      }
    } finally {
      lock.unlock();
    }
    add(key);
  }

  /** Adds after a delay that doubles with every call since {@link #forget}, from 5 ms to 1000 s. */
  public void addRateLimited(K key) {
    int count;
    lock.lock();
    try {
      count = failures.merge(key, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
    var nanos = FIRST_RETRY.toNanos() * Math.pow(2, Math.min(count - 1, 40));
    addAfter(key, Duration.ofNanos((long) Math.min(nanos, LONGEST_RETRY.toNanos())));
  }

  /** After a success: the next failure starts with the shortest delay again. */
  public void forget(K key) {
    lock.lock();
    try {
      failures.remove(key);
    } finally {
      lock.unlock();
    }
  }

  /** Failures of a key since {@link #forget}. */
  public int failures(K key) {
    lock.lock();
    try {
      return failures.getOrDefault(key, 0);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a key; null once the queue is closed. The worker calls {@link #done} afterwards. */
  public @Nullable K take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        notEmpty.await();
      }
      return closed ? null : pollLocked();
    } finally {
      lock.unlock();
    }
  }

  /** A key that waits now, or null. */
  public @Nullable K poll() {
    lock.lock();
    try {
      return closed ? null : pollLocked();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable K pollLocked() {
    var key = waiting.pollFirst();
    if (key != null) {
      dirty.remove(key);
      processing.add(key);
    }
    return key;
  }

  public void done(K key) {
    lock.lock();
    try {
      processing.remove(key);
      if (dirty.contains(key) && !closed) {
        waiting.addLast(key);
        notEmpty.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keys that wait for a worker now. */
  public int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      delayed.values().forEach(entry -> entry.timer().cancel());
      delayed.clear();
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
