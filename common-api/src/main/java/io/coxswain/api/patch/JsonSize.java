package io.coxswain.api.patch;

import tools.jackson.databind.JsonNode;

/** How large a value is: about how many bytes it takes as JSON, and how deep it is nested. */
final class JsonSize {
  private final long enough;
  private long size;

  private JsonSize(long enough) {
    this.enough = enough;
  }

  /** Counts, but not on after it is more than enough. */
  static long of(JsonNode value, long enough) {
    var counter = new JsonSize(enough);
    counter.count(value);
    return counter.size;
  }

  /** Whether a value has containers in containers, so many and more. */
  static boolean isDeeper(JsonNode value, int most) {
    if (!value.isContainer()) {
      return false;
    }
    if (most == 0) {
      return true;
    }
    for (var child : value) {
      if (isDeeper(child, most - 1)) {
        return true;
      }
    }
    return false;
  }

  private void count(JsonNode value) {
    if (size > enough) {
      return;
    }
    if (value.isObject()) {
      size += 2;
      for (var field : value.properties()) {
        size += field.getKey().length() + 4L; // quotes, colon, comma
        count(field.getValue());
      }
    } else if (value.isArray()) {
      size += 2;
      for (var element : value) {
        size++;
        count(element);
      }
    } else {
      size += value.isString() ? value.stringValue().length() + 2 : value.asString("null").length();
    }
  }
}
