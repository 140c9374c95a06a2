package io.coxswain.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing delays with jitter, for one caller that retries. Not safe for several threads.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">why
 *     jitter</a>
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration base;

  public Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.base = first;
  }

  /** The next delay: between half and all of a base that doubles with each call. */
  public Duration next() {
    var half = base.toNanos() / 2;
    var delay = Duration.ofNanos(half + (long) (random.nextDouble() * half));
    base = min(base.multipliedBy(2), longest);
    return delay;
  }

  /** After a success. */
  public void reset() {
    base = first;
  }

  private static Duration min(Duration one, Duration two) {
    return one.compareTo(two) < 0 ? one : two;
  }
}
