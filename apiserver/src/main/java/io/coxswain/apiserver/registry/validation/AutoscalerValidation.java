package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** HorizontalPodAutoscalers in autoscaling/v2. */
public final class AutoscalerValidation {
  private static final int LONGEST_STABILIZATION = 3600;
  private static final int LONGEST_PERIOD = 1800;

  /** The field of each kind of metric. */
  private static final Map<String, String> SOURCES =
      new TreeMap<>(
          Map.of(
              "ContainerResource", "containerResource",
              "External", "external",
              "Object", "object",
              "Pods", "pods",
              "Resource", "resource"));

  private AutoscalerValidation() {}

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    var min = spec.get("minReplicas");
    var max = spec.get("maxReplicas");
    if (min.exists() && min.number() < 1) {
      errors.invalid(min, "must be greater than or equal to 1");
    }
    if (max.number() < 1) {
      errors.invalid(max, max.exists() ? max.node() : 0, "must be greater than 0");
    }
    if (min.exists() && max.number() < min.number()) {
      errors.invalid(
          max, max.exists() ? max.node() : 0, "must be greater than or equal to `minReplicas`");
    }
    reference(spec.get("scaleTargetRef"), errors);
    spec.get("metrics").items().forEach(metric -> metric(metric, errors));
    for (var direction : List.of("scaleUp", "scaleDown")) {
      var rules = spec.in("behavior", direction);
      if (rules.exists()) {
        rules(rules, errors);
      }
    }
  }

  public static void validateStatus(Value object, Errors errors) {
    Checks.notNegative(object.in("status", "currentReplicas"), errors);
    Checks.notNegative(object.in("status", "desiredReplicas"), errors);
  }

  private static void reference(Value reference, Errors errors) {
    for (var field : List.of("kind", "name")) {
      var value = reference.get(field);
      if (value.text().isEmpty()) {
        errors.required(value);
      } else {
        Names.pathSegment(value.text()).forEach(error -> errors.invalid(value, error));
      }
    }
  }

  private static void metric(Value metric, Errors errors) {
    var type = metric.get("type");
    if (type.text().isEmpty()) {
      errors.required(type, "must specify a metric source type");
    }
    var expected = SOURCES.get(type.text());
    if (expected != null && !metric.has(expected)) {
      errors.required(
          metric.get(expected), "must populate information for the given metric source");
    }
    for (var field : SOURCES.values()) {
      var source = metric.get(field);
      if (!source.exists()) {
        continue;
      }
      if (!field.equals(expected)) {
        errors.forbidden(source, "must populate the given metric source only");
      } else {
        source(field, source, errors);
      }
    }
  }

  private static void source(String field, Value source, Errors errors) {
    var target = source.get("target");
    target(target, errors);
    switch (field) {
      case "resource", "containerResource" -> {
        if (source.get("name").text().isEmpty()) {
          errors.required(source.get("name"), "must specify a resource name");
        }
        if (field.equals("containerResource") && source.get("container").text().isEmpty()) {
          errors.required(source.get("container"), "must specify a container");
        }
        oneOf(
            target,
            "averageUtilization",
            "averageValue",
            "must set either a target raw value or a target utilization",
            "may not set both a target raw value and a target utilization",
            errors);
      }
      case "pods" -> {
        identifier(source.get("metric"), errors);
        if (!target.has("averageValue")) {
          errors.required(
              target.get("averageValue"), "must specify a positive target averageValue");
        }
      }
      default -> {
        identifier(source.get("metric"), errors);
        if (field.equals("object")) {
          reference(source.get("describedObject"), errors);
        }
        oneOf(
            target,
            "averageValue",
            "value",
            field.equals("object")
                ? "must set either a target value or averageValue"
                : "must set either a target value for metric or a per-pod target",
            "may not set both a target value for metric and a per-pod target",
            errors);
      }
    }
  }

  private static void oneOf(
      Value target, String first, String second, String neither, String both, Errors errors) {
    if (!target.has(first) && !target.has(second)) {
      errors.required(target.get(first), neither);
    } else if (target.has(first) && target.has(second)) {
      errors.forbidden(target.get(second), both);
    }
  }

  private static void identifier(Value metric, Errors errors) {
    var name = metric.get("name");
    if (name.text().isEmpty()) {
      errors.required(name);
    } else {
      Names.pathSegment(name.text()).forEach(error -> errors.invalid(name, error));
    }
  }

  private static void target(Value target, Errors errors) {
    var type = target.get("type");
    if (type.text().isEmpty()) {
      errors.required(type, "must specify a metric target type");
    }
    if (!List.of("Utilization", "Value", "AverageValue").contains(type.text())) {
      errors.invalid(type, type.text(), "must be either Utilization, Value, or AverageValue");
    }
    for (var field : List.of("value", "averageValue")) {
      var value = target.get(field);
      if (value.exists() && Checks.quantity(value).compareTo(Quantity.ZERO) <= 0) {
        errors.invalid(value, "must be positive");
      }
    }
    var utilization = target.get("averageUtilization");
    if (utilization.exists() && utilization.number() < 1) {
      errors.invalid(utilization, "must be greater than 0");
    }
  }

  private static void rules(Value rules, Errors errors) {
    var window = rules.get("stabilizationWindowSeconds");
    if (window.exists() && window.number() < 0) {
      errors.invalid(window, "must be greater than or equal to zero");
    }
    if (window.number() > LONGEST_STABILIZATION) {
      errors.invalid(window, "must be less than or equal to " + LONGEST_STABILIZATION);
    }
    var policies = rules.get("policies");
    if (policies.size() == 0) {
      errors.required(policies, "must specify at least one Policy");
    }
    for (var policy : policies.items()) {
      for (var field : List.of("value", "periodSeconds")) {
        var number = policy.get(field);
        if (number.number() <= 0) {
          errors.invalid(number, number.exists() ? number.node() : 0, "must be greater than zero");
        }
      }
      if (policy.get("periodSeconds").number() > LONGEST_PERIOD) {
        errors.invalid(
            policy.get("periodSeconds"), "must be less than or equal to " + LONGEST_PERIOD);
      }
    }
  }
}
