package io.coxswain.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The one way our code knows and waits for time. Wall time and monotonic time are unrelated: wall
 * time may jump.
 */
public interface Timers extends InstantSource {
  @Override
  Instant instant();

  /** Nanoseconds of a clock that never jumps, from an arbitrary origin. */
  long nanoTime();

  /** Runs a short action once, after a delay, on a thread of the timers'. */
  Scheduled after(Duration delay, Runnable action);

  /** Blocks the calling thread. */
  void sleep(Duration duration) throws InterruptedException;

  /** A pending action. */
  interface Scheduled {
    /** Forgets the action unless it has begun. */
    void cancel();
  }
}
