package io.coxswain.kubectl.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of a template: maps sorted by key, lists, strings, longs, doubles, booleans, and null
 * for what is not there.
 */
final class GoValues {
  private GoValues() {}

  static @Nullable Object of(@Nullable JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, @Nullable Object> map = new TreeMap<>();
        object.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
        yield map;
      }
      case ArrayNode array -> {
        List<@Nullable Object> list = new ArrayList<>();
        array.forEach(element -> list.add(of(element)));
        yield list;
      }
      case null -> null;
      default -> scalar(node);
    };
  }

  private static @Nullable Object scalar(JsonNode node) {
    if (node.isString()) {
      return node.stringValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    return node.isNumber() ? node.doubleValue() : null;
  }

  /** Go's truth: not the zero value, not empty. */
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case Double number -> number != 0;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /** As {@code %v} prints it. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "<no value>";
      case Double number -> number(number);
      case List<?> list ->
          list.stream().map(GoValues::nested).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + nested(entry.getValue()))
              .collect(Collectors.joining(" ", "map[", "]"));
      default -> value.toString();
    };
  }

  private static String nested(@Nullable Object value) {
    return value == null ? "<nil>" : text(value);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e21
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  static Object number(String text) {
    try {
      return text.contains(".") || text.contains("e")
          ? Double.parseDouble(text)
          : (Object) Long.decode(text);
    } catch (NumberFormatException e) {
      throw new TemplateException("template: output:1: bad number syntax: \"" + text + "\"");
    }
  }

  /** The value of a string, raw string or character in a template. */
  static Object literal(String quoted) {
    var text = unquote(quoted);
    return quoted.startsWith("'") ? (Object) (long) text.codePointAt(0) : text;
  }

  static String unquote(String quoted) {
    if (quoted.length() < 2) {
      throw new TemplateException("template: output:1: unexpected \"" + quoted + "\"");
    }
    var body = quoted.substring(1, quoted.length() - 1);
    return quoted.startsWith("`") ? body : body.translateEscapes();
  }
}
