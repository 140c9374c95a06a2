package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.cron.CronSchedule;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Jobs and CronJobs. */
public final class JobValidation {
  private static final int MAX_CRON_JOB_NAME = 52;

  private static final int MOST_INDEXES = 100_000;
  private static final int MANY_COMPLETIONS = 100_000;
  private static final int MOST_OF_MANY = 10_000;
  private static final int LONGEST_MANAGER = 63;

  private JobValidation() {}

  public static void validate(Value job, Errors errors) {
    var spec = job.get("spec");
    if (!spec.get("selector").exists()) {
      errors.required(spec.get("selector"));
    } else {
      Checks.selector(spec.get("selector"), errors);
    }
    spec(spec, errors);
    podNames(job, errors);
  }

  /** The pods of an indexed job are named by it, and so are their hosts. */
  private static void podNames(Value job, Errors errors) {
    var completions = job.in("spec", "completions").number();
    if (!job.in("spec", "completionMode").is("Indexed") || completions <= 0) {
      return;
    }
    var name = job.in("metadata", "name");
    var longest = name.text() + "-" + (completions - 1);
    if (!Names.label(longest).isEmpty()) {
      errors.invalid(name, "will not able to create pod with invalid DNS label: " + longest);
    }
  }

  public static void validateUpdate(Value job, Value old, Errors errors) {
    var spec = job.get("spec");
    var before = old.get("spec");
    for (var field :
        List.of(
            "selector",
            "completionMode",
            "podFailurePolicy",
            "backoffLimitPerIndex",
            "managedBy",
            "successPolicy")) {
      Checks.immutable(spec.get(field), before.get(field), errors);
    }
    var indexed = spec.get("completionMode").is("Indexed");
    if (!indexed || spec.get("completions").number() != spec.get("parallelism").number()) {
      Checks.immutable(spec.get("completions"), before.get("completions"), errors);
    }
    template(job, old, errors);
  }

  public static void validateCronJob(Value cronJob, Errors errors) {
    var name = cronJob.in("metadata", "name");
    if (name.text().length() > MAX_CRON_JOB_NAME) {
      errors.invalid(name, "must be no more than 52 characters");
    }
    var spec = cronJob.get("spec");
    var schedule = spec.get("schedule");
    if (schedule.text().isEmpty()) {
      errors.required(schedule);
    } else {
      schedule(spec, errors);
    }
    timeZone(spec.get("timeZone"), errors);
    for (var field :
        List.of(
            "startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")) {
      Checks.notNegative(spec.get(field), errors);
    }
    var jobSpec = spec.in("jobTemplate", "spec");
    if (jobSpec.get("selector").exists()) {
      errors.invalid(jobSpec.get("selector"), "`selector` will be auto-generated");
    }
    if (jobSpec.get("manualSelector").isTrue()) {
      errors.notSupported(jobSpec.get("manualSelector"), List.of("nil", "false"));
    }
    spec(jobSpec, errors);
  }

  private static void spec(Value spec, Errors errors) {
    for (var field :
        List.of(
            "parallelism",
            "completions",
            "activeDeadlineSeconds",
            "backoffLimit",
            "ttlSecondsAfterFinished",
            "backoffLimitPerIndex",
            "maxFailedIndexes")) {
      Checks.notNegative(spec.get(field), errors);
    }
    indexes(spec, errors);
    PodSpecValidation.validateTemplate(spec.get("template"), errors);
    var policy = spec.in("template", "spec", "restartPolicy");
    if (policy.is("Always")) {
      errors.required(policy, "valid values: \"OnFailure\", \"Never\"");
    } else if (spec.has("podFailurePolicy") && !policy.is("Never")) {
      errors.invalid(policy, "only \"Never\" is supported when podFailurePolicy is specified");
    }
    JobPolicyValidation.validate(spec, errors);
    SuccessPolicyValidation.validate(spec, errors);
    var manager = spec.get("managedBy");
    if (manager.exists()) {
      Checks.domainPrefixedPath(manager, errors);
      if (manager.text().length() > LONGEST_MANAGER) {
        errors.tooLong(manager, LONGEST_MANAGER);
      }
    }
  }

  private static void indexes(Value spec, Errors errors) {
    var indexed = spec.get("completionMode").is("Indexed");
    var completions = spec.get("completions");
    var perIndex = spec.get("backoffLimitPerIndex");
    var failed = spec.get("maxFailedIndexes");
    if (!indexed) {
      if (perIndex.exists()) {
        errors.invalid(perIndex, "requires indexed completion mode");
      }
      if (failed.exists()) {
        errors.invalid(failed, "requires indexed completion mode");
      }
      return;
    }
    if (!completions.exists()) {
      errors.required(completions, "when completion mode is Indexed");
    }
    if (spec.get("parallelism").number() > MOST_INDEXES) {
      errors.invalid(
          spec.get("parallelism"),
          "must be less than or equal to " + MOST_INDEXES + " when completion mode is Indexed");
    }
    if (failed.exists() && completions.exists() && failed.number() > completions.number()) {
      errors.invalid(failed, "must be less than or equal to completions");
    }
    if (perIndex.exists() && completions.number() > MANY_COMPLETIONS) {
      many(spec, errors);
    }
    if (failed.number() > MOST_INDEXES) {
      errors.invalid(failed, "must be less than or equal to " + MOST_INDEXES);
    }
    if (failed.exists() && !perIndex.exists()) {
      errors.required(perIndex, "when maxFailedIndexes is specified");
    }
  }

  /** What a job of very many indexes must restrict, for the sake of its status. */
  private static void many(Value spec, Errors errors) {
    var failed = spec.get("maxFailedIndexes");
    if (!failed.exists()) {
      errors.required(failed, "must be specified when completions is above " + MANY_COMPLETIONS);
    }
    for (var field : List.of(spec.get("parallelism"), failed)) {
      if (field.number() > MOST_OF_MANY) {
        errors.invalid(
            field,
            "must be less than or equal to "
                + MOST_OF_MANY
                + " when completions are above "
                + MANY_COMPLETIONS
                + " and used with backoff limit per index");
      }
    }
  }

  /** A suspended job that never ran may still be told where to run. */
  private static void template(Value job, Value old, Errors errors) {
    var template = job.in("spec", "template");
    var before = old.in("spec", "template");
    if (template.same(before)) {
      return;
    }
    var mayMove = old.in("spec", "suspend").isTrue() && !old.in("status", "startTime").exists();
    if (!mayMove || !before.node().isObject() || !template.node().isObject()) {
      Checks.immutable(template, before, errors);
      return;
    }
    var munged = (ObjectNode) before.node().deepCopy();
    if (munged.get("spec") instanceof ObjectNode spec) {
      for (var field : List.of("nodeSelector", "affinity", "tolerations", "schedulingGates")) {
        var value = template.node().path("spec").get(field);
        if (value == null) {
          spec.remove(field);
        } else {
          spec.set(field, value);
        }
      }
    }
    munged.set("metadata", template.node().path("metadata"));
    if (!munged.equals(template.node())) {
      errors.invalid(template, Checks.IMMUTABLE);
    }
  }

  private static void schedule(Value spec, Errors errors) {
    var schedule = spec.get("schedule");
    if (CronSchedule.namesTimeZone(schedule.text())) {
      errors.invalid(
          schedule,
          spec.has("timeZone")
              ? "cannot use both timeZone field and TZ or CRON_TZ in schedule"
              : "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
      return;
    }
    try {
      CronSchedule.parse(schedule.text());
    } catch (CronSchedule.MalformedScheduleException e) {
      errors.invalid(schedule, String.valueOf(e.getMessage()));
    }
  }

  private static void timeZone(Value zone, Errors errors) {
    if (!zone.exists()) {
      return;
    }
    if (zone.text().isEmpty()) {
      errors.invalid(zone, "timeZone must be nil or non-empty string");
    } else if (zone.text().equalsIgnoreCase("Local")) {
      errors.invalid(
          zone,
          "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
    } else if (CronSchedule.zone(zone.text()).isEmpty()) {
      errors.invalid(zone, "unknown time zone " + zone.text());
    }
  }
}
