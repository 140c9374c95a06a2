package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Trees.UNKNOWN;
import static io.coxswain.apiserver.table.Trees.UNSET;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.number;
import static io.coxswain.apiserver.table.Trees.or;
import static io.coxswain.apiserver.table.Trees.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The tables of what bounds and scales workloads: quotas, budgets and autoscalers. */
final class PolicyCells {
  private static final int METRICS_SHOWN = 2;

  static final Printer RESOURCE_QUOTAS =
      new Printer(
          List.of(
              NAME,
              Column.text("Request", "Requests and counts that are used, of those allowed."),
              Column.text("Limit", "Limits that are used, of those allowed."),
              AGE),
          (object, now) ->
              List.of(name(object), usage(object, false), usage(object, true), age(object, now)));

  static final Printer DISRUPTION_BUDGETS =
      new Printer(
          List.of(
              NAME,
              Column.text("Min Available", "Pods that must stay."),
              Column.text("Max Unavailable", "Pods that may be missing."),
              Column.number("Allowed Disruptions", "Pods that may be evicted now."),
              AGE),
          (object, now) ->
              List.of(
                  name(object),
                  or(plain(at(object, "spec", "minAvailable")), "N/A"),
                  or(plain(at(object, "spec", "maxUnavailable")), "N/A"),
                  number(object, "status", "disruptionsAllowed"),
                  age(object, now)));

  static final Printer AUTOSCALERS =
      new Printer(
          List.of(
              NAME,
              Column.text("Reference", "What is scaled."),
              Column.text("Targets", "Current and wanted value of each measure."),
              Column.text("MinPods", "The fewest pods."),
              Column.text("MaxPods", "The most pods."),
              Column.text("Replicas", "Pods there are."),
              AGE),
          PolicyCells::autoscaler);

  private PolicyCells() {}

  private static String usage(JsonNode quota, boolean limits) {
    var hard = new TreeMap<String, JsonNode>();
    for (var entry : at(quota, "status", "hard").properties()) {
      if (entry.getKey().startsWith("limits.") == limits) {
        hard.put(entry.getKey(), entry.getValue());
      }
    }
    return hard.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + ": "
                    + Trees.quantity(at(quota, "status", "used", entry.getKey()))
                    + "/"
                    + Trees.quantity(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static List<Object> autoscaler(JsonNode object, Instant now) {
    var min = at(object, "spec", "minReplicas");
    return List.of(
        name(object),
        text(object, "spec", "scaleTargetRef", "kind")
            + "/"
            + text(object, "spec", "scaleTargetRef", "name"),
        targets(at(object, "spec", "metrics"), at(object, "status", "currentMetrics")),
        or(plain(min), UNSET),
        number(object, "spec", "maxReplicas"),
        number(object, "status", "currentReplicas"),
        age(object, now));
  }

  private static String targets(JsonNode metrics, JsonNode current) {
    var shown = new ArrayList<String>();
    for (var i = 0; i < metrics.size(); i++) {
      shown.add(target(metrics.get(i), current.path(i)));
    }
    if (shown.isEmpty()) {
      return Trees.NONE;
    }
    var first = String.join(", ", shown.subList(0, Math.min(METRICS_SHOWN, shown.size())));
    return shown.size() > METRICS_SHOWN
        ? first + " + " + (shown.size() - METRICS_SHOWN) + " more..."
        : first;
  }

  private static String target(JsonNode metric, JsonNode status) {
    var type = text(metric, "type");
    return switch (type) {
      case "External" -> amounts(at(metric, "external"), at(status, "external"));
      case "Object" -> amounts(at(metric, "object"), at(status, "object"));
      case "Pods" ->
          value(at(status, "pods"), "averageValue")
              + "/"
              + plain(at(metric, "pods", "target", "averageValue"));
      case "Resource" -> resource(at(metric, "resource"), at(status, "resource"));
      case "ContainerResource" ->
          resource(at(metric, "containerResource"), at(status, "containerResource"));
      default -> "<unknown type>";
    };
  }

  private static String amounts(JsonNode metric, JsonNode status) {
    var average = at(metric, "target", "averageValue");
    return average.isMissingNode()
        ? value(status, "value") + "/" + plain(at(metric, "target", "value"))
        : value(status, "averageValue") + "/" + plain(average) + " (avg)";
  }

  private static String resource(JsonNode metric, JsonNode status) {
    var average = at(metric, "target", "averageValue");
    var name = text(metric, "name") + ": ";
    if (!average.isMissingNode()) {
      return name + value(status, "averageValue") + "/" + plain(average);
    }
    var wanted = at(metric, "target", "averageUtilization");
    var current = at(status, "current", "averageUtilization");
    return name
        + (current.isMissingNode() ? UNKNOWN : current.asInt() + "%")
        + "/"
        + (wanted.isMissingNode() ? "<auto>" : wanted.asInt() + "%");
  }

  private static String value(JsonNode status, String field) {
    return or(plain(at(status, "current", field)), UNKNOWN);
  }

  /** A number or text as text; empty where there is none. */
  private static String plain(JsonNode node) {
    return node.isNumber() ? node.numberValue().toString() : node.asString("");
  }
}
