package io.coxswain.apiserver.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How much is told of a request. */
public enum Level {
  NONE("None"),
  METADATA("Metadata"),
  REQUEST("Request"),
  REQUEST_RESPONSE("RequestResponse");

  private final String text;

  Level(String text) {
    this.text = text;
  }

  /** As policies and events write it. */
  public String text() {
    return text;
  }

  public boolean isAtLeast(Level other) {
    return compareTo(other) >= 0;
  }

  static Optional<Level> of(String text) {
    return Arrays.stream(values()).filter(level -> level.text.equals(text)).findFirst();
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(Level::text).toList();
  }
}
