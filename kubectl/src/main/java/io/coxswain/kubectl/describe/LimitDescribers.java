package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.number;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Describes what limits others: quotas, ranges, disruption budgets and priorities. */
final class LimitDescribers {
  private LimitDescribers() {}

  static void limitRange(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    limitColumns(out, "");
    limits(out, "", object);
  }

  /** All of a namespace in one table. */
  static void ranges(Text out, List<JsonNode> objects) {
    if (objects.isEmpty()) {
      out.line(0, "No LimitRange resource.");
      return;
    }
    out.line(0, "Resource Limits");
    limitColumns(out, " ");
    objects.forEach(object -> limits(out, " ", object));
  }

  private static void limitColumns(Text out, String prefix) {
    out.line(
        0,
        prefix
            + "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio");
    out.line(
        0,
        prefix
            + "----\t--------\t---\t---\t---------------\t-------------\t-----------------------");
  }

  private static void limits(Text out, String prefix, JsonNode object) {
    var kinds = List.of("min", "max", "defaultRequest", "default", "maxLimitRequestRatio");
    for (var limit : items(object, "spec", "limits")) {
      var resources = new TreeSet<String>();
      kinds.forEach(kind -> resources.addAll(Trees.textMap(limit, kind).keySet()));
      for (var resource : resources) {
        var line = new StringBuilder(prefix + text(limit, "type") + "\t" + resource);
        for (var kind : kinds) {
          line.append('\t').append(Trees.textMap(limit, kind).getOrDefault(resource, "-"));
        }
        out.line(0, line.toString());
      }
    }
  }

  static void resourceQuota(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    scopes(out, 0, " * ", object);
    out.columns(0, "Resource", "Used", "Hard");
    usage(out, 0, object);
  }

  /** All of a namespace, one after the other. */
  static void quotas(Text out, List<JsonNode> objects) {
    if (objects.isEmpty()) {
      out.line(0, "No resource quota.");
      return;
    }
    out.line(0, "Resource Quotas");
    for (var object : objects.stream().sorted(Comparator.comparing(Trees::name)).toList()) {
      out.field(1, "Name", Trees.name(object));
      scopes(out, 1, "* ", object);
      out.line(1, "Resource\tUsed\tHard").line(1, "--------\t---\t---");
      usage(out, 1, object);
    }
  }

  private static void scopes(Text out, int level, String bullet, JsonNode object) {
    var scopes = Trees.texts(object, "spec", "scopes").stream().sorted().toList();
    if (scopes.isEmpty()) {
      return;
    }
    out.field(level, "Scopes", String.join(", ", scopes));
    for (var scope : scopes) {
      var meaning = meaning(scope);
      if (!meaning.isEmpty()) {
        out.line(level, bullet + meaning);
      }
    }
  }

  private static String meaning(String scope) {
    return switch (scope) {
      case "Terminating" ->
          "Matches all pods that have an active deadline. These pods have a limited lifespan on a"
              + " node before being actively terminated by the system.";
      case "NotTerminating" ->
          "Matches all pods that do not have an active deadline. These pods usually include long"
              + " running pods whose container command is not expected to terminate.";
      case "BestEffort" ->
          "Matches all pods that do not have resource requirements set. These pods have a best"
              + " effort quality of service.";
      case "NotBestEffort" ->
          "Matches all pods that have at least one resource requirement set. These pods have a"
              + " burstable or guaranteed quality of service.";
      default -> "";
    };
  }

  private static void usage(Text out, int level, JsonNode object) {
    var used = Trees.textMap(object, "status", "used");
    Trees.textMap(object, "status", "hard")
        .forEach(
            (name, hard) ->
                out.line(level, name + "\t" + used.getOrDefault(name, "0") + "\t" + hard));
  }

  static void disruptionBudget(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.optional(0, "Min available", text(object, "spec", "minAvailable"));
    out.optional(0, "Max unavailable", text(object, "spec", "maxUnavailable"));
    var selector = Trees.at(object, "spec", "selector");
    out.field(0, "Selector", selector.isObject() ? Text.selector(selector) : "<unset>");
    var status = object.path("status");
    out.line(0, "Status:");
    out.field(2, "Allowed disruptions", number(status, "disruptionsAllowed"));
    out.field(2, "Current", number(status, "currentHealthy"));
    out.field(2, "Desired", number(status, "desiredHealthy"));
    out.field(2, "Total", number(status, "expectedPods"));
    EventsText.describe(out, related);
  }

  static void priorityClass(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.field(0, "Value", number(object, "value"));
    out.field(0, "GlobalDefault", Trees.flag(object, "globalDefault"));
    out.field(0, "PreemptionPolicy", object, "preemptionPolicy");
    out.field(0, "Description", object, "description");
    out.field(0, "Annotations", Text.joined(Trees.textMap(object, "metadata", "annotations")));
    EventsText.describe(out, related);
  }
}
