package io.coxswain.controller.ttlafterfinished;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.client.runtime.Controller;

/** Jobs by key. */
public final class TtlAfterFinishedWiring {
  private TtlAfterFinishedWiring() {}

  public static Controller<?> controller() {
    return Controller.named("ttl-after-finished-controller")
        .of(Job.class)
        .view((key, caches, outcomes) -> caches.of(Job.class).get(key))
        .reconciledBy(new TtlAfterFinishedReconciler());
  }
}
