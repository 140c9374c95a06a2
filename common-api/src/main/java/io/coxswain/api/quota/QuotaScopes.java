package io.coxswain.api.quota;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether an object counts against a quota: all of the quota's scopes must apply to it. */
public final class QuotaScopes {
  private record Requirement(String scope, String operator, List<String> values) {}

  private QuotaScopes() {}

  /**
   * Whether a quota counts an object.
   *
   * @param spec the quota's spec
   * @param resource {@code pods}, {@code deployments.apps}
   */
  public static boolean match(JsonNode spec, String resource, JsonNode object) {
    for (var requirement : requirements(spec)) {
      if (!matches(requirement, resource, object)) {
        return false;
      }
    }
    return true;
  }

  private static List<Requirement> requirements(JsonNode spec) {
    List<Requirement> requirements = new ArrayList<>();
    for (var scope : spec.path("scopes")) {
      requirements.add(new Requirement(scope.asString(""), "Exists", List.of()));
    }
    for (var expression : spec.path("scopeSelector").path("matchExpressions")) {
      requirements.add(
          new Requirement(
              expression.path("scopeName").asString(""),
              expression.path("operator").asString(""),
              expression.path("values").valueStream().map(value -> value.asString("")).toList()));
    }
    return requirements;
  }

  private static boolean matches(Requirement requirement, String resource, JsonNode object) {
    if (requirement.scope.equals("VolumeAttributesClass")) {
      return resource.equals("persistentvolumeclaims")
          && selects(
              requirement, object.path("spec").path("volumeAttributesClassName").asString(""));
    }
    if (!resource.equals("pods")) {
      return false;
    }
    var spec = object.path("spec");
    return switch (requirement.scope) {
      case "Terminating" -> isTerminating(spec);
      case "NotTerminating" -> !isTerminating(spec);
      case "BestEffort" -> PodResources.isBestEffort(object);
      case "NotBestEffort" -> !PodResources.isBestEffort(object);
      case "PriorityClass" -> selects(requirement, spec.path("priorityClassName").asString(""));
      case "CrossNamespacePodAffinity" -> crossesNamespaces(spec.path("affinity"));
      default -> false;
    };
  }

  /** A pod that ends by itself after a time. */
  private static boolean isTerminating(JsonNode spec) {
    return spec.path("activeDeadlineSeconds").asLong(-1) >= 0;
  }

  private static boolean selects(Requirement requirement, String value) {
    return switch (requirement.operator) {
      case "Exists" -> !value.isEmpty();
      case "DoesNotExist" -> value.isEmpty();
      case "In" -> requirement.values.contains(value);
      case "NotIn" -> !requirement.values.contains(value);
      default -> false;
    };
  }

  private static boolean crossesNamespaces(JsonNode affinity) {
    for (var kind : new String[] {"podAffinity", "podAntiAffinity"}) {
      for (var term : affinity.path(kind).path("requiredDuringSchedulingIgnoredDuringExecution")) {
        if (crosses(term)) {
          return true;
        }
      }
      for (var term : affinity.path(kind).path("preferredDuringSchedulingIgnoredDuringExecution")) {
        if (crosses(term.path("podAffinityTerm"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean crosses(JsonNode term) {
    return !term.path("namespaces").isEmpty() || term.has("namespaceSelector");
  }
}
