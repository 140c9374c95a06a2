package io.coxswain.kubectl.tree;

/** The text is not YAML that we accept; the message says where and why. */
public final class YamlException extends RuntimeException {
  public YamlException(String message) {
    super(message);
  }
}
