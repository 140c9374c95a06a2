package io.coxswain.controller.cronjob;

import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.client.runtime.Outcome;
import java.util.List;

/**
 * A CronJob and the jobs it controls.
 *
 * @param outcomes what became of the last plan's creations and deletions
 */
record CronJobView(CronJob cronJob, List<Job> jobs, List<Outcome> outcomes) {}
