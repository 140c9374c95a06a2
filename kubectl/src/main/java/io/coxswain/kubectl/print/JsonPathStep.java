package io.coxswain.kubectl.print;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One step of a path: from the nodes found so far to the next ones. */
sealed interface JsonPathStep {

  /** The step on one node. */
  void each(JsonNode node, List<JsonNode> found);

  default List<JsonNode> apply(List<JsonNode> nodes) {
    var found = new ArrayList<JsonNode>();
    nodes.forEach(node -> each(node, found));
    return found;
  }

  /** {@code $}. */
  record Root() implements JsonPathStep {
    @Override
    public void each(JsonNode node, List<JsonNode> found) {
      found.add(node);
    }
  }

  /** {@code .name}; on an array, of each element. */
  record Field(String name) implements JsonPathStep {
    @Override
    public void each(JsonNode node, List<JsonNode> found) {
      var value = node.get(name);
      if (value != null) {
        found.add(value);
      }
    }
  }

  /** {@code *}. */
  record Wildcard() implements JsonPathStep {
    @Override
    public void each(JsonNode node, List<JsonNode> found) {
      node.forEach(found::add);
    }
  }

  /** {@code ..}: the node and everything below. */
  record Recursive() implements JsonPathStep {
    @Override
    public void each(JsonNode node, List<JsonNode> found) {
      found.add(node);
      for (var child : node) {
        if (child.isContainer()) {
          each(child, found);
        }
      }
    }
  }

  /** {@code [from:to:step]}; a single index has {@code single}. Negative counts from the end. */
  record Slice(@Nullable Integer from, @Nullable Integer to, int step, boolean single)
      implements JsonPathStep {
    @Override
    public void each(JsonNode node, List<JsonNode> found) {
      if (!(node instanceof ArrayNode array)) {
        return;
      }
      var size = array.size();
      var start = from == null ? 0 : from < 0 ? from + size : from;
      if (single) {
        if (start >= 0 && start < size) {
          found.add(array.path(start));
        }
        return;
      }
      var end = to == null ? size : to < 0 ? to + size : Math.min(to, size);
      for (var i = Math.max(start, 0); i < end; i += step) {
        found.add(array.path(i));
      }
    }
  }

  /** {@code [0,2]} or {@code ['a','b']}. */
  record Union(List<JsonPathStep> choices) implements JsonPathStep {
    @Override
    public void each(JsonNode node, List<JsonNode> found) {
      choices.forEach(choice -> choice.each(node, found));
    }
  }

  /** {@code [?(@.a == "b")]}; without an operator, that the left path exists. */
  record Filter(Operand left, @Nullable String operator, @Nullable Operand right)
      implements JsonPathStep {
    @Override
    public void each(JsonNode node, List<JsonNode> found) {
      if (node instanceof ArrayNode || node instanceof ObjectNode) {
        for (var element : node) {
          if (matches(element)) {
            found.add(element);
          }
        }
      }
    }

    private boolean matches(JsonNode element) {
      var values = left.values(element);
      if (operator == null || right == null) {
        return !values.isEmpty();
      }
      var others = right.values(element);
      if (values.isEmpty() || others.isEmpty()) {
        return false;
      }
      var order = compare(values.getFirst(), others.getFirst());
      return switch (operator) {
        case "==" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        default -> order >= 0;
      };
    }

    private static int compare(JsonNode a, JsonNode b) {
      return a.isNumber() && b.isNumber()
          ? Double.compare(a.doubleValue(), b.doubleValue())
          : JsonPath.text(a).compareTo(JsonPath.text(b));
    }
  }

  /** One side of a filter: a path from the element, or a literal. */
  record Operand(@Nullable JsonNode literal, List<JsonPathStep> path) {
    List<JsonNode> values(JsonNode element) {
      if (literal != null) {
        return List.of(literal);
      }
      List<JsonNode> found = List.of(element);
      for (var step : path) {
        found = step.apply(found);
      }
      return found;
    }
  }
}
