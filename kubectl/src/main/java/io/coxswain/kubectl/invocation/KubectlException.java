package io.coxswain.kubectl.invocation;

/** Ends an invocation: the message goes to stderr as it is, the code is the process's. */
public class KubectlException extends RuntimeException {
  private final int exitCode;

  public KubectlException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** {@code error: MESSAGE}, exit code 1. */
  public static KubectlException error(String message) {
    return new KubectlException("error: " + message, 1);
  }

  /** {@code error: MESSAGE} and where to find help, exit code 1. */
  public static KubectlException usage(String verb, String message) {
    return error(message + "\nSee 'kubectl " + verb + " -h' for help and examples");
  }

  public int exitCode() {
    return exitCode;
  }
}
