package io.coxswain.client;

import io.coxswain.api.meta.v1.Status;
import org.jspecify.annotations.Nullable;

/** The API server said no: an answer of 400 or above, with its Status body. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient @Nullable Status status;

  public ApiException(int code, String reason, String message, @Nullable Status status) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.status = status;
  }

  /** HTTP status code. */
  public int code() {
    return code;
  }

  /** Status reason as upstream names it ({@code NotFound}, {@code AlreadyExists}...). */
  public String reason() {
    return reason;
  }

  /** The whole Status; null when the body was none. */
  public @Nullable Status status() {
    return status;
  }

  /** Seconds after which the server asks to try again; 0 for none. */
  public int retryAfterSeconds() {
    var details = status == null ? null : status.details();
    var seconds = details == null ? null : details.retryAfterSeconds();
    return seconds == null ? 0 : seconds;
  }

  public boolean isNotFound() {
    return code == 404;
  }

  /** A resourceVersion or precondition did not match. */
  public boolean isConflict() {
    return code == 409 && !isAlreadyExists();
  }

  public boolean isAlreadyExists() {
    return reason.equals("AlreadyExists");
  }

  /** The resourceVersion or continue token is too old. */
  public boolean isGone() {
    return code == 410;
  }

  public boolean isForbidden() {
    return code == 403;
  }

  public boolean isInvalid() {
    return code == 422;
  }

  /** The namespace is being deleted, so nothing can be created in it any more. */
  public boolean isNamespaceTerminating() {
    var details = status == null ? null : status.details();
    return details != null
        && details.causes().stream()
            .anyMatch(cause -> "NamespaceTerminating".equals(cause.reason()));
  }

  /** The same request may succeed later without anybody changing it. */
  public boolean isTransient() {
    return code == 429 || code >= 500;
  }
}
