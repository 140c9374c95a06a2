package io.coxswain.cluster;

/**
 * Something the user can act on: the message is one line that says what is wrong and what to do.
 * Exit code 1.
 */
final class CoxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CoxException(String message) {
    super(message);
  }
}
