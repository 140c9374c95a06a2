package io.coxswain.apiserver.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A JSON path into an object as definitions write them for columns and subresources: {@code
 * .spec.list[0].name}, {@code .metadata.annotations['a.b/c']}, {@code
 * .status.conditions[?(@.type=="Ready")].status}.
 */
public final class ObjectPath {

  private sealed interface Step {
    record Name(String name) implements Step {}

    record Index(int index) implements Step {}

    record All() implements Step {}

    record Filter(ObjectPath path, Predicate<List<JsonNode>> wanted) implements Step {}
  }

  private final List<Step> steps;

  private ObjectPath(List<Step> steps) {
    this.steps = steps;
  }

  /** Reads a path; what can't be read finds nothing. */
  public static ObjectPath of(String text) {
    var steps = new ArrayList<Step>();
    return new ObjectPath(parse(text, steps) ? List.copyOf(steps) : List.of(new Step.Name("")));
  }

  /** Everything the path leads to. */
  public List<JsonNode> find(JsonNode root) {
    var found = List.of(root);
    for (var step : steps) {
      var next = new ArrayList<JsonNode>();
      for (var node : found) {
        follow(node, step, next);
      }
      found = next;
    }
    return found;
  }

  private static void follow(JsonNode node, Step step, List<JsonNode> next) {
    switch (step) {
      case Step.Name name -> {
        var child = node.get(name.name());
        if (child != null) {
          next.add(child);
        }
      }
      case Step.Index index -> {
        var at = index.index() < 0 ? node.size() + index.index() : index.index();
        var child = node.isArray() ? node.get(at) : null;
        if (child != null) {
          next.add(child);
        }
      }
      case Step.All ignored -> node.forEach(next::add);
      case Step.Filter filter -> {
        for (var child : node) {
          if (filter.wanted().test(filter.path().find(child))) {
            next.add(child);
          }
        }
      }
    }
  }

  private static boolean parse(String text, List<Step> steps) {
    var at = text.startsWith("$") ? 1 : 0;
    while (at < text.length()) {
      if (text.charAt(at) == '[') {
        var end = closing(text, at);
        if (end < 0 || !bracket(text.substring(at + 1, end).strip(), steps)) {
          return false;
        }
        at = end + 1;
        continue;
      }
      if (text.charAt(at) == '.') {
        at++;
      }
      var name = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        name.append(text.charAt(at++));
      }
      if (name.toString().equals("*")) {
        steps.add(new Step.All());
      } else if (!name.isEmpty()) {
        steps.add(new Step.Name(name.toString()));
      }
    }
    return true;
  }

  private static int closing(String text, int open) {
    var depth = 0;
    var quote = 0;
    for (var i = open; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean bracket(String inside, List<Step> steps) {
    if (inside.equals("*")) {
      steps.add(new Step.All());
    } else if (inside.startsWith("?(") && inside.endsWith(")")) {
      return filter(inside.substring(2, inside.length() - 1).strip(), steps);
    } else if (inside.length() > 1 && (inside.startsWith("'") || inside.startsWith("\""))) {
      steps.add(new Step.Name(inside.substring(1, inside.length() - 1)));
    } else {
      try {
        steps.add(new Step.Index(Integer.parseInt(inside)));
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return true;
  }

  private static boolean filter(String expression, List<Step> steps) {
    if (!expression.startsWith("@")) {
      return false;
    }
    for (var operator : List.of("==", "!=")) {
      var at = expression.indexOf(operator);
      if (at > 0) {
        var literal = literal(expression.substring(at + 2).strip());
        Predicate<List<JsonNode>> equal =
            found -> !found.isEmpty() && found.getFirst().asString("").equals(literal);
        steps.add(
            new Step.Filter(
                of(expression.substring(1, at).strip()),
                operator.equals("==") ? equal : equal.negate()));
        return true;
      }
    }
    steps.add(new Step.Filter(of(expression.substring(1)), found -> !found.isEmpty()));
    return true;
  }

  private static String literal(String text) {
    return text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"))
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
