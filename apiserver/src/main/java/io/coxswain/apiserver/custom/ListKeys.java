package io.coxswain.apiserver.custom;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which element of an old list an element of a new one was, where a list is of type map. */
final class ListKeys {
  private ListKeys() {}

  /** The element with the same keys; null where there is none. */
  static @Nullable JsonNode find(JsonNode list, JsonNode element, List<String> keys) {
    if (!list.isArray()) {
      return null;
    }
    for (var candidate : list) {
      if (sameKeys(candidate, element, keys)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean sameKeys(JsonNode one, JsonNode two, List<String> keys) {
    for (var key : keys) {
      if (!one.path(key).equals(two.path(key))) {
        return false;
      }
    }
    return true;
  }
}
