package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.texts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The rules of a role, or of a review of one's own rights, as rows of a table. */
public final class AccessRules {
  public static final String TITLES = "Resources\tNon-Resource URLs\tResource Names\tVerbs";

  private AccessRules() {}

  /** One row per resource or path, in upstream's order: by verbs, group, resource and name. */
  public static List<String> rows(List<JsonNode> rules) {
    Map<Target, List<String>> verbs = new LinkedHashMap<>();
    var rows = new ArrayList<Row>();
    for (var rule : rules) {
      for (var path : texts(rule, "nonResourceURLs")) {
        for (var verb : texts(rule, "verbs")) {
          rows.add(
              new Row(
                  "[%s] [] [] [] [%s]".formatted(verb, path),
                  "\t[%s]\t[]\t[%s]".formatted(path, verb)));
        }
      }
      for (var target : targets(rule)) {
        verbs.computeIfAbsent(target, absent -> new ArrayList<>()).addAll(texts(rule, "verbs"));
      }
    }
    verbs.forEach((target, names) -> rows.add(target.row(Text.list(names))));
    return rows.stream().sorted(Comparator.comparing(Row::order)).map(Row::text).toList();
  }

  private static List<Target> targets(JsonNode rule) {
    var names = texts(rule, "resourceNames");
    var targets = new ArrayList<Target>();
    for (var group : texts(rule, "apiGroups")) {
      for (var resource : texts(rule, "resources")) {
        (names.isEmpty() ? List.of("") : names)
            .forEach(name -> targets.add(new Target(group, resource, name)));
      }
    }
    return targets;
  }

  private record Row(String order, String text) {}

  private record Target(String group, String resource, String name) {
    Row row(String verbs) {
      return new Row(
          "%s [%s] [%s] [%s]".formatted(verbs, group, resource, name),
          "%s\t[]\t[%s]\t%s".formatted(qualified(), name, verbs));
    }

    /** {@code deployments.apps/scale}. */
    private String qualified() {
      var slash = resource.indexOf('/');
      var plural = slash < 0 ? resource : resource.substring(0, slash);
      return plural
          + (group.isEmpty() ? "" : "." + group)
          + (slash < 0 ? "" : resource.substring(slash));
    }
  }
}
