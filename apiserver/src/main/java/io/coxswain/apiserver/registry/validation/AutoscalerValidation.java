package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import java.util.List;
import java.util.Locale;

/** HorizontalPodAutoscalers in autoscaling/v2. */
public final class AutoscalerValidation {
  private static final int LONGEST_STABILIZATION = 3600;
  private static final int LONGEST_PERIOD = 1800;

  private static final List<String> TYPES =
      List.of("ContainerResource", "External", "Object", "Pods", "Resource");
  private static final List<String> SELECT_POLICIES = List.of("Disabled", "Max", "Min");
  private static final List<String> POLICY_TYPES = List.of("Percent", "Pods");

  /** The field of each kind of metric, in the order upstream looks at them. */
  private static final List<String> SOURCES =
      List.of("object", "external", "pods", "resource", "containerResource");

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
    var metrics = spec.get("metrics");
    metrics.items().forEach(metric -> metric(metric, errors));
    if (min.isNumber()
        && min.number() == 0
        && metrics.items().stream().noneMatch(AutoscalerValidation::scalesToZero)) {
      errors.forbidden(
          metrics,
          "must specify at least one Object or External metric to support scaling to zero"
              + " replicas");
    }
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

  private static boolean scalesToZero(Value metric) {
    return metric.get("type").is("Object") || metric.get("type").is("External");
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
    Checks.oneOf(type, TYPES, errors);
    var present = SOURCES.stream().filter(metric::has).toList();
    if (!present.isEmpty()) {
      source(present.getFirst(), metric.get(present.getFirst()), errors);
    }
    var expected = "";
    if (TYPES.contains(type.text())) {
      expected = type.text().substring(0, 1).toLowerCase(Locale.ROOT) + type.text().substring(1);
      if (!metric.has(expected)) {
        errors.required(
            metric.get(expected), "must populate information for the given metric source");
      }
    } else {
      Checks.oneOf(type, TYPES, errors); // upstream says it twice
    }
    if (present.size() > 1) {
      for (var other : present) {
        if (!other.equals(expected)) {
          errors.forbidden(metric.get(other), "must populate the given metric source only");
        }
      }
    }
  }

  private static void source(String field, Value source, Errors errors) {
    var target = source.get("target");
    switch (field) {
      case "object" -> {
        reference(source.get("describedObject"), errors);
        identifier(source.get("metric"), errors);
        target(target, errors);
        if (!target.has("value") && !target.has("averageValue")) {
          errors.required(
              target.get("averageValue"), "must set either a target value or averageValue");
        }
      }
      case "external" -> {
        identifier(source.get("metric"), errors);
        target(target, errors);
        oneOf(
            target,
            "averageValue",
            "value",
            "must set either a target value for metric or a per-pod target",
            "may not set both a target value for metric and a per-pod target",
            errors);
      }
      case "pods" -> {
        identifier(source.get("metric"), errors);
        target(target, errors);
        if (!target.has("averageValue")) {
          errors.required(
              target.get("averageValue"), "must specify a positive target averageValue");
        }
      }
      default -> resource(field.equals("containerResource"), source, errors);
    }
  }

  private static void resource(boolean ofContainer, Value source, Errors errors) {
    var name = source.get("name");
    if (name.text().isEmpty()) {
      errors.required(name, "must specify a resource name");
    } else if (ofContainer) {
      ResourceValidation.containerName(name, name.text(), errors);
    }
    if (ofContainer) {
      if (source.get("container").text().isEmpty()) {
        errors.required(source.get("container"), "must specify a container");
      } else {
        Checks.label(source.get("container"), errors);
      }
    }
    var target = source.get("target");
    target(target, errors);
    oneOf(
        target,
        "averageUtilization",
        "averageValue",
        "must set either a target raw value or a target utilization",
        "may not set both a target raw value and a target utilization",
        errors);
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
      errors.required(name, "must specify a metric name");
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
    if (rules.has("selectPolicy")) {
      Checks.oneOf(rules.get("selectPolicy"), SELECT_POLICIES, errors);
    }
    var policies = rules.get("policies");
    if (policies.size() == 0) {
      errors.required(policies, "must specify at least one Policy");
    }
    for (var policy : policies.items()) {
      Checks.oneOf(policy.get("type"), POLICY_TYPES, errors);
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
