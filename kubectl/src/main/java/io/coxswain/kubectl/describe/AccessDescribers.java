package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Describes roles, their bindings and ServiceAccounts. */
final class AccessDescribers {
  private AccessDescribers() {}

  static void role(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    out.line(0, "PolicyRule:");
    out.columns(1, "Resources", "Non-Resource URLs", "Resource Names", "Verbs");
    rules(object).forEach(line -> out.line(1, line));
  }

  /** One row per resource or path, in upstream's order: by verbs, group, resource and name. */
  private static List<String> rules(JsonNode object) {
    Map<Row, List<String>> verbs = new LinkedHashMap<>();
    Map<String, String> rows = new TreeMap<>();
    for (var rule : items(object, "rules")) {
      for (var path : texts(rule, "nonResourceURLs")) {
        for (var verb : texts(rule, "verbs")) {
          rows.put(
              "[%s] [] [] [] [%s]".formatted(verb, path), "\t[%s]\t[]\t[%s]".formatted(path, verb));
        }
      }
      for (var row : resources(rule)) {
        verbs.computeIfAbsent(row, absent -> new ArrayList<>()).addAll(texts(rule, "verbs"));
      }
    }
    verbs.forEach(
        (row, names) ->
            rows.put(
                "%s [%s] [%s] [%s]"
                    .formatted(Text.list(names), row.group(), row.resource(), row.name()),
                "%s\t[]\t[%s]\t%s".formatted(row.qualified(), row.name(), Text.list(names))));
    return List.copyOf(rows.values());
  }

  private static List<Row> resources(JsonNode rule) {
    var names = texts(rule, "resourceNames");
    var rows = new ArrayList<Row>();
    for (var group : texts(rule, "apiGroups")) {
      for (var resource : texts(rule, "resources")) {
        (names.isEmpty() ? List.of("") : names)
            .forEach(name -> rows.add(new Row(group, resource, name)));
      }
    }
    return rows;
  }

  private record Row(String group, String resource, String name) {
    /** {@code deployments.apps/scale}. */
    String qualified() {
      var slash = resource.indexOf('/');
      var plural = slash < 0 ? resource : resource.substring(0, slash);
      return plural
          + (group.isEmpty() ? "" : "." + group)
          + (slash < 0 ? "" : resource.substring(slash));
    }
  }

  static void binding(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    out.line(0, "Role:");
    out.field(1, "Kind", object, "roleRef", "kind").field(1, "Name", object, "roleRef", "name");
    out.line(0, "Subjects:").columns(1, "Kind", "Name", "Namespace");
    for (var subject : items(object, "subjects")) {
      out.line(
          1,
          String.join(
              "\t", text(subject, "kind"), text(subject, "name"), text(subject, "namespace")));
    }
  }

  static void serviceAccount(Text out, JsonNode object, Related related) {
    out.header(object);
    var known = related.of("secrets").stream().map(Trees::name).toList();
    names(out, "Image pull secrets:", known, names(object, "imagePullSecrets"));
    names(out, "Mountable secrets: ", known, names(object, "secrets"));
    var tokens =
        related.of("secrets").stream()
            .filter(secret -> text(secret, "type").equals("kubernetes.io/service-account-token"))
            .filter(secret -> annotation(secret, "name").equals(Trees.name(object)))
            .filter(secret -> annotation(secret, "uid").equals(text(object, "metadata", "uid")))
            .map(Trees::name)
            .toList();
    names(out, "Tokens:            ", known, tokens);
    EventsText.describe(out, related);
  }

  private static List<String> names(JsonNode object, String field) {
    return items(object, field).stream().map(item -> text(item, "name")).toList();
  }

  private static String annotation(JsonNode secret, String name) {
    return text(secret, "metadata", "annotations", "kubernetes.io/service-account." + name);
  }

  private static void names(Text out, String header, List<String> known, List<String> names) {
    if (names.isEmpty()) {
      out.line(0, header + "\t<none>");
    }
    var prefix = header;
    for (var name : names) {
      out.line(0, prefix + "\t" + name + (known.contains(name) ? "" : " (not found)"));
      prefix = " ".repeat(header.length());
    }
  }
}
