package io.coxswain.kubectl.access;

import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which parts of some RBAC rules others do not permit. */
final class RuleCoverage {
  private RuleCoverage() {}

  /** The parts of {@code wanted}, one verb on one resource or path each, not in {@code held}. */
  static List<JsonNode> missing(List<JsonNode> held, List<JsonNode> wanted) {
    var missing = new ArrayList<JsonNode>();
    for (var rule : wanted) {
      for (var part : parts(rule)) {
        if (held.stream().noneMatch(owned -> covers(owned, part))) {
          missing.add(part);
        }
      }
    }
    return missing;
  }

  private static List<ObjectNode> parts(JsonNode rule) {
    var parts = new ArrayList<ObjectNode>();
    var names = texts(rule, "resourceNames");
    for (var group : texts(rule, "apiGroups")) {
      for (var resource : texts(rule, "resources")) {
        for (var verb : texts(rule, "verbs")) {
          for (var name : names.isEmpty() ? List.of("") : names) {
            var part = part("apiGroups", group, verb);
            part.set("resources", Trees.strings(List.of(resource)));
            if (!name.isEmpty()) {
              part.set("resourceNames", Trees.strings(List.of(name)));
            }
            parts.add(part);
          }
        }
      }
    }
    for (var path : texts(rule, "nonResourceURLs")) {
      texts(rule, "verbs").forEach(verb -> parts.add(part("nonResourceURLs", path, verb)));
    }
    return parts;
  }

  private static ObjectNode part(String field, String value, String verb) {
    var part = Trees.object();
    part.set(field, Trees.strings(List.of(value)));
    part.set("verbs", Trees.strings(List.of(verb)));
    return part;
  }

  private static boolean covers(JsonNode owned, JsonNode part) {
    var names = texts(owned, "resourceNames");
    var wantedNames = texts(part, "resourceNames");
    return has(owned, part, "verbs")
        && has(owned, part, "apiGroups")
        && texts(part, "resources").stream().allMatch(resource -> hasResource(owned, resource))
        && (names.isEmpty() || !wantedNames.isEmpty() && names.containsAll(wantedNames))
        && texts(part, "nonResourceURLs").stream().allMatch(path -> hasPath(owned, path));
  }

  private static boolean has(JsonNode owned, JsonNode part, String field) {
    var values = texts(owned, field);
    return values.contains("*") || values.containsAll(texts(part, field));
  }

  private static boolean hasResource(JsonNode owned, String resource) {
    var resources = texts(owned, "resources");
    var slash = resource.indexOf('/');
    return resources.contains("*")
        || resources.contains(resource)
        || slash >= 0 && resources.contains("*" + resource.substring(slash));
  }

  private static boolean hasPath(JsonNode owned, String path) {
    return texts(owned, "nonResourceURLs").stream()
        .anyMatch(
            one ->
                one.equals("*")
                    || one.equals(path)
                    || one.endsWith("*") && path.startsWith(one.replaceFirst("\\*+$", "")));
  }
}
