package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The operations of each path. What all of a path's operations take is said once, for the path. */
final class PathItems {
  private final Map<String, List<Operation>> operations = new TreeMap<>();

  void add(String path, Operation operation) {
    operations.computeIfAbsent(path, key -> new ArrayList<>()).add(operation);
  }

  /** Everything added so far, by path. */
  ObjectNode tree(Dialect dialect) {
    var tree = Json.mapper().createObjectNode();
    operations.forEach((path, of) -> tree.set(path, item(of, dialect)));
    return tree;
  }

  private static ObjectNode item(List<Operation> operations, Dialect dialect) {
    var common = new LinkedHashSet<>(operations.getFirst().parameters());
    operations.forEach(operation -> common.retainAll(operation.parameters()));
    var item = Json.mapper().createObjectNode();
    operations.forEach(one -> item.set(one.method(), one.tree(dialect, common)));
    if (!common.isEmpty()) {
      var shown = item.putArray("parameters");
      common.stream()
          .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::in))
          .forEach(parameter -> shown.add(parameter.tree(dialect)));
    }
    return item;
  }
}
