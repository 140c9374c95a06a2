package io.coxswain.apiserver.request;

import io.coxswain.api.meta.v1.Status;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The answer to a request that is not a watch and not an upgraded connection. Failures are values,
 * not exceptions.
 */
public sealed interface ApiResponse {

  /** Values of {@code Warning} headers, without code and agent. */
  List<String> warnings();

  /** An object as a tree, to be encoded as the client accepts it. */
  record ObjectResponse(int code, JsonNode body, List<String> warnings) implements ApiResponse {}

  /**
   * Bytes that are already encoded.
   *
   * @param headers further headers ({@code ETag}, {@code Vary}), by name
   */
  record BytesResponse(
      int code, String contentType, byte[] body, List<String> warnings, Map<String, String> headers)
      implements ApiResponse {
    public BytesResponse(int code, String contentType, byte[] body, List<String> warnings) {
      this(code, contentType, body, warnings, Map.of());
    }
  }

  /** A failure; the HTTP code is {@code status.code()}. */
  record Failure(Status status, List<String> warnings) implements ApiResponse {}

  static ApiResponse ok(JsonNode body) {
    return new ObjectResponse(200, body, List.of());
  }

  static ApiResponse created(JsonNode body) {
    return new ObjectResponse(201, body, List.of());
  }

  static ApiResponse failure(Status status) {
    return new Failure(status, List.of());
  }
}
