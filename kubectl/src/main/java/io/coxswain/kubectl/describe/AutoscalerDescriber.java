package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.number;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.JsonNode;

/** Describes HorizontalPodAutoscalers of autoscaling/v2. */
final class AutoscalerDescriber implements Describer {
  @Override
  public void describe(Text out, JsonNode object, Related related) {
    var spec = object.path("spec");
    out.header(object);
    out.field(0, "CreationTimestamp", Text.time(text(object, "metadata", "creationTimestamp")));
    var target = text(spec, "scaleTargetRef", "kind");
    out.field(0, "Reference", target + "/" + text(spec, "scaleTargetRef", "name"));
    out.field(0, "Metrics", "( current / target )");
    var metrics = items(spec, "metrics");
    var current = items(object, "status", "currentMetrics");
    for (var i = 0; i < metrics.size(); i++) {
      metric(out, metrics.get(i), i < current.size() ? current.get(i) : Trees.object());
    }
    out.field(0, "Min replicas", Text.orUnset(text(spec, "minReplicas")));
    out.field(0, "Max replicas", text(spec, "maxReplicas"));
    if (spec.has("behavior")) {
      out.line(0, "Behavior:");
      behavior(out, "Scale Up", Trees.at(spec, "behavior", "scaleUp"));
      behavior(out, "Scale Down", Trees.at(spec, "behavior", "scaleDown"));
    }
    out.field(
        0,
        target + " pods",
        "%d current / %d desired"
            .formatted(
                number(object, "status", "currentReplicas"),
                number(object, "status", "desiredReplicas")));
    conditions(out, object);
    EventsText.describe(out, related);
  }

  private static void metric(Text out, JsonNode metric, JsonNode status) {
    var type = text(metric, "type");
    var field = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
    var source = metric.path(field);
    var now = Trees.at(status, field, "current");
    var goal = source.path("target");
    var name = JsonWriter.quote(text(source, "metric", "name"));
    switch (type) {
      case "Resource" -> resource(out, "resource " + text(source, "name") + " on pods", goal, now);
      case "ContainerResource" ->
          resource(
              out,
              "resource %s of container \"%s\" on pods"
                  .formatted(text(source, "name"), text(source, "container")),
              goal,
              now);
      case "Pods" -> out.field(1, name + " on pods", amounts(now, goal, "averageValue"));
      case "External" -> value(out, name, goal, now);
      case "Object" ->
          value(
              out,
              name
                  + " on "
                  + text(source, "describedObject", "kind")
                  + "/"
                  + text(source, "describedObject", "name"),
              goal,
              now);
      default -> out.line(1, "<unknown metric type " + JsonWriter.quote(type) + ">");
    }
  }

  private static void resource(Text out, String label, JsonNode goal, JsonNode now) {
    if (goal.has("averageValue")) {
      out.field(1, label, amounts(now, goal, "averageValue"));
      return;
    }
    var used = text(now, "averageUtilization");
    var wanted = text(goal, "averageUtilization");
    out.field(
        1,
        label + "  (as a percentage of request)",
        (used.isEmpty() ? "<unknown>" : used + "% (" + text(now, "averageValue") + ")")
            + " / "
            + (wanted.isEmpty() ? "<auto>" : wanted + "%"));
  }

  private static void value(Text out, String label, JsonNode goal, JsonNode now) {
    var average = goal.has("averageValue");
    out.field(
        1,
        label + (average ? " (target average value)" : " (target value)"),
        amounts(now, goal, average ? "averageValue" : "value"));
  }

  private static String amounts(JsonNode now, JsonNode goal, String field) {
    var known = text(now, field);
    return (known.isEmpty() ? "<unknown>" : known) + " / " + text(goal, field);
  }

  private static void behavior(Text out, String direction, JsonNode rules) {
    if (!rules.isObject()) {
      return;
    }
    out.line(1, direction + ":");
    if (rules.has("stabilizationWindowSeconds")) {
      out.line(
          2, "Stabilization Window: " + text(rules, "stabilizationWindowSeconds") + " seconds");
    }
    var policies = items(rules, "policies");
    if (policies.isEmpty()) {
      return;
    }
    var select = text(rules, "selectPolicy");
    out.line(2, "Select Policy: " + (select.isEmpty() ? "Max" : select)).line(2, "Policies:");
    for (var policy : policies) {
      out.line(
          3,
          "- Type: %s\tValue: %s\tPeriod: %s seconds"
              .formatted(
                  text(policy, "type"), text(policy, "value"), text(policy, "periodSeconds")));
    }
  }

  private static void conditions(Text out, JsonNode object) {
    var conditions = items(object, "status", "conditions");
    if (!conditions.isEmpty()) {
      out.line(0, "Conditions:").columns(1, "Type", "Status", "Reason", "Message");
    }
    for (var condition : conditions) {
      out.line(
          1,
          String.join(
              "\t",
              text(condition, "type"),
              text(condition, "status"),
              text(condition, "reason"),
              text(condition, "message")));
    }
  }
}
