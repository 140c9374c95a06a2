package io.coxswain.kubectl.print;

import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A tree as Go's {@code %#v} prints it, which some error messages have. */
final class GoSyntax {
  private GoSyntax() {}

  static String of(JsonNode node) {
    if (node.isObject()) {
      return Trees.sorted(node).entrySet().stream()
          .map(entry -> JsonWriter.quote(entry.getKey()) + ":" + of(entry.getValue()))
          .collect(Collectors.joining(", ", "map[string]interface {}{", "}"));
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(GoSyntax::of)
          .collect(Collectors.joining(", ", "[]interface {}{", "}"));
    }
    return node.isNull() ? "interface {}(nil)" : JsonWriter.compact(node);
  }
}
