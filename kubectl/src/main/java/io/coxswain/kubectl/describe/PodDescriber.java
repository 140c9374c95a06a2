package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.print.HumanDuration;
import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.JsonNode;

/** Describes pods. */
final class PodDescriber implements Describer {
  @Override
  public void describe(Text out, JsonNode pod, Related related) {
    out.field(0, "Name", Trees.name(pod));
    out.field(0, "Namespace", Trees.namespace(pod));
    if (Trees.has(pod, "spec", "priority")) {
      out.field(0, "Priority", Trees.number(pod, "spec", "priority"));
      out.optional(0, "Priority Class Name", text(pod, "spec", "priorityClassName"));
    }
    out.optional(0, "Runtime Class Name", text(pod, "spec", "runtimeClassName"));
    out.optional(0, "Service Account", text(pod, "spec", "serviceAccountName"));
    var node = text(pod, "spec", "nodeName");
    out.field(0, "Node", node.isEmpty() ? "<none>" : node + "/" + text(pod, "status", "hostIP"));
    var start = text(pod, "status", "startTime");
    out.optional(0, "Start Time", Text.time(start));
    out.metadata(pod);
    status(out, pod, related);
    addresses(out, pod);
    controller(out, pod);
    out.optional(0, "NominatedNodeName", text(pod, "status", "nominatedNodeName"));
    var spec = pod.path("spec");
    var status = pod.path("status");
    var containers = new Containers(out, 0, pod);
    containers.describe(
        "Init Containers",
        items(spec, "initContainers"),
        items(status, "initContainerStatuses"),
        false);
    containers.describe(
        "Containers", items(spec, "containers"), items(status, "containerStatuses"), false);
    containers.describe(
        "Ephemeral Containers",
        items(spec, "ephemeralContainers"),
        items(status, "ephemeralContainerStatuses"),
        false);
    conditions(out, pod);
    Volumes.describe(out, 0, items(spec, "volumes"));
    out.field(0, "QoS Class", qosClass(pod));
    PodTemplateText.placement(out, 0, spec);
    EventsText.describe(out, related);
  }

  /** The status's class; of a pod without one, what its resources make of it. */
  private static String qosClass(JsonNode pod) {
    var known = text(pod, "status", "qosClass");
    if (!known.isEmpty()) {
      return known;
    }
    var best = true;
    var guaranteed = true;
    for (var container : items(pod, "spec", "containers")) {
      var limits = Trees.textMap(container, "resources", "limits");
      var requests = Trees.textMap(container, "resources", "requests");
      best &= limits.isEmpty() && requests.isEmpty();
      guaranteed &=
          limits.containsKey("cpu")
              && limits.containsKey("memory")
              && (requests.isEmpty() || requests.equals(limits));
    }
    return best ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
  }

  private static void status(Text out, JsonNode pod, Related related) {
    var deleted = text(pod, "metadata", "deletionTimestamp");
    if (deleted.isEmpty()) {
      out.field(0, "Status", pod, "status", "phase");
    } else {
      out.field(
          0, "Status", "Terminating (lasts " + HumanDuration.since(deleted, related.now()) + ")");
      out.field(
          0,
          "Termination Grace Period",
          Trees.number(pod, "metadata", "deletionGracePeriodSeconds") + "s");
    }
    out.optional(0, "Reason", text(pod, "status", "reason"));
    out.optional(0, "Message", text(pod, "status", "message"));
  }

  private static void addresses(Text out, JsonNode pod) {
    out.field(0, "IP", pod, "status", "podIP");
    var addresses = items(pod, "status", "podIPs");
    if (addresses.isEmpty()) {
      out.field(0, "IPs", "<none>");
      return;
    }
    out.line(0, "IPs:");
    addresses.forEach(address -> out.field(1, "IP", text(address, "ip")));
  }

  static void controller(Text out, JsonNode object) {
    for (var owner : items(object, "metadata", "ownerReferences")) {
      if (Trees.flag(owner, "controller")) {
        out.field(0, "Controlled By", text(owner, "kind") + "/" + text(owner, "name"));
      }
    }
  }

  private static void conditions(Text out, JsonNode pod) {
    var conditions = items(pod, "status", "conditions");
    if (!conditions.isEmpty()) {
      out.line(0, "Conditions:\n  Type\tStatus");
      conditions.forEach(
          condition ->
              out.line(1, text(condition, "type") + " \t" + text(condition, "status") + " "));
    }
  }
}
