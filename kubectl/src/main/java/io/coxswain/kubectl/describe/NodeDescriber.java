package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.print.HumanDuration;
import io.coxswain.kubectl.print.Quantities;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Describes nodes with the pods on them and what they have requested. */
final class NodeDescriber implements Describer {
  @Override
  public void describe(Text out, JsonNode node, Related related) {
    out.field(0, "Name", Trees.name(node));
    out.field(0, "Roles", roles(node));
    out.metadata(node);
    out.field(0, "CreationTimestamp", Text.time(text(node, "metadata", "creationTimestamp")));
    taints(out, node);
    out.field(0, "Unschedulable", Trees.flag(node, "spec", "unschedulable"));
    lease(out, Trees.name(node), related);
    conditions(out, node);
    out.line(0, "Addresses:");
    items(node, "status", "addresses")
        .forEach(address -> out.field(1, text(address, "type"), text(address, "address")));
    amounts(out, "Capacity", node, "capacity");
    amounts(out, "Allocatable", node, "allocatable");
    system(out, node);
    out.optional(0, "PodCIDR", text(node, "spec", "podCIDR"));
    var cidrs = texts(node, "spec", "podCIDRs");
    out.optional(0, "PodCIDRs", String.join(",", cidrs));
    out.optional(0, "ProviderID", text(node, "spec", "providerID"));
    pods(out, node, related);
    EventsText.describe(out, related);
  }

  private static String roles(JsonNode node) {
    var roles = new TreeSet<String>();
    Trees.textMap(node, "metadata", "labels")
        .forEach(
            (key, value) -> {
              if (key.startsWith("node-role.kubernetes.io/")) {
                roles.add(key.substring("node-role.kubernetes.io/".length()));
              } else if (key.equals("kubernetes.io/role") && !value.isEmpty()) {
                roles.add(value);
              }
            });
    return roles.isEmpty() ? "<none>" : String.join(",", roles);
  }

  private static void taints(Text out, JsonNode node) {
    var taints = items(node, "spec", "taints");
    if (taints.isEmpty()) {
      out.field(0, "Taints", "<none>");
    }
    var prefix = "Taints:\t";
    for (var taint : taints) {
      var value = text(taint, "value");
      out.line(
          0,
          prefix
              + text(taint, "key")
              + (value.isEmpty() ? "" : "=" + value)
              + ":"
              + text(taint, "effect"));
      prefix = "\t";
    }
  }

  private static void lease(Text out, String name, Related related) {
    var leases = related.of("leases");
    if (leases.isEmpty()) {
      out.field(
          0, "Lease", "Failed to get lease: leases.coordination.k8s.io \"" + name + "\" not found");
      return;
    }
    out.line(0, "Lease:");
    var lease = leases.getFirst();
    out.field(1, "HolderIdentity", Text.orUnset(text(lease, "spec", "holderIdentity")));
    out.field(1, "AcquireTime", Text.orUnset(Text.time(text(lease, "spec", "acquireTime"))));
    out.field(1, "RenewTime", Text.orUnset(Text.time(text(lease, "spec", "renewTime"))));
  }

  private static void conditions(Text out, JsonNode node) {
    if (items(node, "status", "conditions").isEmpty()) {
      return;
    }
    out.line(0, "Conditions:");
    out.line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
    out.line(1, "----\t------\t-----------------\t------------------\t------\t-------");
    for (var condition : items(node, "status", "conditions")) {
      out.line(
          1,
          String.join(
              " \t",
              text(condition, "type"),
              text(condition, "status"),
              Text.time(text(condition, "lastHeartbeatTime")),
              Text.time(text(condition, "lastTransitionTime")),
              text(condition, "reason"),
              text(condition, "message")));
    }
  }

  private static void amounts(Text out, String label, JsonNode node, String field) {
    var amounts = Trees.textMap(node, "status", field);
    if (!amounts.isEmpty()) {
      out.line(0, label + ":");
      amounts.forEach((name, amount) -> out.field(1, name, amount));
    }
  }

  private static void system(Text out, JsonNode node) {
    out.line(0, "System Info:");
    var info = Trees.at(node, "status", "nodeInfo");
    var fields =
        List.of(
            List.of("Machine ID", "machineID"),
            List.of("System UUID", "systemUUID"),
            List.of("Boot ID", "bootID"),
            List.of("Kernel Version", "kernelVersion"),
            List.of("OS Image", "osImage"),
            List.of("Operating System", "operatingSystem"),
            List.of("Architecture", "architecture"),
            List.of("Container Runtime Version", "containerRuntimeVersion"),
            List.of("Kubelet Version", "kubeletVersion"),
            List.of("Kube-Proxy Version", "kubeProxyVersion"));
    fields.forEach(field -> out.field(1, field.get(0), info, field.get(1)));
  }

  private static void pods(Text out, JsonNode node, Related related) {
    var pods = new ArrayList<JsonNode>();
    for (var pod : related.of("pods")) {
      if (!Set.of("Succeeded", "Failed").contains(text(pod, "status", "phase"))) {
        pods.add(pod);
      }
    }
    out.line(0, "Non-terminated Pods:\t(" + pods.size() + " in total)");
    out.line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
    out.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
    for (var pod : pods) {
      out.line(
          1,
          String.join(
              "\t",
              Trees.namespace(pod),
              Trees.name(pod),
              "",
              share(node, "cpu", amounts(pod, "requests", "cpu")),
              share(node, "cpu", amounts(pod, "limits", "cpu")),
              share(node, "memory", amounts(pod, "requests", "memory")),
              share(node, "memory", amounts(pod, "limits", "memory")),
              HumanDuration.since(text(pod, "metadata", "creationTimestamp"), related.now())));
    }
    out.line(0, "Allocated resources:");
    out.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
    out.line(1, "Resource\tRequests\tLimits");
    out.line(1, "--------\t--------\t------");
    for (var resource : List.of("cpu", "memory", "ephemeral-storage")) {
      out.line(
          1,
          String.join(
              "\t",
              resource,
              share(node, resource, all(pods, "requests", resource)),
              share(node, resource, all(pods, "limits", resource))));
    }
  }

  private static List<String> all(List<JsonNode> pods, String kind, String resource) {
    var result = new ArrayList<String>();
    pods.forEach(pod -> result.addAll(amounts(pod, kind, resource)));
    return result;
  }

  private static List<String> amounts(JsonNode pod, String kind, String resource) {
    var result = new ArrayList<String>();
    for (var container : items(pod, "spec", "containers")) {
      var amount = text(container, "resources", kind, resource);
      if (!amount.isEmpty()) {
        result.add(amount);
      }
    }
    return result;
  }

  private static String share(JsonNode node, String resource, List<String> amounts) {
    var sum = Quantities.sum(amounts);
    var allocatable = text(node, "status", "allocatable", resource);
    return sum + " (" + Quantities.percent(sum, allocatable) + "%)";
  }
}
