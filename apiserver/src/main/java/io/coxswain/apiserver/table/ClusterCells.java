package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Trees.NONE;
import static io.coxswain.apiserver.table.Trees.UNKNOWN;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.number;
import static io.coxswain.apiserver.table.Trees.text;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The tables of nodes, events and the small kinds. */
final class ClusterCells {
  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

  static final Printer NODES =
      new Printer(
          List.of(
              NAME,
              Column.text("Status", "Whether the node is ready and takes new pods."),
              Column.text("Roles", "Roles its labels give it."),
              AGE,
              Column.text("Version", "Version of its kubelet."),
              Column.text("Internal-IP", "Address inside the cluster.").wide(),
              Column.text("External-IP", "Address outside the cluster.").wide(),
              Column.text("OS-Image", "Operating system.").wide(),
              Column.text("Kernel-Version", "Version of its kernel.").wide(),
              Column.text("Container-Runtime", "Container runtime and its version.").wide()),
          ClusterCells::node);

  static final Printer EVENTS =
      new Printer(
          List.of(
              Column.text("Last Seen", "Time since it happened last."),
              Column.text("Type", "Normal or Warning."),
              Column.text("Reason", "Why it happened, in one word."),
              Column.text("Object", "What it happened to."),
              Column.text("Subobject", "Part of the object it happened to.").wide(),
              Column.text("Source", "Component that reports it.").wide(),
              Column.text("Message", "What happened."),
              Column.text("First Seen", "Time since it happened first.").wide(),
              Column.text("Count", "How often it happened.").wide(),
              new Column("Name", "string", "name", "Name of the event.", 1)),
          ClusterCells::event);

  static final Printer NAMESPACES =
      new Printer(
          List.of(NAME, Column.text("Status", "Active or Terminating."), AGE),
          (object, now) ->
              List.of(name(object), text(object, "status", "phase"), age(object, now)));

  static final Printer CONFIG_MAPS =
      new Printer(
          List.of(NAME, Column.text("Data", "Number of entries."), AGE),
          (object, now) ->
              List.of(
                  name(object),
                  at(object, "data").size() + at(object, "binaryData").size(),
                  age(object, now)));

  static final Printer SECRETS =
      new Printer(
          List.of(
              NAME,
              Column.text("Type", "What the secret is for."),
              Column.text("Data", "Number of entries."),
              AGE),
          (object, now) ->
              List.of(
                  name(object), text(object, "type"), at(object, "data").size(), age(object, now)));

  static final Printer SERVICE_ACCOUNTS =
      new Printer(
          List.of(NAME, Column.text("Secrets", "Secrets that it may use."), AGE),
          (object, now) -> List.of(name(object), at(object, "secrets").size(), age(object, now)));

  static final Printer LEASES =
      new Printer(
          List.of(NAME, Column.text("Holder", "Who holds the lease."), AGE),
          (object, now) ->
              List.of(name(object), text(object, "spec", "holderIdentity"), age(object, now)));

  static final Printer PRIORITY_CLASSES =
      new Printer(
          List.of(
              NAME,
              Column.number("Value", "Priority of its pods; higher goes first."),
              Column.flag("Global-Default", "Whether pods without a class get it."),
              AGE,
              Column.text("PreemptionPolicy", "Whether its pods may evict others.")),
          (object, now) ->
              List.of(
                  name(object),
                  number(object, "value"),
                  at(object, "globalDefault").asBoolean(false),
                  age(object, now),
                  text(object, "preemptionPolicy")));

  static final Printer RUNTIME_CLASSES =
      new Printer(
          List.of(NAME, Column.text("Handler", "Name by which nodes know it."), AGE),
          (object, now) -> List.of(name(object), text(object, "handler"), age(object, now)));

  static final Printer COMPONENT_STATUSES =
      new Printer(
          List.of(
              NAME,
              Column.text("Status", "Whether the component is well."),
              Column.text("Message", "What the component said."),
              Column.text("Error", "Why it could not be asked.")),
          (object, now) -> {
            for (var finding : at(object, "conditions")) {
              if (text(finding, "type").equals("Healthy")) {
                return List.of(
                    name(object),
                    text(finding, "status").equals("True") ? "Healthy" : "Unhealthy",
                    text(finding, "message"),
                    text(finding, "error"));
              }
            }
            return List.of(name(object), "Unknown", "", "");
          });

  static final Printer SIGNING_REQUESTS =
      new Printer(
          List.of(
              NAME,
              AGE,
              Column.text("SignerName", "Who should sign."),
              Column.text("Requestor", "Who asks."),
              Column.text("RequestedDuration", "For how long the certificate should be good."),
              Column.text("Condition", "What was decided.")),
          (object, now) ->
              List.of(
                  name(object),
                  age(object, now),
                  or(text(object, "spec", "signerName"), NONE),
                  text(object, "spec", "username"),
                  duration(at(object, "spec", "expirationSeconds")),
                  decision(object)));

  /** Kinds for which upstream has no printer: roles, limit ranges, definitions. */
  static final Printer ANY =
      new Printer(
          List.of(NAME, new Column("Created At", "date", "", "When the object was created.", 0)),
          (object, now) -> List.of(name(object), text(object, "metadata", "creationTimestamp")));

  private ClusterCells() {}

  private static List<Object> node(JsonNode node, Instant now) {
    var info = at(node, "status", "nodeInfo");
    return List.of(
        name(node),
        nodeStatus(node),
        or(String.join(",", roles(node)), NONE),
        age(node, now),
        text(info, "kubeletVersion"),
        address(node, "InternalIP"),
        address(node, "ExternalIP"),
        or(text(info, "osImage"), UNKNOWN),
        or(text(info, "kernelVersion"), UNKNOWN),
        or(text(info, "containerRuntimeVersion"), UNKNOWN));
  }

  private static String nodeStatus(JsonNode node) {
    var status = "Unknown";
    for (var condition : at(node, "status", "conditions")) {
      if (text(condition, "type").equals("Ready")) {
        status = text(condition, "status").equals("True") ? "Ready" : "NotReady";
      }
    }
    return at(node, "spec", "unschedulable").asBoolean(false)
        ? status + ",SchedulingDisabled"
        : status;
  }

  private static TreeSet<String> roles(JsonNode node) {
    var roles = new TreeSet<String>();
    for (var label : at(node, "metadata", "labels").properties()) {
      var value = label.getValue().asString("");
      if (label.getKey().startsWith(ROLE_PREFIX)) {
        roles.add(label.getKey().substring(ROLE_PREFIX.length()));
      } else if (label.getKey().equals("kubernetes.io/role")) {
        roles.add(value);
      }
    }
    roles.remove("");
    return roles;
  }

  private static String address(JsonNode node, String type) {
    for (var address : at(node, "status", "addresses")) {
      if (text(address, "type").equals(type)) {
        return text(address, "address");
      }
    }
    return NONE;
  }

  private static String duration(JsonNode seconds) {
    return seconds.isNumber() ? HumanDuration.of(Duration.ofSeconds(seconds.asLong())) : NONE;
  }

  private static String decision(JsonNode request) {
    var conditions = at(request, "status", "conditions");
    var types = conditions.valueStream().map(condition -> text(condition, "type")).toList();
    var status =
        types.contains("Denied") ? "Denied" : types.contains("Approved") ? "Approved" : "Pending";
    if (types.contains("Failed")) {
      status += ",Failed";
    }
    return text(request, "status", "certificate").isEmpty() ? status : status + ",Issued";
  }

  private static List<Object> event(JsonNode event, Instant now) {
    var first = or(at(event, "firstTimestamp"), at(event, "eventTime"));
    var last = or(at(event, "lastTimestamp"), first);
    var count = Math.max(number(event, "count"), 1);
    var series = at(event, "series");
    if (series.isObject()) {
      last = at(series, "lastObservedTime");
      count = number(series, "count");
    }
    var kind = text(event, "involvedObject", "kind").toLowerCase(Locale.ROOT);
    var name = text(event, "involvedObject", "name");
    return List.of(
        Trees.since(last, now),
        text(event, "type"),
        text(event, "reason"),
        name.isEmpty() ? kind : kind + "/" + name,
        text(event, "involvedObject", "fieldPath"),
        source(event),
        text(event, "message").strip(),
        Trees.since(first, now),
        count,
        name(event));
  }

  private static JsonNode or(JsonNode time, JsonNode otherwise) {
    return time.isString() ? time : otherwise;
  }

  private static String or(String text, String otherwise) {
    return Trees.or(text, otherwise);
  }

  private static String source(JsonNode event) {
    var component = or(text(event, "source", "component"), text(event, "reportingComponent"));
    var host = or(text(event, "source", "host"), text(event, "reportingInstance"));
    return host.isEmpty() ? component : component + ", " + host;
  }
}
