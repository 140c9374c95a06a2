package io.coxswain.kubectl.access;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code auth reconcile} does with one Role, ClusterRole or binding: labels and annotations
 * are added, rules and subjects united with those there are, or replaced where extra ones are to
 * go.
 *
 * @param object as it is to be written, or as it is where nothing is
 * @param optedOut the object's annotation forbids the change; it is only reported
 * @param missing rules or subjects that the server's object lacks
 * @param extra rules or subjects that only the server's object has
 */
public record Reconciliation(
    ObjectNode object,
    Operation operation,
    boolean optedOut,
    List<JsonNode> missing,
    List<JsonNode> extra) {
  private static final String AUTO_UPDATE = "rbac.authorization.kubernetes.io/autoupdate";

  public enum Operation {
    NONE,
    CREATE,
    UPDATE,
    /** What a binding refers to can't be changed: it is deleted and made anew. */
    RECREATE
  }

  /** The object as a file has it against the server's, which is null where there is none. */
  public static Reconciliation of(
      @Nullable ObjectNode existing, ObjectNode expected, boolean removeExtra) {
    var binding = text(expected, "kind").endsWith("Binding");
    if (existing == null) {
      var all = Trees.items(expected, binding ? "subjects" : "rules");
      return new Reconciliation(expected, Operation.CREATE, false, all, List.of());
    }
    var optedOut = text(existing, "metadata", "annotations", AUTO_UPDATE).equals("false");
    if (binding && !parts(existing.path("roleRef")).equals(parts(expected.path("roleRef")))) {
      return new Reconciliation(expected, Operation.RECREATE, optedOut, List.of(), List.of());
    }
    var object = existing.deepCopy();
    for (var field : List.of("annotations", "labels")) {
      merge(object, expected, field);
    }
    return binding
        ? binding(existing, expected, object, removeExtra, optedOut)
        : role(existing, expected, object, removeExtra, optedOut);
  }

  private static Reconciliation binding(
      ObjectNode existing,
      ObjectNode expected,
      ObjectNode object,
      boolean removeExtra,
      boolean optedOut) {
    var missing = subjectsWithout(expected, existing);
    var extra = subjectsWithout(existing, expected);
    unite(object, expected, "subjects", missing, extra, removeExtra);
    return done(existing, object, optedOut, missing, extra);
  }

  private static Reconciliation role(
      ObjectNode existing,
      ObjectNode expected,
      ObjectNode object,
      boolean removeExtra,
      boolean optedOut) {
    var aggregated = Trees.has(existing, "aggregationRule");
    var held = Trees.items(existing, "rules");
    var wanted = Trees.items(expected, "rules");
    // An aggregated role's rules are the controller's.
    var extra =
        aggregated && Trees.has(expected, "aggregationRule")
            ? List.<JsonNode>of()
            : RuleCoverage.missing(wanted, held);
    var missing = RuleCoverage.missing(held, wanted);
    unite(object, expected, "rules", missing, extra, removeExtra);
    if (!Trees.has(expected, "aggregationRule")) {
      object.remove("aggregationRule");
    } else {
      var rule = aggregated ? (ObjectNode) existing.path("aggregationRule") : Trees.object();
      var asked = (ObjectNode) expected.path("aggregationRule");
      var selectors = "clusterRoleSelectors";
      unite(
          Trees.ensure(object, "aggregationRule"),
          asked,
          selectors,
          without(Trees.items(asked, selectors), Trees.items(rule, selectors)),
          without(Trees.items(rule, selectors), Trees.items(asked, selectors)),
          removeExtra);
    }
    return done(existing, object, optedOut, missing, extra);
  }

  private static Reconciliation done(
      ObjectNode existing,
      ObjectNode object,
      boolean optedOut,
      List<JsonNode> missing,
      List<JsonNode> extra) {
    var operation = object.equals(existing) ? Operation.NONE : Operation.UPDATE;
    return new Reconciliation(object, operation, optedOut, missing, extra);
  }

  /** Adds what is missing, or takes what is expected as it is where extra entries are to go. */
  private static void unite(
      ObjectNode object,
      ObjectNode expected,
      String list,
      List<JsonNode> missing,
      List<JsonNode> extra,
      boolean removeExtra) {
    if (missing.isEmpty() && (extra.isEmpty() || !removeExtra)) {
      return;
    }
    var entries = new ArrayList<>(Trees.items(removeExtra ? expected : object, list));
    if (!removeExtra) {
      entries.addAll(missing);
    }
    object.set(list, Trees.array().addAll(entries));
  }

  /** What the server's object says counts; keys that it lacks are added. */
  private static void merge(ObjectNode object, ObjectNode expected, String field) {
    for (var entry : Trees.textMap(expected, "metadata", field).entrySet()) {
      var present = Trees.ensure(object, "metadata", field);
      if (!present.has(entry.getKey())) {
        present.put(entry.getKey(), entry.getValue());
      }
    }
  }

  private static List<JsonNode> subjectsWithout(ObjectNode from, ObjectNode others) {
    BiFunction<JsonNode, List<JsonNode>, Boolean> in =
        (subject, list) -> list.stream().anyMatch(one -> parts(one).equals(parts(subject)));
    var result = new ArrayList<JsonNode>();
    for (var subject : Trees.items(from, "subjects")) {
      if (!in.apply(subject, Trees.items(others, "subjects")) && !in.apply(subject, result)) {
        result.add(subject);
      }
    }
    return result;
  }

  private static List<JsonNode> without(List<JsonNode> from, List<JsonNode> others) {
    return from.stream().filter(one -> !others.contains(one)).toList();
  }

  /** The fields of a reference; one that is absent is empty. */
  private static Map<String, String> parts(JsonNode reference) {
    var parts = new LinkedHashMap<String, String>();
    for (var name : List.of("kind", "apiGroup", "name", "namespace")) {
      parts.put(name, text(reference, name));
    }
    return parts;
  }
}
