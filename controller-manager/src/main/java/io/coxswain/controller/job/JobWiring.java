package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.Owners;
import java.util.List;
import java.util.Optional;

/** Jobs by key, with the pods they control; also the pods that a deleted Job left behind. */
public final class JobWiring {
  private static final String UNDER_OTHER_MANAGEMENT = "kubernetes.io/job-controller";

  private JobWiring() {}

  public static Controller<JobView> controller() {
    return Controller.named("job-controller")
        .of(Job.class)
        .owns(Pod.class)
        .watches(Pod.class, JobWiring::possibleOwners)
        .view(JobWiring::view)
        .reconciledBy(new JobReconciler());
  }

  private static Optional<JobView> view(ObjectKey key, Caches caches, List<Outcome> outcomes) {
    var job = caches.of(Job.class).get(key).orElse(null);
    var orphans = orphans(key, job == null ? "" : job.uid(), caches);
    if (job == null) {
      return orphans.isEmpty()
          ? Optional.empty()
          : Optional.of(new JobView(null, List.of(), List.of(), List.of(), orphans, outcomes));
    }
    var managedBy = job.spec().managedBy();
    if (managedBy != null && !managedBy.equals(UNDER_OTHER_MANAGEMENT)) {
      return Optional.empty();
    }
    var claim = Owners.claim(job, job.spec().selector(), Pod.class, caches);
    return Optional.of(
        new JobView(
            job,
            caches.controlledBy(job, Pod.class),
            claim.adoptable(),
            claim.foreign(),
            orphans,
            outcomes));
  }

  /** Jobs that may adopt a pod which nobody controls. */
  private static List<ObjectKey> possibleOwners(Pod pod, Caches caches) {
    if (Caches.controllerOf(pod).isPresent() || pod.labels().isEmpty()) {
      return List.of();
    }
    return caches.of(Job.class).list(pod.namespace()).stream()
        .filter(job -> LabelSelectors.matches(job.spec().selector(), pod.labels()))
        .map(ObjectKey::of)
        .toList();
  }

  private static List<Pod> orphans(ObjectKey key, String living, Caches caches) {
    return caches.of(Pod.class).list(key.namespace()).stream()
        .filter(Tracking::isTracked)
        .filter(
            pod ->
                Caches.controllerOf(pod)
                    .filter(owner -> owner.kind().equals("Job"))
                    .filter(owner -> owner.name().equals(key.name()))
                    .filter(owner -> !owner.uid().equals(living))
                    .isPresent())
        .toList();
  }
}
