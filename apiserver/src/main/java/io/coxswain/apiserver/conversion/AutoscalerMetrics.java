package io.coxswain.apiserver.conversion;

import io.coxswain.api.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures as v2 has them and as the annotations of v1 spell them: flat, each kind of measure with
 * field names of its own.
 */
final class AutoscalerMetrics {
  private static final List<String> SOURCES =
      List.of("object", "pods", "resource", "containerResource", "external");

  private AutoscalerMetrics() {}

  /** The words of v1 for a measure of v2. */
  static ObjectNode spec(ObjectNode metric) {
    return each(metric, (source, from) -> spec(source, from, from.path("target")));
  }

  /** A measure of v2 from the words of v1. */
  static ObjectNode specOf(ObjectNode words) {
    return each(words, AutoscalerMetrics::specOf);
  }

  /** The words of v1 for a reading of v2. */
  static ObjectNode status(ObjectNode metric) {
    return each(metric, (source, from) -> status(source, from, from.path("current")));
  }

  /** A reading of v2 from the words of v1. */
  static ObjectNode statusOf(ObjectNode words) {
    return each(words, AutoscalerMetrics::statusOf);
  }

  private interface Part {
    ObjectNode of(String source, ObjectNode from);
  }

  private static ObjectNode each(ObjectNode metric, Part part) {
    var result = Json.mapper().createObjectNode();
    result.put("type", metric.path("type").asString(""));
    for (var source : SOURCES) {
      if (metric.get(source) instanceof ObjectNode from) {
        result.set(source, part.of(source, from));
      }
    }
    return result;
  }

  private static ObjectNode spec(String source, ObjectNode from, JsonNode target) {
    var to = Json.mapper().createObjectNode();
    var metric = from.path("metric");
    switch (source) {
      case "object" -> {
        described(to, "target", from.path("describedObject"));
        named(to, metric);
        quantity(to, "targetValue", target.get("value"));
        put(to, "selector", metric.get("selector"));
        put(to, "averageValue", target.get("averageValue"));
      }
      case "pods" -> {
        named(to, metric);
        quantity(to, "targetAverageValue", target.get("averageValue"));
        put(to, "selector", metric.get("selector"));
      }
      case "external" -> {
        named(to, metric);
        put(to, "metricSelector", metric.get("selector"));
        put(to, "targetValue", target.get("value"));
        put(to, "targetAverageValue", target.get("averageValue"));
      }
      default -> {
        put(to, "name", from.get("name"));
        put(to, "targetAverageUtilization", target.get("averageUtilization"));
        put(to, "targetAverageValue", target.get("averageValue"));
        put(to, "container", from.get("container"));
      }
    }
    return to;
  }

  private static ObjectNode specOf(String source, ObjectNode words) {
    var to = Json.mapper().createObjectNode();
    var target = Json.mapper().createObjectNode();
    switch (source) {
      case "object" -> {
        described(to, "describedObject", words.path("target"));
        target.put("type", words.has("averageValue") ? "AverageValue" : "Value");
        quantity(target, "value", words.get("targetValue"));
        put(target, "averageValue", words.get("averageValue"));
        identifier(to, words, "selector");
      }
      case "pods" -> {
        identifier(to, words, "selector");
        target.put("type", "AverageValue");
        quantity(target, "averageValue", words.get("targetAverageValue"));
      }
      case "external" -> {
        identifier(to, words, "metricSelector");
        target.put("type", words.has("targetValue") ? "Value" : "AverageValue");
        put(target, "value", words.get("targetValue"));
        put(target, "averageValue", words.get("targetAverageValue"));
      }
      default -> {
        put(to, "name", words.get("name"));
        var utilization = words.get("targetAverageUtilization");
        target.put("type", utilization == null ? "AverageValue" : "Utilization");
        put(target, "averageValue", words.get("targetAverageValue"));
        put(target, "averageUtilization", utilization);
        put(to, "container", words.get("container"));
      }
    }
    to.set("target", target);
    return to;
  }

  private static ObjectNode status(String source, ObjectNode from, JsonNode current) {
    var to = Json.mapper().createObjectNode();
    var metric = from.path("metric");
    switch (source) {
      case "object" -> {
        described(to, "target", from.path("describedObject"));
        named(to, metric);
        quantity(to, "currentValue", current.get("value"));
        put(to, "selector", metric.get("selector"));
        put(to, "averageValue", current.get("averageValue"));
      }
      case "pods" -> {
        named(to, metric);
        quantity(to, "currentAverageValue", current.get("averageValue"));
        put(to, "selector", metric.get("selector"));
      }
      case "external" -> {
        named(to, metric);
        put(to, "metricSelector", metric.get("selector"));
        quantity(to, "currentValue", current.get("value"));
        put(to, "currentAverageValue", current.get("averageValue"));
      }
      default -> {
        put(to, "name", from.get("name"));
        put(to, "currentAverageUtilization", current.get("averageUtilization"));
        quantity(to, "currentAverageValue", current.get("averageValue"));
        put(to, "container", from.get("container"));
      }
    }
    return to;
  }

  private static ObjectNode statusOf(String source, ObjectNode words) {
    var to = Json.mapper().createObjectNode();
    var current = Json.mapper().createObjectNode();
    switch (source) {
      case "object" -> {
        described(to, "describedObject", words.path("target"));
        quantity(current, "value", words.get("currentValue"));
        put(current, "averageValue", words.get("averageValue"));
        identifier(to, words, "selector");
      }
      case "pods" -> {
        identifier(to, words, "selector");
        quantity(current, "averageValue", words.get("currentAverageValue"));
      }
      case "external" -> {
        identifier(to, words, "metricSelector");
        quantity(current, "value", words.get("currentValue"));
        put(current, "averageValue", words.get("currentAverageValue"));
      }
      default -> {
        put(to, "name", words.get("name"));
        quantity(current, "averageValue", words.get("currentAverageValue"));
        put(current, "averageUtilization", words.get("currentAverageUtilization"));
        put(to, "container", words.get("container"));
      }
    }
    to.set("current", current);
    return to;
  }

  private static void described(ObjectNode to, String field, JsonNode from) {
    var object = to.putObject(field);
    for (var name : List.of("kind", "name", "apiVersion")) {
      put(object, name, from.get(name));
    }
  }

  private static void named(ObjectNode to, JsonNode metric) {
    to.put("metricName", metric.path("name").asString(""));
  }

  private static void identifier(ObjectNode to, ObjectNode words, String selector) {
    var metric = to.putObject("metric");
    put(metric, "name", words.get("metricName"));
    put(metric, "selector", words.get(selector));
  }

  /** A quantity that Go holds as a plain value: zero where it is absent. */
  private static void quantity(ObjectNode to, String field, @Nullable JsonNode value) {
    to.set(field, value == null ? JsonNodeFactory.instance.stringNode("0") : value);
  }

  private static void put(ObjectNode to, String field, @Nullable JsonNode value) {
    if (value != null && !value.isNull()) {
      to.set(field, value);
    }
  }
}
