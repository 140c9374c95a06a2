package io.coxswain.apiserver.registry.admission;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Requests that are meant: a rule of a webhook or of a policy (upstream's predicates/rules).
 *
 * @param names of objects; all where there are none
 */
public record RequestRule(
    List<String> operations,
    List<String> groups,
    List<String> versions,
    List<String> resources,
    String scope,
    List<String> names) {

  public static RequestRule of(JsonNode rule) {
    return new RequestRule(
        texts(rule.path("operations")),
        texts(rule.path("apiGroups")),
        texts(rule.path("apiVersions")),
        texts(rule.path("resources")),
        rule.path("scope").asString("*"),
        texts(rule.path("resourceNames")));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(value -> value.asString("")).toList();
  }

  /** Whether a request is meant, taken as one for the resource in a version. */
  public boolean matches(Attributes attributes, String version) {
    return inScope(attributes)
        && hasOrAll(operations, attributes.operation().name())
        && hasOrAll(groups, attributes.info().group())
        && hasOrAll(versions, version)
        && resource(attributes.info().resource(), attributes.info().subresource())
        && (names.isEmpty() || names.contains(attributes.name()));
  }

  private static boolean hasOrAll(List<String> list, String value) {
    return list.contains("*") || list.contains(value);
  }

  private boolean inScope(Attributes attributes) {
    var clusterWide = attributes.isNamespace() || attributes.info().namespace().isEmpty();
    return switch (scope) {
      case "Namespaced" -> !clusterWide;
      case "Cluster" -> clusterWide;
      default -> true;
    };
  }

  private boolean resource(String resource, String subresource) {
    for (var each : resources) {
      var slash = each.indexOf('/');
      var first = slash < 0 ? each : each.substring(0, slash);
      var second = slash < 0 ? "" : each.substring(slash + 1);
      if ((first.equals("*") || first.equals(resource))
          && (second.equals("*") || second.equals(subresource))) {
        return true;
      }
    }
    return false;
  }
}
