package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.EventRecorder;
import io.coxswain.kubelet.pod.PodStep.Stop;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a pod's containers in the background: preStop, then the stop signal, then the kill when the
 * grace period is over. Safe for any thread.
 */
final class ContainerStopper {
  private static final Logger log = LoggerFactory.getLogger(ContainerStopper.class);
  private static final Duration LEAST_AFTER_HOOK = Duration.ofSeconds(2);

  private final NodeContext node;
  private final Runnable changed;
  private final Set<String> stopping = ConcurrentHashMap.newKeySet();

  ContainerStopper(NodeContext node, Runnable changed) {
    this.node = node;
    this.changed = changed;
  }

  Set<String> stopping() {
    return Set.copyOf(stopping);
  }

  /** Forgets what was begun, so that a shorter grace period takes effect. */
  void hurry() {
    stopping.clear();
  }

  void stop(Pod pod, Stop stop, Duration grace, List<String> podIps) {
    if (!stopping.add(stop.containerId())) {
      return;
    }
    node.events().container(pod, stop.name(), EventRecorder.NORMAL, "Killing", stop.message());
    Thread.ofVirtual()
        .name("stop-" + pod.name() + "-" + stop.name())
        .start(() -> run(pod, stop, grace, podIps));
  }

  private void run(Pod pod, Stop stop, Duration grace, List<String> podIps) {
    try {
      var left = preStop(pod, stop, grace, podIps);
      node.runtime().stopContainer(stop.containerId(), left);
    } catch (ContainerRuntimeException e) {
      log.warn(
          "Stopping container {} of {}/{}: {}", stop.name(), pod.namespace(), pod.name(), e.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopping.remove(stop.containerId());
      changed.run();
    }
  }

  /** Runs the hook within the grace period and returns what is left of it. */
  private Duration preStop(Pod pod, Stop stop, Duration grace, List<String> podIps)
      throws InterruptedException {
    var container = PodContainers.find(pod, stop.name());
    var lifecycle = container.map(c -> c.lifecycle()).orElse(null);
    if (container.isEmpty() || lifecycle == null || lifecycle.preStop() == null || grace.isZero()) {
      return grace;
    }
    var before = node.timers().nanoTime();
    var address = podIps.isEmpty() ? node.hostIps().getFirst() : podIps.getFirst();
    var failure =
        new Hooks(node.runtime(), node.timers())
            .run(lifecycle.preStop(), container.get(), stop.containerId(), address, grace);
    if (failure.isPresent()) {
      node.events()
          .container(
              pod, stop.name(), EventRecorder.WARNING, "FailedPreStopHook", "PreStopHook failed");
    }
    var left = grace.minusNanos(node.timers().nanoTime() - before);
    return left.compareTo(LEAST_AFTER_HOOK) < 0 ? LEAST_AFTER_HOOK : left;
  }
}
