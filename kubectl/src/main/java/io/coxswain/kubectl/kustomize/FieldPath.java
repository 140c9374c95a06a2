package io.coxswain.kubectl.kustomize;

import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields at paths such as {@code spec/containers/image}, through every element of the lists. */
final class FieldPath {
  private FieldPath() {}

  /** Hands over the object that has, or is to have, the last field, and that field's name. */
  static void visit(
      JsonNode root, List<String> path, boolean create, BiConsumer<ObjectNode, String> visitor) {
    if (root instanceof ArrayNode list) {
      list.forEach(element -> visit(element, path, create, visitor));
      return;
    }
    if (!(root instanceof ObjectNode object)) {
      return;
    }
    var name = path.getFirst();
    if (path.size() == 1) {
      if (create || object.has(name)) {
        visitor.accept(object, name);
      }
      return;
    }
    if (!Trees.has(object, name)) {
      if (!create) {
        return;
      }
      object.set(name, Trees.object());
    }
    visit(object.path(name), path.subList(1, path.size()), create, visitor);
  }

  /** The parts of a path; a slash within a part is written {@code \/}. */
  static List<String> parts(String path) {
    return List.of(path.replace("\\/", "\0").split("/", -1)).stream()
        .map(part -> part.replace('\0', '/').replace("[]", ""))
        .toList();
  }

  /** Changes the strings at the path, be they values or elements of lists. */
  static void mapStrings(JsonNode root, List<String> path, UnaryOperator<String> change) {
    visit(
        root,
        path,
        false,
        (parent, name) -> {
          var value = parent.path(name);
          if (value.isString()) {
            parent.put(name, change.apply(value.stringValue()));
          } else if (value instanceof ArrayNode list) {
            for (var i = 0; i < list.size(); i++) {
              if (list.path(i).isString()) {
                list.set(i, change.apply(list.path(i).stringValue()));
              }
            }
          }
        });
  }
}
