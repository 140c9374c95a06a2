package io.coxswain.api.apply;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Equality and order of JSON values, where numbers count by value: 1 is 1.0. */
final class Values {
  private Values() {}

  static boolean same(JsonNode left, JsonNode right) {
    if (left.equals(right)) {
      return true;
    }
    return switch (left) {
      case ObjectNode object when right instanceof ObjectNode other ->
          object.size() == other.size()
              && object.properties().stream()
                  .allMatch(
                      entry -> {
                        var value = other.get(entry.getKey());
                        return value != null && same(entry.getValue(), value);
                      });
      case ArrayNode list when right instanceof ArrayNode other -> sameList(list, other);
      default ->
          left.isNumber()
              && right.isNumber()
              && left.decimalValue().compareTo(right.decimalValue()) == 0;
    };
  }

  private static boolean sameList(ArrayNode left, ArrayNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Absent, null, or a container without content. */
  static boolean isEmpty(@Nullable JsonNode value) {
    return value == null || value.isNull() || value.isContainer() && value.isEmpty();
  }

  /** Upstream's order of values: numbers, strings, booleans, lists, maps, null. */
  static int compare(JsonNode left, JsonNode right) {
    var rank = Integer.compare(rank(left), rank(right));
    if (rank != 0) {
      return rank;
    }
    return switch (left) {
      case ArrayNode list -> compareLists(list, (ArrayNode) right);
      case ObjectNode object -> compareObjects(object, (ObjectNode) right);
      default ->
          left.isNumber()
              ? left.decimalValue().compareTo(right.decimalValue())
              : left.asString().compareTo(right.asString());
    };
  }

  private static int compareLists(ArrayNode left, ArrayNode right) {
    for (var i = 0; i < left.size() && i < right.size(); i++) {
      var order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareObjects(ObjectNode left, ObjectNode right) {
    var mine = left.properties().iterator();
    var theirs = right.properties().iterator();
    while (mine.hasNext() && theirs.hasNext()) {
      var entry = mine.next();
      var other = theirs.next();
      var order = entry.getKey().compareTo(other.getKey());
      if (order == 0) {
        order = compare(entry.getValue(), other.getValue());
      }
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(mine.hasNext(), theirs.hasNext());
  }

  private static int rank(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> 0;
      case STRING -> 1;
      case BOOLEAN -> 2;
      case ARRAY -> 3;
      case OBJECT -> 4;
      default -> 5;
    };
  }
}
