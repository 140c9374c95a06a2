package io.coxswain.cluster;

import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.core.v1.Event;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodTemplateSpec;
import io.coxswain.api.core.v1.Service;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import io.coxswain.cluster.Manifests.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until what was applied is rolled out, as {@code kubectl rollout status} judges it. */
final class Rollout {
  private static final Duration LOOK_AT_PODS = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final Progress progress;

  Rollout(KubernetesClient client, Progress progress) {
    this.client = client;
    this.progress = progress;
  }

  /** Returns when all is rolled out; an error after a while, or once it can't be. */
  void await(List<Item> items) throws InterruptedException {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    for (var item : items) {
      var missing = missing(item);
      var look = System.nanoTime();
      while (missing.isPresent()) {
        if (System.nanoTime() > look) {
          failIfHopeless(item);
          look = System.nanoTime() + LOOK_AT_PODS.toNanos();
        }
        if (System.nanoTime() > deadline) {
          throw new CoxException(
              describe(item)
                  + " is not rolled out after "
                  + LIMIT.toMinutes()
                  + " minutes: "
                  + missing.get()
                  + warnings(item));
        }
        Thread.sleep(50);
        missing = missing(item);
      }
      if (waitsFor(item.kind())) {
        progress.say(describe(item) + " rolled out");
      }
    }
  }

  /** Where Services of the manifests that have a NodePort answer on this machine. */
  List<String> urls(List<Item> items) {
    var urls = new ArrayList<String>();
    for (var item : items) {
      if (item.kind().equals("Service")) {
        client.resources(Service.class).get(item.namespace(), item.name()).stream()
            .flatMap(service -> service.spec().ports().stream())
            .map(Service.ServicePort::nodePort)
            .filter(Objects::nonNull)
            .filter(port -> port > 0)
            .forEach(port -> urls.add("http://127.0.0.1:" + port + "/"));
      }
    }
    return urls;
  }

  private static boolean waitsFor(String kind) {
    return kind.equals("Deployment") || kind.equals("StatefulSet") || kind.equals("DaemonSet");
  }

  private Optional<String> missing(Item item) {
    return switch (item.kind()) {
      case "Deployment" ->
          client
              .resources(Deployment.class)
              .get(item.namespace(), item.name())
              .flatMap(Rollout::deployment);
      case "StatefulSet" ->
          client
              .resources(StatefulSet.class)
              .get(item.namespace(), item.name())
              .flatMap(Rollout::statefulSet);
      case "DaemonSet" ->
          client
              .resources(DaemonSet.class)
              .get(item.namespace(), item.name())
              .flatMap(Rollout::daemonSet);
      default -> Optional.empty();
    };
  }

  private static Optional<String> deployment(Deployment deployment) {
    var status = deployment.status();
    var wanted = number(deployment.spec().replicas());
    if (number(status.observedGeneration()) < number(deployment.metadata().generation())) {
      return Optional.of("the controller has not seen it yet");
    }
    var available = Math.min(number(status.updatedReplicas()), number(status.availableReplicas()));
    return available < wanted || number(status.replicas()) > wanted
        ? Optional.of(available + " of " + wanted + " replicas are updated and available")
        : Optional.empty();
  }

  private static Optional<String> statefulSet(StatefulSet set) {
    var ready = number(set.status().readyReplicas());
    var wanted = number(set.spec().replicas());
    return number(set.status().observedGeneration()) < number(set.metadata().generation())
            || ready < wanted
        ? Optional.of(ready + " of " + wanted + " replicas are ready")
        : Optional.empty();
  }

  private static Optional<String> daemonSet(DaemonSet set) {
    var ready = number(set.status().numberAvailable());
    var wanted = number(set.status().desiredNumberScheduled());
    return number(set.status().observedGeneration()) < number(set.metadata().generation())
            || ready < wanted
        ? Optional.of(ready + " of " + wanted + " pods are available")
        : Optional.empty();
  }

  private void failIfHopeless(Item item) {
    var template =
        switch (item.kind()) {
          case "Deployment" ->
              client
                  .resources(Deployment.class)
                  .get(item.namespace(), item.name())
                  .map(found -> found.spec().template());
          case "StatefulSet" ->
              client
                  .resources(StatefulSet.class)
                  .get(item.namespace(), item.name())
                  .map(found -> found.spec().template());
          case "DaemonSet" ->
              client
                  .resources(DaemonSet.class)
                  .get(item.namespace(), item.name())
                  .map(found -> found.spec().template());
          default -> Optional.<PodTemplateSpec>empty();
        };
    if (template.isPresent()) {
      var pods = client.resources(Pod.class).list(ListOptions.in(item.namespace())).items();
      var hopeless = HopelessPods.first(template.get(), pods);
      if (hopeless.isPresent()) {
        throw new CoxException(
            describe(item) + " can't be rolled out: " + hopeless.get() + warnings(item));
      }
    }
  }

  /** What events say of the namespace's trouble, newest last, for the error message. */
  private String warnings(Item item) {
    var lines =
        client.resources(Event.class).list(ListOptions.in(item.namespace())).items().stream()
            .filter(event -> "Warning".equals(event.type()))
            .map(
                event ->
                    "\n  "
                        + event.involvedObject().name()
                        + ": "
                        + event.reason()
                        + ": "
                        + event.message())
            .distinct()
            .toList();
    return String.join("", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static String describe(Item item) {
    return item.kind().toLowerCase(java.util.Locale.ROOT) + "/" + item.name();
  }

  private static long number(@Nullable Number value) {
    return value == null ? 0 : value.longValue();
  }
}
