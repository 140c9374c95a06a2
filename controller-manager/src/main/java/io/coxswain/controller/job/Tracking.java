package io.coxswain.controller.job;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Change;
import java.util.ArrayList;

/** The finalizer that keeps a pod until its end was counted. */
final class Tracking {
  static final String FINALIZER = "batch.kubernetes.io/job-tracking";

  private Tracking() {}

  static boolean isTracked(Pod pod) {
    return pod.metadata().finalizers().contains(FINALIZER);
  }

  static Change track(Pod pod) {
    if (isTracked(pod)) {
      return new Change.Update(pod);
    }
    var all = new ArrayList<>(pod.metadata().finalizers());
    all.add(FINALIZER);
    return new Change.Update(pod.withMetadata(pod.metadata().withFinalizers(all)));
  }

  static Change release(Pod pod) {
    var others =
        pod.metadata().finalizers().stream().filter(name -> !name.equals(FINALIZER)).toList();
    return new Change.Update(pod.withMetadata(pod.metadata().withFinalizers(others)));
  }
}
