package io.coxswain.controller.cronjob;

import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.batch.v1.JobBuilder;
import io.coxswain.api.batch.v1.JobStatusBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.controller.pod.Owners;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/** Jobs as a CronJob's template asks for them. */
final class JobTemplates {
  private static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT);

  private JobTemplates() {}

  /** The same time gives the same name, so that no job is made twice. */
  static String name(CronJob cronJob, Instant due) {
    return cronJob.name() + "-" + due.getEpochSecond() / 60;
  }

  static Job job(CronJob cronJob, Instant due, ZoneId zone) {
    var template = cronJob.spec().jobTemplate();
    var annotations = new HashMap<>(template.metadata().annotations());
    annotations.put(SCHEDULED, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(due.atZone(zone)));
    return JobBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .name(name(cronJob, due))
                .namespace(cronJob.namespace())
                .labels(template.metadata().labels())
                .annotations(annotations)
                .ownerReferences(List.of(Owners.controllerReference(cronJob)))
                .build())
        .spec(template.spec())
        .status(JobStatusBuilder.builder().build())
        .build();
  }

  /** {@code Mon, 02 Jan 2006 15:04:05 -0700}. */
  static String rfc1123(Instant time, ZoneId zone) {
    return RFC_1123.format(time.atZone(zone));
  }
}
