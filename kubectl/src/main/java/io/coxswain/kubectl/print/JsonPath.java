package io.coxswain.kubectl.print;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * JSONPath templates as kubectl has them: text with expressions in braces, {@code range} and {@code
 * end}. Absent fields print nothing.
 */
public final class JsonPath {
  private final List<Part> parts;

  /** A piece of a template. */
  sealed interface Part permits Text, Path, Range {}

  record Text(String text) implements Part {}

  record Path(List<JsonPathStep> steps) implements Part {}

  record Range(Path over, List<Part> body) implements Part {}

  private JsonPath(List<Part> parts) {
    this.parts = parts;
  }

  /** A template: {@code {.metadata.name}{"\n"}}. */
  public static JsonPath template(String template) {
    return new JsonPath(new JsonPathParser(template).template());
  }

  /** One path, with or without braces and leading dot, as flags and custom columns take it. */
  public static JsonPath relaxed(String expression) {
    var path = expression;
    if (path.startsWith("{") && path.endsWith("}")) {
      path = path.substring(1, path.length() - 1);
    }
    if (path.isEmpty() || path.contains("{")) {
      throw KubectlException.error(
          "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'");
    }
    if (!path.startsWith(".") && !path.startsWith("[") && !path.startsWith("$")) {
      path = "." + path;
    }
    return template("{" + path + "}");
  }

  /** The printed result. */
  public String print(JsonNode root) {
    var out = new StringBuilder();
    print(parts, root, root, out);
    return out.toString();
  }

  /** Everything the paths of the template find. */
  public List<JsonNode> all(JsonNode root) {
    var result = new ArrayList<JsonNode>();
    for (var part : parts) {
      if (part instanceof Path path) {
        result.addAll(evaluate(path, root, root));
      }
    }
    return result;
  }

  /** The first name that a path of the template looks for and the object lacks; null if none. */
  public @Nullable String missing(JsonNode root) {
    return missing(parts, root, root);
  }

  private static @Nullable String missing(List<Part> parts, JsonNode root, JsonNode current) {
    for (var part : parts) {
      var name =
          switch (part) {
            case Text text -> null;
            case Path path -> missing(path, root, current);
            case Range range -> {
              var over = missing(range.over(), root, current);
              for (var element : evaluate(range.over(), root, current)) {
                over = over != null ? over : missing(range.body(), root, element);
              }
              yield over;
            }
          };
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String missing(Path path, JsonNode root, JsonNode current) {
    List<JsonNode> found = List.of(current);
    for (var step : path.steps()) {
      var next = step instanceof JsonPathStep.Root ? List.of(root) : step.apply(found);
      if (step instanceof JsonPathStep.Field field && next.isEmpty() && !found.isEmpty()) {
        return field.name();
      }
      found = next;
    }
    return null;
  }

  public @Nullable JsonNode first(JsonNode root) {
    var found = all(root);
    return found.isEmpty() ? null : found.getFirst();
  }

  private static void print(List<Part> parts, JsonNode root, JsonNode current, StringBuilder out) {
    for (var part : parts) {
      switch (part) {
        case Text text -> out.append(text.text());
        case Path path -> {
          var texts = evaluate(path, root, current).stream().map(JsonPath::text).toList();
          out.append(String.join(" ", texts));
        }
        case Range range -> {
          for (var element : evaluate(range.over(), root, current)) {
            print(range.body(), root, element, out);
          }
        }
      }
    }
  }

  private static List<JsonNode> evaluate(Path path, JsonNode root, JsonNode current) {
    List<JsonNode> found = List.of(current);
    for (var step : path.steps()) {
      found = step instanceof JsonPathStep.Root ? List.of(root) : step.apply(found);
    }
    return found;
  }

  /** A result as printed: strings bare, objects and arrays as JSON. */
  public static String text(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    return value.isNull() ? "" : JsonWriter.compact(value);
  }
}
