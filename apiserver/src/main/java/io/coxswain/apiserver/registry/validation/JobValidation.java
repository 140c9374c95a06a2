package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.cron.CronSchedule;
import io.coxswain.apiserver.registry.strategy.JobStrategy;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Jobs and CronJobs. */
public final class JobValidation {
  private static final int MAX_CRON_JOB_NAME = 52;

  private static final int MOST_INDEXES = 100_000;
  private static final int MANY_COMPLETIONS = 100_000;
  private static final int MOST_OF_MANY = 10_000;
  private static final int LONGEST_MANAGER = 63;
  private static final List<String> MODES = List.of("NonIndexed", "Indexed");
  private static final List<String> CONCURRENCY_POLICIES = List.of("Allow", "Forbid", "Replace");

  /** Labels that a job's pods are known by, in upstream's order. */
  private static final List<String> LABELS =
      List.of(
          JobStrategy.CONTROLLER_UID,
          JobStrategy.JOB_NAME,
          JobStrategy.OLD_CONTROLLER_UID,
          JobStrategy.OLD_JOB_NAME);

  private JobValidation() {}

  public static void validate(Value job, Errors errors) {
    var spec = job.get("spec");
    generated(job, spec, errors);
    spec(spec, errors);
    var selector = spec.get("selector");
    if (!selector.exists()) {
      errors.required(selector);
    } else {
      Checks.selector(selector, errors);
      if (WorkloadValidation.isUsable(selector)) {
        WorkloadValidation.selected(selector, spec.get("template"), errors);
      }
    }
    podNames(job, errors);
  }

  /** A selector nobody wrote selects by the job's identity, which its pods carry. */
  private static void generated(Value job, Value spec, Errors errors) {
    var selector = spec.get("selector");
    if (spec.get("manualSelector").isTrue() || !selector.exists()) {
      return;
    }
    var uid = job.in("metadata", "uid").text();
    var name = job.in("metadata", "name").text();
    var expected = new TreeMap<String, String>();
    expected.put(JobStrategy.CONTROLLER_UID, uid);
    expected.put(JobStrategy.JOB_NAME, name);
    expected.put(JobStrategy.OLD_CONTROLLER_UID, uid);
    expected.put(JobStrategy.OLD_JOB_NAME, name);
    var labels = spec.in("template", "metadata", "labels");
    for (var label : LABELS) {
      var found = labels.entry(label);
      var wanted = expected.getOrDefault(label, "");
      var must = "must be '" + wanted + "'";
      if (!found.exists()) {
        errors.required(found, must);
      } else if (!found.is(wanted)) {
        errors.invalid(Value.at(found.path(), labels.node()), must);
      }
    }
    if (WorkloadValidation.isUsable(selector) && !WorkloadValidation.matches(selector, expected)) {
      errors.invalid(selector, "`selector` not auto-generated");
    }
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
    completions(spec, before, errors);
    Checks.immutable(spec.get("selector"), before.get("selector"), errors);
    template(job, old, errors);
    for (var field :
        List.of(
            "completionMode",
            "podFailurePolicy",
            "backoffLimitPerIndex",
            "managedBy",
            "successPolicy")) {
      Checks.immutable(spec.get(field), before.get(field), errors);
    }
  }

  /** Indexes of an indexed job may come and go together with its pods. */
  private static void completions(Value spec, Value before, Errors errors) {
    var completions = spec.get("completions");
    if (!spec.get("completionMode").is("Indexed")) {
      Checks.immutable(completions, before.get("completions"), errors);
    } else if (completions.exists()
        && !completions.same(before.get("completions"))
        && completions.number() != spec.get("parallelism").number()) {
      errors.invalid(completions, "can only be modified in tandem with spec.parallelism");
    }
  }

  /**
   * Adds what is wrong with a CronJob.
   *
   * @param old what it replaces, whose time zones may stay as they are; null at creation
   */
  public static void validateCronJob(Value cronJob, @Nullable Value old, Errors errors) {
    var spec = cronJob.get("spec");
    var schedule = spec.get("schedule");
    if (schedule.text().isEmpty()) {
      errors.required(schedule);
    } else {
      schedule(spec, old, errors);
    }
    Checks.notNegative(spec.get("startingDeadlineSeconds"), errors);
    if (old == null || !spec.get("timeZone").same(old.in("spec", "timeZone"))) {
      timeZone(spec.get("timeZone"), errors);
    }
    Checks.requiredOneOf(spec.get("concurrencyPolicy"), CONCURRENCY_POLICIES, errors);
    jobTemplate(spec.in("jobTemplate", "spec"), errors);
    Checks.notNegative(spec.get("successfulJobsHistoryLimit"), errors);
    Checks.notNegative(spec.get("failedJobsHistoryLimit"), errors);
    var name = cronJob.in("metadata", "name");
    if (old == null && name.text().length() > MAX_CRON_JOB_NAME) {
      errors.invalid(name, "must be no more than 52 characters");
    }
  }

  private static void jobTemplate(Value spec, Errors errors) {
    spec(spec, errors);
    if (spec.get("selector").exists()) {
      errors.invalid(spec.get("selector"), "`selector` will be auto-generated");
    }
    if (spec.get("manualSelector").isTrue()) {
      errors.notSupported(spec.get("manualSelector"), List.of("nil", "false"));
    }
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
    if (spec.has("maxFailedIndexes") && !spec.has("backoffLimitPerIndex")) {
      errors.required(spec.get("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
    }
    var manager = spec.get("managedBy");
    if (manager.exists()) {
      Checks.domainPrefixedPath(manager, errors);
      if (manager.text().length() > LONGEST_MANAGER) {
        errors.tooLong(manager, LONGEST_MANAGER);
      }
    }
    if (spec.has("completionMode")) {
      Checks.oneOf(spec.get("completionMode"), MODES, errors);
    }
    indexes(spec, errors);
    JobPolicyValidation.validate(spec, errors);
    SuccessPolicyValidation.validate(spec, errors);
    PodSpecValidation.validateTemplate(spec.get("template"), errors);
    var policy = spec.in("template", "spec", "restartPolicy");
    if (policy.is("Always") || policy.text().isEmpty()) {
      errors.required(policy, "valid values: \"OnFailure\", \"Never\"");
    } else if (!policy.is("OnFailure") && !policy.is("Never")) {
      errors.notSupported(policy, List.of("OnFailure", "Never"));
    } else if (spec.has("podFailurePolicy") && !policy.is("Never")) {
      errors.invalid(policy, "only \"Never\" is supported when podFailurePolicy is specified");
    }
  }

  private static void indexes(Value spec, Errors errors) {
    var completions = spec.get("completions");
    var perIndex = spec.get("backoffLimitPerIndex");
    var failed = spec.get("maxFailedIndexes");
    if (!spec.get("completionMode").is("Indexed")) {
      for (var field : List.of(perIndex, failed)) {
        if (field.exists()) {
          errors.invalid(field, "requires indexed completion mode");
        }
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
    if (failed.number() > MOST_INDEXES) {
      errors.invalid(failed, "must be less than or equal to " + MOST_INDEXES);
    }
    if (perIndex.exists() && completions.number() > MANY_COMPLETIONS) {
      many(spec, errors);
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

  private static void schedule(Value spec, @Nullable Value old, Errors errors) {
    var schedule = spec.get("schedule");
    if (CronSchedule.namesTimeZone(schedule.text())) {
      if (old == null || !CronSchedule.namesTimeZone(old.in("spec", "schedule").text())) {
        errors.invalid(
            schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
      } else if (spec.has("timeZone")) {
        errors.invalid(schedule, "cannot use both timeZone field and TZ or CRON_TZ in schedule");
      }
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
