package io.coxswain.controller.cronjob;

import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.cron.CronSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a CronJob is due.
 *
 * @param due the latest time that has come since the last start; empty where none has
 * @param next the first time that is still to come
 * @param manyMissed more than a hundred times have passed since the last start
 */
record Times(Optional<Instant> due, Optional<Instant> next, boolean manyMissed) {
  private static final int MANY = 100;

  static Times of(CronJob cronJob, CronSchedule schedule, ZoneId zone, Instant now) {
    var after = earliest(cronJob, now).atZone(zone);
    var here = now.atZone(zone);
    var next = schedule.next(here).map(ZonedDateTime::toInstant);
    var first = schedule.next(after);
    var second = first.flatMap(schedule::next);
    if (first.isEmpty() || first.get().isAfter(here)) {
      return new Times(Optional.empty(), next, false);
    }
    if (second.isEmpty() || second.get().isAfter(here)) {
      return new Times(first.map(ZonedDateTime::toInstant), next, false);
    }
    // long after the first time, the times in between are counted by their distance, not one by one
    var distance = Duration.between(first.get(), second.get());
    var missed = Duration.between(first.get(), here).dividedBy(distance) + 1;
    var latest = first.get();
    if (missed > 2) {
      latest = later(schedule, first.get(), first.get().plus(distance.multipliedBy(missed - 2)));
    }
    for (var time = schedule.next(latest);
        time.isPresent() && !time.get().isAfter(here);
        time = schedule.next(latest)) {
      latest = time.get();
    }
    return new Times(Optional.of(latest.toInstant()), next, missed > MANY);
  }

  /** The first time after a guess that did not go too far. */
  private static ZonedDateTime later(
      CronSchedule schedule, ZonedDateTime sure, ZonedDateTime guess) {
    return schedule.next(guess.minusSeconds(1)).filter(time -> !time.isAfter(guess)).orElse(sure);
  }

  private static Instant earliest(CronJob cronJob, Instant now) {
    var earliest = cronJob.metadata().creationTimestamp();
    var last = cronJob.status().lastScheduleTime();
    if (last != null) {
      earliest = last;
    }
    if (earliest == null) {
      earliest = now;
    }
    var deadline = cronJob.spec().startingDeadlineSeconds();
    if (deadline != null && now.minusSeconds(deadline).isAfter(earliest)) {
      earliest = now.minusSeconds(deadline);
    }
    return earliest;
  }
}
