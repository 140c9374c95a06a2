package io.coxswain.kubelet.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container as the runtime reports it.
 *
 * @param message what the runtime says went wrong at start; empty otherwise
 * @param imageId the image's id, or its digest where it has one
 * @param terminationMessage the host file with the container's last words
 */
public record RuntimeContainer(
    String id,
    PodRef pod,
    String name,
    int attempt,
    String sandboxId,
    State state,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    int exitCode,
    boolean oomKilled,
    String message,
    String image,
    String imageId,
    String hash,
    @Nullable String terminationMessage,
    long processId) {

  public enum State {
    CREATED,
    RUNNING,
    EXITED
  }

  public boolean running() {
    return state == State.RUNNING;
  }

  public boolean exited() {
    return state == State.EXITED;
  }
}
