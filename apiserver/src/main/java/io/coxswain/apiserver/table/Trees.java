package io.coxswain.apiserver.table;

import io.coxswain.api.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reading objects that need not be complete, and the formats all tables share. */
final class Trees {
  static final String NONE = "<none>";
  static final String UNKNOWN = "<unknown>";
  static final String UNSET = "<unset>";

  /** How many items of a list are shown. */
  static final int SHOWN = 3;

  private Trees() {}

  /** The node at a path of field names; a missing node where there is none. */
  static JsonNode at(JsonNode object, String... path) {
    var node = object;
    for (var name : path) {
      node = node.path(name);
    }
    return node;
  }

  static String text(JsonNode object, String... path) {
    return at(object, path).asString("");
  }

  static int number(JsonNode object, String... path) {
    return at(object, path).asInt(0);
  }

  static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  static String name(JsonNode object) {
    return text(object, "metadata", "name");
  }

  /** Time since the object was created. */
  static String age(JsonNode object, Instant now) {
    return since(at(object, "metadata", "creationTimestamp"), now);
  }

  static String since(JsonNode time, Instant now) {
    return since(instant(time), now);
  }

  static String since(@Nullable Instant time, Instant now) {
    return time == null ? UNKNOWN : HumanDuration.of(Duration.between(time, now));
  }

  static @Nullable Instant instant(JsonNode time) {
    return time.isString()
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time.asString(), Instant::from)
        : null;
  }

  /** One field of each element of a list, separated by commas. */
  static String join(JsonNode list, String field) {
    return list.valueStream().map(element -> text(element, field)).collect(Collectors.joining(","));
  }

  /** The first items of a list and how many more there are. */
  static String atMostThree(List<String> items) {
    var shown = String.join(",", items.subList(0, Math.min(SHOWN, items.size())));
    return items.size() > SHOWN ? shown + " + " + (items.size() - SHOWN) + " more..." : shown;
  }

  /** {@code a=b,c=d}, sorted. */
  static String labels(JsonNode labels) {
    var sorted = new TreeMap<String, String>();
    for (var entry : labels.properties()) {
      sorted.put(entry.getKey(), entry.getValue().asString(""));
    }
    return or(
        sorted.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(",")),
        NONE);
  }

  /** A LabelSelector in the syntax of {@code --selector}. */
  static String selector(JsonNode selector) {
    var requirements = new ArrayList<Map.Entry<String, String>>();
    for (var label : at(selector, "matchLabels").properties()) {
      requirements.add(
          Map.entry(label.getKey(), label.getKey() + "=" + label.getValue().asString("")));
    }
    for (var expression : at(selector, "matchExpressions")) {
      requirements.add(Map.entry(text(expression, "key"), requirement(expression)));
    }
    requirements.sort(Map.Entry.comparingByKey());
    return or(
        requirements.stream().map(Map.Entry::getValue).collect(Collectors.joining(",")), NONE);
  }

  private static String requirement(JsonNode expression) {
    var key = text(expression, "key");
    var values =
        at(expression, "values")
            .valueStream()
            .map(value -> value.asString(""))
            .sorted()
            .collect(Collectors.joining(","));
    return switch (text(expression, "operator")) {
      case "In" -> key + " in (" + values + ")";
      case "NotIn" -> key + " notin (" + values + ")";
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }

  /** A quantity in its shortest form; {@code 0} where there is none. */
  static String quantity(JsonNode quantity) {
    return quantity.isMissingNode() ? "0" : Quantity.of(quantity.asString()).canonical().toString();
  }

  static boolean isTrue(JsonNode conditions, String type) {
    for (var condition : conditions) {
      if (text(condition, "type").equals(type)) {
        return text(condition, "status").equals("True");
      }
    }
    return false;
  }

  static boolean isDeleted(JsonNode object) {
    return at(object, "metadata", "deletionTimestamp").isString();
  }
}
