package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.number;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.print.HumanDuration;
import io.coxswain.kubectl.tree.Trees;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Describes what makes pods of a template: Deployments, ReplicaSets, Jobs and the others. */
final class WorkloadDescriber implements Describer {
  @Override
  public void describe(Text out, JsonNode object, Related related) {
    switch (text(object, "kind")) {
      case "Deployment" -> deployment(out, object, related);
      case "ReplicaSet" -> replicaSet(out, object, related);
      case "StatefulSet" -> statefulSet(out, object, related);
      case "DaemonSet" -> daemonSet(out, object, related);
      case "ReplicationController" -> replicationController(out, object, related);
      case "CronJob" -> cronJob(out, object);
      default -> job(out, object, related);
    }
    EventsText.describe(out, related);
  }

  private static void deployment(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.field(0, "CreationTimestamp", Text.time(text(object, "metadata", "creationTimestamp")));
    out.metadata(object);
    out.field(0, "Selector", Text.selector(Trees.at(object, "spec", "selector")));
    var status = object.path("status");
    out.field(
        0,
        "Replicas",
        "%d desired | %d updated | %d total | %d available | %d unavailable"
            .formatted(
                number(object, 1, "spec", "replicas"),
                number(status, "updatedReplicas"),
                number(status, "replicas"),
                number(status, "availableReplicas"),
                number(status, "unavailableReplicas")));
    out.field(0, "StrategyType", object, "spec", "strategy", "type");
    out.field(0, "MinReadySeconds", number(object, "spec", "minReadySeconds"));
    var rolling = Trees.at(object, "spec", "strategy", "rollingUpdate");
    if (rolling.isObject()) {
      out.field(
          0,
          "RollingUpdateStrategy",
          "%s max unavailable, %s max surge"
              .formatted(text(rolling, "maxUnavailable"), text(rolling, "maxSurge")));
    }
    PodTemplateText.describe(out, Trees.at(object, "spec", "template"));
    out.conditions(object);
    replicaSets(out, object, related);
  }

  private static void replicaSets(Text out, JsonNode object, Related related) {
    var revision = text(object, "metadata", "annotations", "deployment.kubernetes.io/revision");
    var old = new ArrayList<String>();
    var current = new ArrayList<String>();
    var sets = new ArrayList<>(related.of("replicasets"));
    sets.sort(Comparator.comparing(set -> text(set, "metadata", "creationTimestamp")));
    for (var set : sets) {
      var shown =
          "%s (%d/%d replicas created)"
              .formatted(
                  Trees.name(set),
                  number(set, "status", "replicas"),
                  number(set, "spec", "replicas"));
      var own = text(set, "metadata", "annotations", "deployment.kubernetes.io/revision");
      (own.equals(revision) ? current : old).add(shown);
    }
    if (sets.isEmpty()) {
      return;
    }
    out.field(0, "OldReplicaSets", Text.orNone(old, ", "));
    out.field(0, "NewReplicaSet", Text.orNone(current, ", "));
  }

  private static void replicaSet(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.field(0, "Selector", Text.selector(Trees.at(object, "spec", "selector")));
    out.metadata(object);
    PodDescriber.controller(out, object);
    out.field(
        0,
        "Replicas",
        "%d current / %d desired"
            .formatted(number(object, "status", "replicas"), number(object, "spec", "replicas")));
    podsStatus(out, related);
    PodTemplateText.describe(out, Trees.at(object, "spec", "template"));
    out.conditions(object);
  }

  private static void statefulSet(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.field(0, "CreationTimestamp", Text.time(text(object, "metadata", "creationTimestamp")));
    out.field(0, "Selector", Text.selector(Trees.at(object, "spec", "selector")));
    out.metadata(object);
    out.field(
        0,
        "Replicas",
        "%d desired | %d total"
            .formatted(number(object, "spec", "replicas"), number(object, "status", "replicas")));
    out.field(0, "Update Strategy", object, "spec", "updateStrategy", "type");
    var rolling = Trees.at(object, "spec", "updateStrategy", "rollingUpdate");
    if (rolling.isObject()) {
      out.field(1, "Partition", number(rolling, "partition"));
    }
    podsStatus(out, related);
    PodTemplateText.describe(out, Trees.at(object, "spec", "template"));
    claims(out, items(object, "spec", "volumeClaimTemplates"));
  }

  private static void claims(Text out, List<JsonNode> claims) {
    if (claims.isEmpty()) {
      out.field(0, "Volume Claims", "<none>");
      return;
    }
    out.line(0, "Volume Claims:");
    for (var claim : claims) {
      out.field(1, "Name", Trees.name(claim));
      out.field(1, "StorageClass", claim, "spec", "storageClassName");
      out.entries(1, "Labels", Trees.textMap(claim, "metadata", "labels"));
      out.annotations(1, Trees.textMap(claim, "metadata", "annotations"));
      out.field(1, "Capacity", claim, "spec", "resources", "requests", "storage");
      out.field(1, "Access Modes", Text.list(Trees.texts(claim, "spec", "accessModes")));
    }
  }

  private static void daemonSet(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.field(0, "Selector", Text.selector(Trees.at(object, "spec", "selector")));
    out.field(
        0,
        "Node-Selector",
        Text.joined(Trees.textMap(object, "spec", "template", "spec", "nodeSelector")));
    out.metadata(object);
    var status = object.path("status");
    // These lines are not aligned with the others, since upstream writes no tabs in them.
    count(out, "Desired Number of Nodes Scheduled", status, "desiredNumberScheduled");
    count(out, "Current Number of Nodes Scheduled", status, "currentNumberScheduled");
    count(out, "Number of Nodes Scheduled with Up-to-date Pods", status, "updatedNumberScheduled");
    count(out, "Number of Nodes Scheduled with Available Pods", status, "numberAvailable");
    count(out, "Number of Nodes Misscheduled", status, "numberMisscheduled");
    podsStatus(out, related);
    PodTemplateText.describe(out, Trees.at(object, "spec", "template"));
  }

  private static void count(Text out, String name, JsonNode status, String field) {
    out.line(0, name + ": " + number(status, field));
  }

  private static void replicationController(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.field(0, "Selector", Text.joined(Trees.textMap(object, "spec", "selector")));
    out.metadata(object);
    out.field(
        0,
        "Replicas",
        "%d current / %d desired"
            .formatted(number(object, "status", "replicas"), number(object, "spec", "replicas")));
    podsStatus(out, related);
    PodTemplateText.describe(out, Trees.at(object, "spec", "template"));
    out.conditions(object);
  }

  private static void podsStatus(Text out, Related related) {
    var phases = new int[4];
    for (var pod : related.of("pods")) {
      switch (text(pod, "status", "phase")) {
        case "Running" -> phases[0]++;
        case "Pending" -> phases[1]++;
        case "Succeeded" -> phases[2]++;
        default -> phases[3]++;
      }
    }
    out.field(
        0,
        "Pods Status",
        "%d Running / %d Waiting / %d Succeeded / %d Failed"
            .formatted(phases[0], phases[1], phases[2], phases[3]));
  }

  private static void job(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.field(0, "Selector", Text.selector(Trees.at(object, "spec", "selector")));
    out.metadata(object);
    PodDescriber.controller(out, object);
    var spec = object.path("spec");
    out.field(0, "Parallelism", number(spec, 1, "parallelism"));
    out.field(0, "Completions", spec.has("completions") ? text(spec, "completions") : "<unset>");
    out.field(0, "Completion Mode", spec, "completionMode");
    out.field(0, "Suspend", Trees.flag(spec, "suspend"));
    out.field(0, "Backoff Limit", number(spec, 6, "backoffLimit"));
    out.optional(0, "TTL Seconds After Finished", text(spec, "ttlSecondsAfterFinished"));
    var status = object.path("status");
    var started = text(status, "startTime");
    var completed = text(status, "completionTime");
    out.optional(0, "Start Time", Text.time(started));
    out.optional(0, "Completed At", Text.time(completed));
    if (!started.isEmpty() && !completed.isEmpty()) {
      out.field(0, "Duration", duration(started, completed));
    }
    if (spec.has("activeDeadlineSeconds")) {
      out.field(0, "Active Deadline Seconds", number(spec, "activeDeadlineSeconds") + "s");
    }
    out.field(
        0,
        "Pods Statuses",
        "%d Active (%d Ready) / %d Succeeded / %d Failed"
            .formatted(
                number(status, "active"),
                number(status, "ready"),
                number(status, "succeeded"),
                number(status, "failed")));
    if (text(spec, "completionMode").equals("Indexed")) {
      out.field(0, "Completed Indexes", indexes(text(status, "completedIndexes")));
    }
    PodTemplateText.describe(out, Trees.at(spec, "template"));
  }

  /** The first fifty characters, up to the next comma. */
  private static String indexes(String completed) {
    var comma = completed.length() < 50 ? -1 : completed.indexOf(',', 50);
    return Text.orNone(comma < 0 ? completed : completed.substring(0, comma + 1) + "...");
  }

  private static void cronJob(Text out, JsonNode object) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.metadata(object);
    var spec = object.path("spec");
    out.field(0, "Schedule", spec, "schedule");
    out.field(0, "Concurrency Policy", spec, "concurrencyPolicy");
    out.field(0, "Suspend", Text.trueOrFalse(Trees.flag(spec, "suspend")));
    out.field(
        0, "Successful Job History Limit", Text.orUnset(text(spec, "successfulJobsHistoryLimit")));
    out.field(0, "Failed Job History Limit", Text.orUnset(text(spec, "failedJobsHistoryLimit")));
    var deadline = text(spec, "startingDeadlineSeconds");
    out.field(0, "Starting Deadline Seconds", deadline.isEmpty() ? "<unset>" : deadline + "s");
    var job = Trees.at(spec, "jobTemplate", "spec");
    out.field(0, "Selector", job.has("selector") ? Text.selector(job.path("selector")) : "<unset>");
    out.field(0, "Parallelism", Text.orUnset(text(job, "parallelism")));
    out.field(0, "Completions", Text.orUnset(text(job, "completions")));
    if (job.has("activeDeadlineSeconds")) {
      out.field(0, "Active Deadline Seconds", text(job, "activeDeadlineSeconds") + "s");
    }
    PodTemplateText.describe(out, job.path("template"));
    var last = text(object, "status", "lastScheduleTime");
    out.field(0, "Last Schedule Time", Text.orUnset(Text.time(last)));
    var active =
        items(object, "status", "active").stream().map(running -> text(running, "name")).toList();
    out.field(0, "Active Jobs", Text.orNone(active, ", "));
  }

  private static String duration(String from, String to) {
    try {
      return HumanDuration.format(Duration.between(Instant.parse(from), Instant.parse(to)));
    } catch (DateTimeException e) {
      return "<unknown>";
    }
  }
}
