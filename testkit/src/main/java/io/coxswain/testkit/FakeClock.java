package io.coxswain.testkit;

import io.coxswain.client.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that stands still until a test moves it. Wall and monotonic time have unrelated origins, and
 * wall time can jump alone, so that code which mixes them fails. Actions run on the thread that
 * advances; sleepers wake when their time has come.
 */
public final class FakeClock implements Timers {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final List<Pending> pending = new ArrayList<>();
  private Instant wall;
  private long nanos = -7_000_000_000_123L;
  private final List<Long> sleepers = new ArrayList<>(); // when each may wake

  private record Pending(long due, long number, Runnable action) {}

  private long numbers;

  private FakeClock(Instant wall) {
    this.wall = wall;
  }

  public static FakeClock at(String instant) {
    return new FakeClock(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      return wall;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nanoTime() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Scheduled after(Duration delay, Runnable action) {
    lock.lock();
    try {
      var entry = new Pending(nanos + Math.max(0, delay.toNanos()), numbers++, action);
      pending.add(entry);
      return () -> cancel(entry);
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Pending entry) {
    lock.lock();
    try {
      pending.remove(entry);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    lock.lock();
    try {
      Long due = nanos + duration.toNanos();
      sleepers.add(due);
      moved.signalAll();
      try {
        while (nanos < due) {
          moved.await();
        }
      } finally {
        sleepers.remove(due);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until so many threads sleep on this clock; who is due does not sleep any more. */
  public void awaitSleepers(int count) throws InterruptedException {
    lock.lock();
    try {
      while (sleepers.stream().filter(due -> due > nanos).count() < count) {
        moved.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Moves both clocks, running what becomes due in order and at its time. */
  public void advance(Duration duration) {
    lock.lock();
    var end = nanos + duration.toNanos();
    lock.unlock();
    while (true) {
      Runnable action;
      lock.lock();
      try {
        var next =
            pending.stream()
                .filter(entry -> entry.due() <= end)
                .min(Comparator.comparingLong(Pending::due).thenComparingLong(Pending::number));
        moveTo(next.map(Pending::due).orElse(end));
        if (next.isEmpty()) {
          return;
        }
        pending.remove(next.get());
        action = next.get().action();
      } finally {
        lock.unlock();
      }
      action.run();
    }
  }

  private void moveTo(long time) {
    if (time > nanos) {
      wall = wall.plusNanos(time - nanos);
      nanos = time;
    }
    moved.signalAll();
  }

  /** Sets wall time alone, as an administrator or NTP would. */
  public void jumpWallTo(Instant instant) {
    lock.lock();
    try {
      wall = instant;
    } finally {
      lock.unlock();
    }
  }
}
