package io.coxswain.client;

import io.coxswain.client.metrics.Histogram;
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
  private static final double NANOS = 1e9;
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
  private final Map<K, Long> addedAt = new HashMap<>(); // by the monotonic clock
  private final Map<K, Long> takenAt = new HashMap<>();
  private final Histogram waits = seconds();
  private final Histogram works = seconds();
  private long adds;
  private long retries;
  private boolean closed;

  private record Delayed(long dueNanos, Timers.Scheduled timer) {}

  public WorkQueue(Timers timers) {
    this.timers = timers;
  }

  /** Upstream's buckets: powers of ten from ten nanoseconds. */
  private static Histogram seconds() {
    return new Histogram(1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10);
  }

  public void add(K key) {
    lock.lock();
    try {
      if (!closed && dirty.add(key)) {
        adds++;
        addedAt.put(key, timers.nanoTime());
        if (!processing.contains(key)) {
          waiting.addLast(key);
          notEmpty.signal();
        }
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
      retries++;
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
      var now = timers.nanoTime();
      takenAt.put(key, now);
      var since = addedAt.remove(key);
      if (since != null) {
        waits.observe((now - since) / NANOS);
      }
    }
    return key;
  }

  public void done(K key) {
    lock.lock();
    try {
      processing.remove(key);
      var since = takenAt.remove(key);
      if (since != null) {
        works.observe((timers.nanoTime() - since) / NANOS);
      }
      if (dirty.contains(key) && !closed) {
        waiting.addLast(key);
        notEmpty.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How the queue fares, as client-go's metrics of queues have it. */
  public WorkQueueStatistics statistics() {
    lock.lock();
    try {
      var now = timers.nanoTime();
      var unfinished = 0.0;
      var longest = 0.0;
      for (var since : takenAt.values()) {
        var seconds = (now - since) / NANOS;
        unfinished += seconds;
        longest = Math.max(longest, seconds);
      }
      return new WorkQueueStatistics(
          waiting.size(), adds, retries, unfinished, longest, waits, works);
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
