package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.CONTAINERS;
import static io.coxswain.apiserver.table.Column.IMAGES;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Column.SELECTOR;
import static io.coxswain.apiserver.table.Trees.NONE;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.isTrue;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.number;
import static io.coxswain.apiserver.table.Trees.text;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The tables of apps/v1 and batch/v1. */
final class WorkloadCells {
  static final Printer DEPLOYMENTS =
      new Printer(
          List.of(
              NAME,
              Column.text("Ready", "Ready pods of those wanted."),
              Column.text("Up-to-date", "Pods made from the current template."),
              Column.text("Available", "Pods ready for at least minReadySeconds."),
              AGE,
              CONTAINERS,
              IMAGES,
              SELECTOR),
          (object, now) ->
              List.of(
                  name(object),
                  number(object, "status", "readyReplicas") + "/" + replicas(object),
                  number(object, "status", "updatedReplicas"),
                  number(object, "status", "availableReplicas"),
                  age(object, now),
                  containers(object),
                  images(object),
                  selector(object)));

  static final Printer POD_TEMPLATES =
      new Printer(
          List.of(
              NAME,
              Column.text("Containers", "Names of the template's containers."),
              Column.text("Images", "Images of the template's containers."),
              Column.text("Pod Labels", "Labels of pods made from it.")),
          (object, now) ->
              List.of(
                  name(object),
                  Trees.join(at(object, "template", "spec", "containers"), "name"),
                  Trees.join(at(object, "template", "spec", "containers"), "image"),
                  Trees.labels(at(object, "template", "metadata", "labels"))));

  static final Printer REPLICATION_CONTROLLERS =
      new Printer(
          List.of(
              NAME,
              Column.number("Desired", "Pods wanted."),
              Column.number("Current", "Pods that exist."),
              Column.number("Ready", "Pods that are ready."),
              AGE,
              CONTAINERS,
              IMAGES,
              SELECTOR),
          (object, now) ->
              List.of(
                  name(object),
                  replicas(object),
                  number(object, "status", "replicas"),
                  number(object, "status", "readyReplicas"),
                  age(object, now),
                  containers(object),
                  images(object),
                  Trees.labels(at(object, "spec", "selector"))));

  static final Printer REPLICA_SETS =
      new Printer(
          List.of(
              NAME,
              Column.number("Desired", "Pods wanted."),
              Column.number("Current", "Pods that exist."),
              Column.number("Ready", "Pods that are ready."),
              AGE,
              CONTAINERS,
              IMAGES,
              SELECTOR),
          (object, now) ->
              List.of(
                  name(object),
                  replicas(object),
                  number(object, "status", "replicas"),
                  number(object, "status", "readyReplicas"),
                  age(object, now),
                  containers(object),
                  images(object),
                  selector(object)));

  static final Printer STATEFUL_SETS =
      new Printer(
          List.of(
              NAME, Column.text("Ready", "Ready pods of those wanted."), AGE, CONTAINERS, IMAGES),
          (object, now) ->
              List.of(
                  name(object),
                  number(object, "status", "readyReplicas") + "/" + replicas(object),
                  age(object, now),
                  containers(object),
                  images(object)));

  static final Printer DAEMON_SETS =
      new Printer(
          List.of(
              NAME,
              Column.number("Desired", "Nodes that should run a pod of it."),
              Column.number("Current", "Nodes that should and do."),
              Column.number("Ready", "Nodes whose pod is ready."),
              Column.number("Up-to-date", "Nodes whose pod is made from the current template."),
              Column.number("Available", "Nodes whose pod is ready for at least minReadySeconds."),
              Column.text("Node Selector", "Labels a node must have."),
              AGE,
              CONTAINERS,
              IMAGES,
              SELECTOR),
          (object, now) ->
              List.of(
                  name(object),
                  number(object, "status", "desiredNumberScheduled"),
                  number(object, "status", "currentNumberScheduled"),
                  number(object, "status", "numberReady"),
                  number(object, "status", "updatedNumberScheduled"),
                  number(object, "status", "numberAvailable"),
                  Trees.labels(at(object, "spec", "template", "spec", "nodeSelector")),
                  age(object, now),
                  containers(object),
                  images(object),
                  selector(object)));

  static final Printer JOBS =
      new Printer(
          List.of(
              NAME,
              Column.text("Status", "Whether the job is running, suspended or how it ended."),
              Column.text("Completions", "Pods that succeeded of those that must."),
              Column.text("Duration", "Time from its start to its end or to now."),
              AGE,
              CONTAINERS,
              IMAGES,
              SELECTOR),
          (object, now) ->
              List.of(
                  name(object),
                  jobStatus(object),
                  completions(object),
                  jobDuration(object, now),
                  age(object, now),
                  containers(object),
                  images(object),
                  selector(object)));

  static final Printer CRON_JOBS =
      new Printer(
          List.of(
              NAME,
              Column.text("Schedule", "When jobs are started, in cron's format."),
              Column.text("Timezone", "Time zone of the schedule."),
              Column.flag("Suspend", "Whether no further jobs are started."),
              Column.number("Active", "Jobs that are running."),
              Column.text("Last Schedule", "Time since a job was last started."),
              AGE,
              CONTAINERS,
              IMAGES,
              SELECTOR),
          WorkloadCells::cronJob);

  static final Printer CONTROLLER_REVISIONS =
      new Printer(
          List.of(
              NAME,
              Column.text("Controller", "Object whose template this is."),
              Column.text("Revision", "Number of this state, counted up."),
              AGE),
          (object, now) ->
              List.of(
                  name(object), controller(object), number(object, "revision"), age(object, now)));

  /** The scale subresource of any of them. */
  static final Printer SCALES =
      new Printer(
          List.of(
              Column.text("Name", NAME.description()),
              Column.number("Desired", "Pods wanted."),
              Column.number("Available", "Pods that exist."),
              AGE),
          (object, now) ->
              List.of(
                  name(object),
                  replicas(object),
                  number(object, "status", "replicas"),
                  age(object, now)));

  private WorkloadCells() {}

  private static int replicas(JsonNode object) {
    return number(object, "spec", "replicas");
  }

  private static String containers(JsonNode object) {
    return Trees.join(at(object, "spec", "template", "spec", "containers"), "name");
  }

  private static String images(JsonNode object) {
    return Trees.join(at(object, "spec", "template", "spec", "containers"), "image");
  }

  private static String selector(JsonNode object) {
    return Trees.selector(at(object, "spec", "selector"));
  }

  private static List<Object> cronJob(JsonNode object, Instant now) {
    var template = at(object, "spec", "jobTemplate");
    var last = at(object, "status", "lastScheduleTime");
    var suspend = at(object, "spec", "suspend");
    return List.of(
        name(object),
        text(object, "spec", "schedule"),
        at(object, "spec", "timeZone").asString(NONE),
        suspend.isBoolean() ? (suspend.asBoolean() ? "True" : "False") : Trees.UNSET,
        at(object, "status", "active").size(),
        last.isString() ? Trees.since(last, now) : NONE,
        age(object, now),
        containers(template),
        images(template),
        selector(template));
  }

  private static String jobStatus(JsonNode job) {
    var conditions = at(job, "status", "conditions");
    if (isTrue(conditions, "Complete")) {
      return "Complete";
    }
    if (isTrue(conditions, "Failed")) {
      return "Failed";
    }
    if (Trees.isDeleted(job)) {
      return "Terminating";
    }
    if (isTrue(conditions, "Suspended")) {
      return "Suspended";
    }
    return isTrue(conditions, "FailureTarget") ? "FailureTarget" : "Running";
  }

  private static String completions(JsonNode job) {
    var succeeded = number(job, "status", "succeeded");
    var completions = at(job, "spec", "completions");
    if (completions.isNumber()) {
      return succeeded + "/" + completions.asInt();
    }
    var parallelism = number(job, "spec", "parallelism");
    return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
  }

  private static String jobDuration(JsonNode job, Instant now) {
    var start = Trees.instant(at(job, "status", "startTime"));
    if (start == null) {
      return "";
    }
    var end = Trees.instant(at(job, "status", "completionTime"));
    return HumanDuration.of(Duration.between(start, end == null ? now : end));
  }

  private static String controller(JsonNode object) {
    for (var owner : at(object, "metadata", "ownerReferences")) {
      if (at(owner, "controller").asBoolean(false)) {
        var apiVersion = text(owner, "apiVersion");
        var slash = apiVersion.indexOf('/');
        var group = slash < 0 ? "" : "." + apiVersion.substring(0, slash);
        return text(owner, "kind").toLowerCase(Locale.ROOT) + group + "/" + text(owner, "name");
      }
    }
    return NONE;
  }
}
