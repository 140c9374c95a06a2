package io.coxswain.apiserver.conversion;

import io.coxswain.api.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * HorizontalPodAutoscalers of {@code autoscaling/v1}, stored as v2. What v1 has no field for stands
 * in annotations, in the words of that version's Go types: clients of v1 carry it along.
 */
final class AutoscalerConversion implements Conversion.Kind {
  private static final String SERVED = "autoscaling/v1";
  private static final String STORED = "autoscaling/v2";

  private static final String PREFIX = "autoscaling.alpha.kubernetes.io/";
  private static final String METRICS = PREFIX + "metrics";
  private static final String BEHAVIOR = PREFIX + "behavior";
  private static final String CURRENT_METRICS = PREFIX + "current-metrics";
  private static final String CONDITIONS = PREFIX + "conditions";

  private static final int DEFAULT_UTILIZATION = 80;

  @Override
  public String storageVersion() {
    return STORED;
  }

  @Override
  public boolean toServed(ObjectNode autoscaler) {
    autoscaler.put("apiVersion", SERVED);
    var annotations = withoutOurs(autoscaler);
    var spec = autoscaler.withObject("spec");
    var others = Json.mapper().createArrayNode();
    for (var metric : spec.path("metrics")) {
      if (!isUtilization(metric, "target")) {
        others.add(AutoscalerMetrics.spec((ObjectNode) metric));
      }
    }
    put(annotations, METRICS, others);
    firstOfCpu(spec.path("metrics"))
        .ifPresent(percent -> spec.set("targetCPUUtilizationPercentage", percent));
    spec.remove("metrics");
    if (spec.remove("behavior") instanceof ObjectNode behavior) {
      put(annotations, BEHAVIOR, AutoscalerBehavior.toAnnotation(behavior));
    }
    if (autoscaler.get("status") instanceof ObjectNode status) {
      statusToServed(status, annotations);
    }
    setAnnotations(autoscaler, annotations);
    return true;
  }

  private static void statusToServed(ObjectNode status, ObjectNode annotations) {
    if (status.remove("currentMetrics") instanceof ArrayNode current) {
      var words = Json.mapper().createArrayNode();
      for (var metric : current) {
        words.add(AutoscalerMetrics.status((ObjectNode) metric));
        if (isUtilization(metric, "current")) {
          status.set(
              "currentCPUUtilizationPercentage",
              metric.path("resource").path("current").path("averageUtilization"));
        }
      }
      put(annotations, CURRENT_METRICS, words);
    }
    if (status.remove("conditions") instanceof ArrayNode conditions) {
      var words = Json.mapper().createArrayNode();
      conditions.forEach(condition -> words.add(condition((ObjectNode) condition)));
      put(annotations, CONDITIONS, words);
    }
    for (var required : List.of("currentReplicas", "desiredReplicas")) {
      if (!status.has(required)) {
        status.put(required, 0);
      }
    }
  }

  private static ObjectNode condition(ObjectNode condition) {
    var words = Json.mapper().createObjectNode();
    words.put("type", condition.path("type").asString(""));
    words.put("status", condition.path("status").asString(""));
    var time = condition.path("lastTransitionTime").asString("");
    words.put("lastTransitionTime", time.isEmpty() ? null : time);
    for (var text : List.of("reason", "message")) {
      if (condition.has(text)) {
        words.set(text, condition.get(text));
      }
    }
    return words;
  }

  @Override
  public void toStored(ObjectNode autoscaler) {
    autoscaler.put("apiVersion", STORED);
    var all = autoscaler.path("metadata").path("annotations");
    var spec = autoscaler.withObject("spec");
    var metrics = metrics(spec, read(all, METRICS));
    var behavior = read(all, BEHAVIOR);
    if (metrics.isEmpty()) {
      utilization(metrics, "target", DEFAULT_UTILIZATION).put("type", "Utilization");
    }
    spec.set("metrics", metrics);
    if (behavior instanceof ObjectNode words) {
      AutoscalerBehavior.fromAnnotation(words).ifPresent(found -> spec.set("behavior", found));
    }
    if (autoscaler.get("status") instanceof ObjectNode status) {
      statusToStored(status, all);
    }
    setAnnotations(autoscaler, withoutOurs(autoscaler));
  }

  private static ArrayNode metrics(ObjectNode spec, @Nullable JsonNode words) {
    var metrics = Json.mapper().createArrayNode();
    if (words instanceof ArrayNode others) {
      others
          .valueStream()
          .filter(JsonNode::isObject)
          .forEach(other -> metrics.add(AutoscalerMetrics.specOf((ObjectNode) other)));
    }
    var percent = spec.remove("targetCPUUtilizationPercentage");
    if (percent != null && percent.isNumber()) {
      utilization(metrics, "target", percent.asInt()).put("type", "Utilization");
    }
    return metrics;
  }

  private static void statusToStored(ObjectNode status, JsonNode annotations) {
    var percent = status.remove("currentCPUUtilizationPercentage");
    if (read(annotations, CURRENT_METRICS) instanceof ArrayNode words) {
      var current = status.putArray("currentMetrics");
      words
          .valueStream()
          .filter(JsonNode::isObject)
          .forEach(metric -> current.add(AutoscalerMetrics.statusOf((ObjectNode) metric)));
    } else if (percent != null && percent.isNumber()) {
      utilization(status.putArray("currentMetrics"), "current", percent.asInt());
    }
    if (read(annotations, CONDITIONS) instanceof ArrayNode conditions) {
      status.set("conditions", conditions);
    }
    if (status.path("currentReplicas").asInt(-1) == 0) {
      status.remove("currentReplicas"); // v2 does not write it
    }
  }

  /** Adds a measure of CPU in percent and returns the part that holds the number. */
  private static ObjectNode utilization(ArrayNode metrics, String part, int percent) {
    var resource = metrics.addObject().put("type", "Resource").putObject("resource");
    return resource.put("name", "cpu").putObject(part).put("averageUtilization", percent);
  }

  private static boolean isCpu(JsonNode metric) {
    return metric.path("type").asString("").equals("Resource")
        && metric.path("resource").path("name").asString("").equals("cpu");
  }

  private static boolean isUtilization(JsonNode metric, String part) {
    return isCpu(metric) && metric.path("resource").path(part).has("averageUtilization");
  }

  private static Optional<JsonNode> firstOfCpu(JsonNode metrics) {
    return metrics
        .valueStream()
        .filter(AutoscalerConversion::isCpu)
        .findFirst()
        .map(metric -> metric.path("resource").path("target").get("averageUtilization"));
  }

  private static ObjectNode withoutOurs(ObjectNode autoscaler) {
    var annotations = Json.mapper().createObjectNode();
    if (autoscaler.path("metadata").get("annotations") instanceof ObjectNode found) {
      annotations.setAll(found);
    }
    annotations.remove(List.of(METRICS, BEHAVIOR, CURRENT_METRICS, CONDITIONS));
    return annotations;
  }

  private static void setAnnotations(ObjectNode autoscaler, ObjectNode annotations) {
    if (annotations.isEmpty()) {
      autoscaler.withObject("metadata").remove("annotations");
    } else {
      autoscaler.withObject("metadata").set("annotations", annotations);
    }
  }

  private static void put(ObjectNode annotations, String name, JsonNode value) {
    if (!value.isEmpty()) {
      annotations.put(name, goText(value));
    }
  }

  /** As Go writes JSON: characters that mean something in HTML are escaped. */
  private static String goText(JsonNode value) {
    return value.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  /** An annotation's value; null where it is absent or no JSON, which upstream ignores as well. */
  private static @Nullable JsonNode read(JsonNode annotations, String name) {
    var text = annotations.path(name).asString("");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Json.tree(text);
    } catch (JacksonException e) {
      return null;
    }
  }
}
