package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Trees.UNSET;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.or;
import static io.coxswain.apiserver.table.Trees.text;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The tables of admission webhooks and policies, API services and device claims. */
final class ExtensionCells {
  static final Printer WEBHOOKS =
      new Printer(
          List.of(NAME, Column.number("Webhooks", "Number of webhooks."), AGE),
          (object, now) -> List.of(name(object), at(object, "webhooks").size(), age(object, now)));

  static final Printer POLICIES =
      new Printer(
          List.of(
              NAME,
              Column.number("Validations", "Number of rules."),
              Column.text("ParamKind", "Kind of the objects with parameters."),
              AGE),
          (object, now) -> {
            var kind = at(object, "spec", "paramKind");
            return List.of(
                name(object),
                at(object, "spec", "validations").size(),
                kind.isObject() ? text(kind, "apiVersion") + "/" + text(kind, "kind") : UNSET,
                age(object, now));
          });

  static final Printer BINDINGS =
      new Printer(
          List.of(
              NAME,
              Column.text("PolicyName", "Policy that is in force."),
              Column.text("ParamRef", "Object with parameters."),
              AGE),
          (object, now) ->
              List.of(
                  name(object),
                  text(object, "spec", "policyName"),
                  parameters(at(object, "spec", "paramRef")),
                  age(object, now)));

  static final Printer API_SERVICES =
      new Printer(
          List.of(
              NAME,
              Column.text("Service", "Service behind which the API is, or Local."),
              Column.text("Available", "Whether the API is served."),
              AGE),
          (object, now) -> {
            var service = at(object, "spec", "service");
            return List.of(
                name(object),
                service.isObject()
                    ? text(service, "namespace") + "/" + text(service, "name")
                    : "Local",
                available(at(object, "status", "conditions")),
                age(object, now));
          });

  /** Kinds that have nothing else to show. */
  static final Printer NAMED =
      new Printer(List.of(NAME, AGE), (object, now) -> List.of(name(object), age(object, now)));

  static final Printer CLAIMS =
      new Printer(
          List.of(NAME, Column.text("State", "Whether devices were given, and to whom."), AGE),
          (object, now) -> List.of(name(object), state(object), age(object, now)));

  static final Printer SLICES =
      new Printer(
          List.of(
              NAME,
              Column.text("Node", "Node that has the devices."),
              Column.text("Driver", "Driver of the devices."),
              Column.text("Pool", "Pool the devices belong to."),
              AGE),
          (object, now) ->
              List.of(
                  name(object),
                  text(object, "spec", "nodeName"),
                  text(object, "spec", "driver"),
                  text(object, "spec", "pool", "name"),
                  age(object, now)));

  private ExtensionCells() {}

  private static String parameters(JsonNode reference) {
    var name = text(reference, "name");
    if (!name.isEmpty()) {
      return or(text(reference, "namespace"), "*") + "/" + name;
    }
    var selector = at(reference, "selector");
    return selector.isObject() ? goString(selector) : UNSET;
  }

  /** A LabelSelector as the String method of upstream's generated type writes it. */
  private static String goString(JsonNode selector) {
    var labels = new TreeMap<String, String>();
    for (var label : at(selector, "matchLabels").properties()) {
      labels.put(label.getKey(), label.getValue().asString(""));
    }
    var text = new StringBuilder("&LabelSelector{MatchLabels:map[string]string{");
    labels.forEach((key, value) -> text.append(key).append(": ").append(value).append(','));
    text.append("},MatchExpressions:[]LabelSelectorRequirement{");
    for (var requirement : at(selector, "matchExpressions")) {
      text.append("LabelSelectorRequirement{Key:").append(text(requirement, "key"));
      text.append(",Operator:").append(text(requirement, "operator")).append(",Values:[");
      text.append(
          at(requirement, "values")
              .valueStream()
              .map(value -> value.asString(""))
              .collect(Collectors.joining(" ")));
      text.append("],},");
    }
    return text.append("},}").toString();
  }

  private static String available(JsonNode conditions) {
    for (var condition : conditions) {
      if (text(condition, "type").equals("Available")) {
        var status = text(condition, "status");
        var reason = text(condition, "reason");
        return status.equals("True") || reason.isEmpty() ? status : status + " (" + reason + ")";
      }
    }
    return "Unknown";
  }

  private static String state(JsonNode claim) {
    var states = new ArrayList<String>();
    if (Trees.isDeleted(claim)) {
      states.add("deleted");
    }
    var status = at(claim, "status");
    if (status.path("allocation").isObject()) {
      states.add("allocated");
      if (!status.path("reservedFor").isEmpty()) {
        states.add("reserved");
      }
    } else if (states.isEmpty()) {
      states.add("pending");
    }
    return String.join(",", states);
  }
}
