package io.coxswain.kubectl.template;

/** A template that can't be parsed or executed; the message says why, in Go's words. */
public final class TemplateException extends RuntimeException {
  public TemplateException(String message) {
    super(message);
  }
}
