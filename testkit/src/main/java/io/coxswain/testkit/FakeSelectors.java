package io.coxswain.testkit;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label and field selectors of the forms {@code a=b,c!=d,e}. */
final class FakeSelectors {
  private FakeSelectors() {}

  static Predicate<ObjectNode> of(String labels, String fields) {
    Predicate<ObjectNode> all = object -> true;
    for (var term : labels.isEmpty() ? new String[0] : labels.split(",")) {
      all = all.and(object -> matches(term, object.path("metadata").path("labels"), false));
    }
    for (var term : fields.isEmpty() ? new String[0] : fields.split(",")) {
      all = all.and(object -> matches(term, object, true));
    }
    return all;
  }

  private static boolean matches(String term, JsonNode tree, boolean path) {
    var unequal = term.indexOf("!=");
    var equal = term.indexOf('=');
    if (equal < 0) {
      return !value(tree, term, path).isMissingNode();
    }
    var name = term.substring(0, unequal > 0 ? unequal : equal);
    var wanted = term.substring(term.lastIndexOf('=') + 1);
    return value(tree, name, path).asString("").equals(wanted) != (unequal > 0);
  }

  private static JsonNode value(JsonNode tree, String name, boolean path) {
    if (!path) {
      return tree.path(name);
    }
    var value = tree;
    for (var part : name.split("\\.")) {
      value = value.path(part);
    }
    return value;
  }
}
