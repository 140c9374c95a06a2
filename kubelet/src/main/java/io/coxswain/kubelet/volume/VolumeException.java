package io.coxswain.kubelet.volume;

/** A volume can't be set up, at least not now; the message is upstream's. */
public final class VolumeException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String volume;

  public VolumeException(String volume, String message) {
    super(message);
    this.volume = volume;
  }

  public String volume() {
    return volume;
  }

  /** The message, never null. */
  public String text() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
