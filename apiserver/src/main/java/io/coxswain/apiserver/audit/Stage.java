package io.coxswain.apiserver.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How far a request had come when an event of it was made. */
public enum Stage {
  /** Before anybody else has seen it. */
  REQUEST_RECEIVED("RequestReceived"),
  /** The answer's head is there; only of long-running requests and of those that nobody sent. */
  RESPONSE_STARTED("ResponseStarted"),
  /** Nothing more is answered. */
  RESPONSE_COMPLETE("ResponseComplete"),
  /** A bug ended it. */
  PANIC("Panic");

  private final String text;

  Stage(String text) {
    this.text = text;
  }

  /** As policies and events write it. */
  public String text() {
    return text;
  }

  static Optional<Stage> of(String text) {
    return Arrays.stream(values()).filter(stage -> stage.text.equals(text)).findFirst();
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(Stage::text).toList();
  }
}
