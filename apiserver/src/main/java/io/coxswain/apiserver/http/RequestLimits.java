package io.coxswain.apiserver.http;

import java.time.Duration;

/**
 * How long requests may take.
 *
 * @param timeout of a request that is not long-running and of a body to arrive
 * @param leastWatch a watch that asks for no timeout ends after this and up to as much again
 * @param firstRequest how long a new connection may take to send a whole request head
 * @param idle a connection on which nothing is asked is closed after this, or twice this at most
 */
public record RequestLimits(
    Duration timeout, Duration leastWatch, Duration firstRequest, Duration idle) {
  public static final RequestLimits DEFAULTS = of(Duration.ofSeconds(60), Duration.ofSeconds(1800));

  /** With upstream's limits on connections. */
  public static RequestLimits of(Duration timeout, Duration leastWatch) {
    return new RequestLimits(timeout, leastWatch, Duration.ofSeconds(32), Duration.ofSeconds(90));
  }
}
