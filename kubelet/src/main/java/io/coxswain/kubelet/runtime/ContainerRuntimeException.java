package io.coxswain.kubelet.runtime;

/** A call to the runtime failed; the message is the runtime's own. */
public final class ContainerRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as far as callers decide by it. */
  public enum Kind {
    NOT_FOUND,
    CONFLICT,
    INVALID,
    IMAGE_NOT_FOUND,
    TIMEOUT,
    UNAVAILABLE
  }

  private final Kind kind;

  public ContainerRuntimeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ContainerRuntimeException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The message, never null. */
  public String text() {
    var message = getMessage();
    return message == null ? kind.toString() : message;
  }
}
