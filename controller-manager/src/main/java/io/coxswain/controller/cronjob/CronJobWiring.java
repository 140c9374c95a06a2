package io.coxswain.controller.cronjob;

import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.client.runtime.Controller;

/** CronJobs by key, with the jobs they control. */
public final class CronJobWiring {
  private CronJobWiring() {}

  public static Controller<?> controller() {
    return Controller.named("cronjob-controller")
        .of(CronJob.class)
        .owns(Job.class)
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(CronJob.class)
                    .get(key)
                    .map(
                        cronJob ->
                            new CronJobView(
                                cronJob, caches.controlledBy(cronJob, Job.class), outcomes)))
        .reconciledBy(new CronJobReconciler());
  }
}
