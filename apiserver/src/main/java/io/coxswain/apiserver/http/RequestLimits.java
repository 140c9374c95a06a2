package io.coxswain.apiserver.http;

import java.time.Duration;

/**
 * How long requests may take.
 *
 * @param timeout of a request that is not long-running
 * @param leastWatch a watch that asks for no timeout ends after this and up to as much again
 */
public record RequestLimits(Duration timeout, Duration leastWatch) {
  public static final RequestLimits DEFAULTS =
      new RequestLimits(Duration.ofSeconds(60), Duration.ofSeconds(1800));
}
