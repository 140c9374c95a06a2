package io.coxswain.apiserver.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How many there were at most in this second and the one before. For any thread; a race may lose a
 * little of what nobody could see anyway.
 */
public final class Peak {
  private static final long SECOND = 1_000_000_000;

  private final LongSupplier nanos;
  private final AtomicInteger now = new AtomicInteger();
  private volatile long second;
  private volatile int most;
  private volatile int before;

  /**
   * Nobody.
   *
   * @param nanos a monotonic clock
   */
  public Peak(LongSupplier nanos) {
    this.nanos = nanos;
    second = Math.floorDiv(nanos.getAsLong(), SECOND);
  }

  public void enter() {
    var count = now.incrementAndGet();
    turn(count - 1);
    if (count > most) {
      most = count;
    }
  }

  public void leave() {
    turn(now.getAndDecrement());
  }

  /** Begins a new second, in which there are so many. */
  private void turn(int count) {
    var current = Math.floorDiv(nanos.getAsLong(), SECOND);
    if (current != second) {
      before = current == second + 1 ? most : count;
      second = current;
      most = count;
    }
  }

  public int highest() {
    turn(now.get());
    return Math.max(most, before);
  }
}
