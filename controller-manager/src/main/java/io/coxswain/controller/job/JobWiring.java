package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
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
        .view(JobWiring::view)
        .reconciledBy(new JobReconciler());
  }

  private static Optional<JobView> view(ObjectKey key, Caches caches, List<Outcome> outcomes) {
    var job = caches.of(Job.class).get(key).orElse(null);
    var orphans = orphans(key, job == null ? "" : job.uid(), caches);
    if (job == null) {
      return orphans.isEmpty()
          ? Optional.empty()
          : Optional.of(new JobView(null, List.of(), orphans, outcomes));
    }
    var managedBy = job.spec().managedBy();
    if (managedBy != null && !managedBy.equals(UNDER_OTHER_MANAGEMENT)) {
      return Optional.empty();
    }
    return Optional.of(new JobView(job, caches.controlledBy(job, Pod.class), orphans, outcomes));
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
