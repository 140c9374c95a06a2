package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.Json;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where a list goes on, in upstream's format.
 *
 * @param revision the list's revision; -1 to go on at the latest one
 * @param last the last key that was returned
 */
record ContinueToken(long revision, String last) {
  private static final String VERSION = "meta.k8s.io/v1";

  String encode() {
    var tree = Json.mapper().createObjectNode();
    tree.put("v", VERSION).put("rv", revision).put("start", last + "\0");
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(tree));
  }

  /** Null where the text is no token. */
  static @Nullable ContinueToken decode(String text) {
    JsonNode tree;
    try {
      tree = Json.tree(new String(Base64.getUrlDecoder().decode(text), UTF_8));
    } catch (IllegalArgumentException | JacksonException e) {
      return null;
    }
    var start = tree.path("start").asString("");
    if (!tree.path("v").asString("").equals(VERSION)
        || !tree.path("rv").isIntegralNumber()
        || !start.endsWith("\0")) {
      return null;
    }
    return new ContinueToken(tree.path("rv").asLong(), start.substring(0, start.length() - 1));
  }
}
