package io.coxswain.kubelet.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime has of one pod, newest first.
 *
 * @param pod null where the runtime has nothing of it
 */
public record RuntimePod(
    @Nullable PodRef pod, List<RuntimeSandbox> sandboxes, List<RuntimeContainer> containers) {
  public RuntimePod {
    sandboxes =
        sandboxes.stream()
            .sorted(Comparator.comparingInt(RuntimeSandbox::attempt).reversed())
            .toList();
    containers =
        containers.stream()
            .sorted(Comparator.comparingInt(RuntimeContainer::attempt).reversed())
            .toList();
  }

  /** The newest sandbox. */
  public Optional<RuntimeSandbox> sandbox() {
    return sandboxes.stream().findFirst();
  }

  /** The newest attempt of a container. */
  public Optional<RuntimeContainer> latest(String name) {
    return containers.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** All attempts of a container, newest first. */
  public List<RuntimeContainer> attempts(String name) {
    return containers.stream().filter(c -> c.name().equals(name)).toList();
  }

  public boolean anyRunning() {
    return containers.stream().anyMatch(RuntimeContainer::running);
  }

  public boolean isEmpty() {
    return sandboxes.isEmpty() && containers.isEmpty();
  }
}
