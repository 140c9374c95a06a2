package io.coxswain.controller.pod;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodBuilder;
import io.coxswain.api.core.v1.PodStatus.PodCondition;
import io.coxswain.api.core.v1.PodStatusBuilder;
import io.coxswain.api.core.v1.PodTemplateSpec;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** States of pods as upstream's pod utilities define them, and pods from templates. */
public final class Pods {
  private Pods() {}

  /** Neither finished nor being deleted. */
  public static boolean isActive(Pod pod) {
    return !isFinished(pod) && pod.metadata().deletionTimestamp() == null;
  }

  /** Phase Succeeded or Failed. */
  public static boolean isFinished(Pod pod) {
    return "Succeeded".equals(pod.status().phase()) || "Failed".equals(pod.status().phase());
  }

  public static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  public static boolean isReady(Pod pod) {
    return condition(pod, "Ready").filter(ready -> "True".equals(ready.status())).isPresent();
  }

  /** Since when a ready pod is ready. */
  public static Optional<Instant> readySince(Pod pod) {
    return condition(pod, "Ready")
        .filter(ready -> "True".equals(ready.status()))
        .map(PodCondition::lastTransitionTime);
  }

  /** Ready for at least {@code minReadySeconds}. */
  public static boolean isAvailable(Pod pod, int minReadySeconds, Instant now) {
    return isReady(pod)
        && (minReadySeconds == 0
            || readySince(pod)
                .filter(since -> !since.plusSeconds(minReadySeconds).isAfter(now))
                .isPresent());
  }

  /** Time until a ready pod becomes available; empty where it is so or is not ready. */
  public static Optional<Duration> untilAvailable(Pod pod, int minReadySeconds, Instant now) {
    return readySince(pod)
        .map(since -> Duration.between(now, since.plusSeconds(minReadySeconds)))
        .filter(Duration::isPositive);
  }

  /** A new pod as a template asks for it, controlled by {@code owner}, named by the server. */
  public static Pod fromTemplate(PodTemplateSpec template, KubernetesObject owner) {
    return PodBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace(owner.namespace())
                .generateName(owner.name() + "-")
                .labels(template.metadata().labels())
                .annotations(template.metadata().annotations())
                .finalizers(template.metadata().finalizers())
                .ownerReferences(List.of(Owners.controllerReference(owner)))
                .build())
        .spec(template.spec())
        .status(PodStatusBuilder.builder().build())
        .build();
  }
}
