package io.coxswain.scheduler;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ApiException;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Patch;
import io.coxswain.client.ResourceClient;
import io.coxswain.client.Timers;
import java.io.UncheckedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the world how an attempt ended: events, and the PodScheduled condition. One virtual thread
 * writes the conditions in order, so that the scheduling thread never waits.
 */
final class Outcomes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final ResourceClient<Pod> pods;
  private final EventRecorder events;
  private final Timers timers;
  private final LinkedBlockingQueue<NotScheduled> waiting = new LinkedBlockingQueue<>();
  private final Thread writer;

  private record NotScheduled(Pod pod, String reason, String message) {}

  Outcomes(KubernetesClient client, EventRecorder events, Timers timers) {
    this.pods = client.resources(Pod.class);
    this.events = events;
    this.timers = timers;
    this.writer = Thread.ofVirtual().name("scheduler-conditions").start(this::write);
  }

  void scheduled(Pod pod, String nodeName) {
    var message = "Successfully assigned " + pod.namespace() + "/" + pod.name() + " to " + nodeName;
    events.record(pod, EventRecorder.NORMAL, "Scheduled", message);
  }

  void unschedulable(Pod pod, String message) {
    events.record(pod, EventRecorder.WARNING, "FailedScheduling", message);
    waiting.add(new NotScheduled(pod, PodConditions.UNSCHEDULABLE, message));
  }

  void failed(Pod pod, String message) {
    events.record(pod, EventRecorder.WARNING, "FailedScheduling", message);
    waiting.add(new NotScheduled(pod, PodConditions.SCHEDULER_ERROR, message));
  }

  private void write() {
    try {
      while (true) {
        var outcome = waiting.take();
        var pod = outcome.pod();
        PodConditions.notScheduled(pod, outcome.reason(), outcome.message(), timers.instant())
            .ifPresent(patch -> patch(pod, Patch.strategic(patch)));
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private void patch(Pod pod, Patch patch) {
    try {
      pods.patchStatus(pod.namespace(), pod.name(), patch);
    } catch (ApiException e) {
      // deleted or replaced meanwhile: nobody left to tell; otherwise the next attempt writes again
      if (!e.isNotFound() && !e.isConflict()) {
        LOG.warn("condition of {}/{}: {}", pod.namespace(), pod.name(), e.getMessage());
      }
    } catch (UncheckedIOException e) {
      LOG.warn("condition of {}/{}: {}", pod.namespace(), pod.name(), e.getMessage());
    }
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
