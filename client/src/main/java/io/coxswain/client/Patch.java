package io.coxswain.client;

import io.coxswain.api.Json;
import tools.jackson.databind.JsonNode;

/** A patch document and its kind. */
public record Patch(String contentType, JsonNode document) {
  /** RFC 7386 merge patch. */
  public static Patch merge(JsonNode document) {
    return new Patch("application/merge-patch+json", document);
  }

  /** RFC 6902 list of operations. */
  public static Patch json(JsonNode operations) {
    return new Patch("application/json-patch+json", operations);
  }

  /** Strategic merge patch, for built-in kinds. */
  public static Patch strategic(JsonNode document) {
    return new Patch("application/strategic-merge-patch+json", document);
  }

  /** Server-side apply configuration. */
  public static Patch apply(JsonNode configuration) {
    return new Patch("application/apply-patch+yaml", configuration);
  }

  byte[] bytes() {
    return Json.bytes(document);
  }
}
