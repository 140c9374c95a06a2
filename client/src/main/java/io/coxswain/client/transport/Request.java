package io.coxswain.client.transport;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param target path and query as they go on the wire, already percent-encoded
 * @param body the body; null for none
 * @param readTimeout longest silence of the server before the request fails; null for no limit
 */
public record Request(
    String method,
    String target,
    Map<String, String> headers,
    byte @Nullable [] body,
    @Nullable Duration readTimeout) {
  /** Silence of a server that answers single requests within this time means it is gone. */
  public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(60);

  public static Request get(String target) {
    return new Request(
        "GET", target, Map.of("Accept", "application/json"), null, DEFAULT_READ_TIMEOUT);
  }
}
