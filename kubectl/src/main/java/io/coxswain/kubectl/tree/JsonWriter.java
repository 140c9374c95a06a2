package io.coxswain.kubectl.tree;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes trees as Go's encoder does: sorted keys, {@code <}, {@code >} and {@code &} escaped;
 * either in one line or indented by four spaces.
 */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  public static String compact(JsonNode tree) {
    var writer = new JsonWriter(false);
    writer.value(tree, 0);
    return writer.out.toString();
  }

  public static String indented(JsonNode tree) {
    var writer = new JsonWriter(true);
    writer.value(tree, 0);
    return writer.out.toString();
  }

  /** A JSON string literal with its quotes. */
  public static String quote(String text) {
    var writer = new JsonWriter(false);
    writer.string(text);
    return writer.out.toString();
  }

  private void value(JsonNode node, int depth) {
    switch (node) {
      case ObjectNode object -> object(object, depth);
      case ArrayNode array -> array(array, depth);
      default -> {
        if (node.isString()) {
          string(node.stringValue());
        } else if (node.isFloatingPointNumber()) {
          out.append(GoNumbers.json(node.doubleValue()));
        } else {
          out.append(node.isMissingNode() ? "null" : node.toString());
        }
      }
    }
  }

  private void object(ObjectNode object, int depth) {
    List<String> names = new ArrayList<>(object.propertyNames());
    names.sort(null);
    out.append('{');
    for (var i = 0; i < names.size(); i++) {
      separate(i, depth + 1);
      string(names.get(i));
      out.append(indented ? ": " : ":");
      value(object.path(names.get(i)), depth + 1);
    }
    close(names.isEmpty(), depth, '}');
  }

  private void array(ArrayNode array, int depth) {
    out.append('[');
    for (var i = 0; i < array.size(); i++) {
      separate(i, depth + 1);
      value(array.path(i), depth + 1);
    }
    close(array.isEmpty(), depth, ']');
  }

  private void separate(int index, int depth) {
    if (index > 0) {
      out.append(',');
    }
    newLine(depth);
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    if (indented) {
      out.append('\n').repeat("    ", depth);
    }
  }

  private void string(String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
