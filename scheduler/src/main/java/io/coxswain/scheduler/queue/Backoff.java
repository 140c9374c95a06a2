package io.coxswain.scheduler.queue;

import java.time.Duration;

/**
 * How long a rejected pod waits: the first time {@code initial}, then twice as long up to {@code
 * max}.
 */
public record Backoff(Duration initial, Duration max) {
  /** Upstream's podInitialBackoffSeconds and podMaxBackoffSeconds. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  Duration after(int attempts) {
    if (attempts <= 0) {
      return Duration.ZERO;
    }
    var doubled = initial.multipliedBy(1L << Math.min(attempts - 1, 30));
    return doubled.compareTo(max) > 0 ? max : doubled;
  }
}
