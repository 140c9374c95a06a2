package io.coxswain.kubectl.tree;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes trees as kubectl prints YAML: keys in natural order, two spaces, list dashes at their
 * key's column, long scalars folded after column 80 at a space.
 */
public final class YamlWriter {
  private final YamlText out = new YamlText();

  private YamlWriter() {}

  /** One document, without leading dashes, ending in a new line. */
  public static String write(JsonNode tree) {
    var writer = new YamlWriter();
    switch (tree) {
      case ObjectNode object when !object.isEmpty() -> writer.object(object, 0, true);
      case ArrayNode array when !array.isEmpty() -> writer.array(array, 0);
      default -> {
        writer.scalar(tree, 0);
        writer.out.append("\n");
      }
    }
    return writer.out.toString();
  }

  private void object(ObjectNode object, int indent, boolean indentFirst) {
    var names = YamlKeys.sorted(object.propertyNames());
    var first = true;
    for (var name : names) {
      if (!first || indentFirst) {
        out.indent(indent);
      }
      first = false;
      out.key(name, indent);
      out.append(":");
      switch (object.path(name)) {
        case ObjectNode child when !child.isEmpty() -> {
          out.append("\n");
          object(child, indent + 2, true);
        }
        case ArrayNode child when !child.isEmpty() -> {
          out.append("\n");
          array(child, indent);
        }
        case JsonNode child -> {
          out.append(" ");
          scalar(child, indent);
          out.append("\n");
        }
      }
    }
  }

  private void array(ArrayNode array, int indent) {
    for (var element : array) {
      out.indent(indent);
      element(element, indent);
    }
  }

  private void element(JsonNode element, int indent) {
    out.append("- ");
    switch (element) {
      case ObjectNode child when !child.isEmpty() -> object(child, indent + 2, false);
      case ArrayNode child when !child.isEmpty() -> {
        for (var i = 0; i < child.size(); i++) {
          if (i > 0) {
            out.indent(indent + 2);
          }
          element(child.path(i), indent + 2);
        }
      }
      default -> {
        scalar(element, indent);
        out.append("\n");
      }
    }
  }

  private void scalar(JsonNode node, int indent) {
    switch (node) {
      case ObjectNode object -> out.append("{}");
      case ArrayNode array -> out.append("[]");
      default -> {
        if (node.isString()) {
          out.value(node.stringValue(), indent + 2);
        } else if (node.isFloatingPointNumber()) {
          out.append(GoNumbers.yaml(node.doubleValue()));
        } else {
          out.append(node.isMissingNode() ? "null" : node.toString());
        }
      }
    }
  }
}
