package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus;
import io.coxswain.api.meta.v1.DeleteOptions.Preconditions;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ResourceClient;
import io.coxswain.client.Timers;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pod statuses to the API server without holding the workers up: one virtual thread per pod
 * with something to write, the latest status wins. Guarded by its monitor.
 */
public final class StatusSync {
  private static final Logger log = LoggerFactory.getLogger(StatusSync.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private record Pending(Pod pod, PodStatus status, boolean delete) {}

  private final ResourceClient<Pod> pods;
  private final Timers timers;
  private final Map<String, @Nullable Pending> pending = new HashMap<>();
  private final Map<String, PodStatus> written = new HashMap<>();

  public StatusSync(KubernetesClient client, Timers timers) {
    this.pods = client.resources(Pod.class);
    this.timers = timers;
  }

  /** Queues a status; {@code delete} then removes the stopped pod from the API server. */
  public synchronized void submit(Pod pod, PodStatus status, boolean delete) {
    var uid = pod.uid();
    if (!delete && status.equals(written.get(uid)) && !pending.containsKey(uid)) {
      return;
    }
    var writing = pending.containsKey(uid);
    var before = pending.get(uid);
    pending.put(uid, new Pending(pod, status, delete || before != null && before.delete()));
    if (!writing) {
      Thread.ofVirtual().name("status-" + pod.name()).start(() -> write(uid));
    }
  }

  private void write(String uid) {
    while (true) {
      Pending next;
      synchronized (this) {
        next = pending.get(uid);
        if (next == null) {
          pending.remove(uid);
          return;
        }
        pending.put(uid, null);
      }
      if (!attempt(next)) {
        synchronized (this) {
          if (pending.get(uid) == null) {
            pending.put(uid, next);
          }
        }
        try {
          timers.sleep(RETRY);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  private boolean attempt(Pending next) {
    try {
      update(next);
      synchronized (this) {
        if (next.delete()) {
          written.remove(next.pod().uid());
        } else {
          written.put(next.pod().uid(), next.status());
        }
      }
      return true;
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return true;
      }
      log.warn(
          "Status of pod {}/{}: {}", next.pod().namespace(), next.pod().name(), e.getMessage());
      return !e.isTransient() && !e.isConflict() && !next.delete();
    } catch (UncheckedIOException e) {
      log.debug(
          "Status of pod {}/{}: {}", next.pod().namespace(), next.pod().name(), e.getMessage());
      return false;
    }
  }

  private void update(Pending next) {
    var uid = next.pod().uid();
    Optional<Pod> current = Optional.of(next.pod());
    for (var round = 0; current.isPresent() && current.get().uid().equals(uid); round++) {
      try {
        var status = withForeignConditions(next.status(), current.get().status());
        if (round > 0 && status.equals(current.get().status())) {
          break;
        }
        pods.updateStatus(current.get().withStatus(status));
        break;
      } catch (ApiException e) {
        if (!e.isConflict() || round == 5) {
          throw e;
        }
        current = pods.get(next.pod().namespace(), next.pod().name()).map(PodNormal::of);
      }
    }
    if (next.delete()) {
      var options =
          DeleteOptionsBuilder.builder()
              .gracePeriodSeconds(0L)
              .preconditions(new Preconditions(uid, null))
              .build();
      try {
        pods.delete(next.pod().namespace(), next.pod().name(), options);
      } catch (ApiException e) {
        // another pod of that name: ours is gone already
        if (!e.isConflict()) {
          throw e;
        }
      }
    }
  }

  /** Conditions of others, such as readiness gates, may have changed since the worker looked. */
  private static PodStatus withForeignConditions(PodStatus ours, PodStatus current) {
    var own = ours.conditions().stream().filter(c -> PodConditions.OWN.contains(c.type()));
    var foreign = current.conditions().stream().filter(c -> !PodConditions.OWN.contains(c.type()));
    return ours.withConditions(java.util.stream.Stream.concat(own, foreign).toList());
  }

  /** Forgets a pod that is gone. */
  synchronized void forget(String uid) {
    written.remove(uid);
  }
}
