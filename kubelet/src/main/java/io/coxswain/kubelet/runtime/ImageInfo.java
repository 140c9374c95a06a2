package io.coxswain.kubelet.runtime;

import java.time.Instant;
import java.util.List;

/**
 * An image on this machine.
 *
 * @param user the user it runs as where the container names none; empty for root
 */
public record ImageInfo(
    String id, List<String> tags, List<String> digests, long size, Instant createdAt, String user) {
  /** What a container status shows as imageID: the digest where the image has one. */
  public String reference() {
    return digests.isEmpty() ? id : digests.getFirst();
  }
}
