package io.coxswain.kubelet.env;

/** A pod refers to something that is not there; the message is upstream's and goes to the user. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  /** The message, never null. */
  public String text() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
