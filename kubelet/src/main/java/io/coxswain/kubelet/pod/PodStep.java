package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one thing a pod worker does next. */
public sealed interface PodStep {
  /** Bring the pod's volumes into being. */
  record SetUpVolumes() implements PodStep {}

  record MakeSandbox(int attempt) implements PodStep {}

  /** Start a container; {@code restart} says that it ran before and its back-off has passed. */
  record StartContainer(Container container, int attempt, boolean restart) implements PodStep {}

  /** Begin to stop containers; the worker does not wait for their end. */
  record StopContainers(List<Stop> stops) implements PodStep {}

  /**
   * @param message of the Killing event
   * @param graceSeconds null for the pod's own grace period
   */
  record Stop(String containerId, String name, String message, @Nullable Long graceSeconds) {}

  record StopSandbox(String sandboxId) implements PodStep {}

  /** Remove dead containers nobody needs any more. */
  record RemoveContainers(List<String> ids) implements PodStep {}

  /** Everything has stopped: remove it all and tell the API server. */
  record Finish() implements PodStep {}

  /** Nothing to do before {@code until}, or before something changes where it is null. */
  record Wait(@Nullable Instant until) implements PodStep {
    static final Wait FOR_CHANGES = new Wait(null);
  }
}
