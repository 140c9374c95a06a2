package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** PriorityClasses, RuntimeClasses and Leases. */
public final class ClassValidation {
  public static final String SYSTEM_PREFIX = "system-";

  /** Classes only the system itself may make, and their values. */
  public static final Map<String, Integer> SYSTEM =
      Map.of("system-cluster-critical", 2_000_000_000, "system-node-critical", 2_000_001_000);

  private static final int HIGHEST_OF_USERS = 1_000_000_000;

  private ClassValidation() {}

  public static void validatePriorityClass(Value object, Errors errors) {
    var name = object.in("metadata", "name");
    var value = object.get("value");
    if (name.text().startsWith(SYSTEM_PREFIX)) {
      var expected = SYSTEM.get(name.text());
      var isDefault = object.get("globalDefault").isTrue();
      if (expected == null || expected != value.number() || isDefault) {
        errors.forbidden(
            name,
            "priority class names with '"
                + SYSTEM_PREFIX
                + "' prefix are reserved for system use only. error: "
                + (expected == null
                    ? name.text() + " is not a known system priority class"
                    : expected != value.number()
                        ? "value of " + name.text() + " PriorityClass must be " + expected
                        : "globalDefault of " + name.text() + " PriorityClass must be false"));
      }
    } else if (value.number() > HIGHEST_OF_USERS) {
      errors.forbidden(
          value, "maximum allowed value of a user defined priority is " + HIGHEST_OF_USERS);
    }
  }

  public static void validatePriorityClassUpdate(Value object, Value old, Errors errors) {
    if (!object.get("value").same(old.get("value"))) {
      errors.forbidden(object.get("value"), "may not be changed in an update.");
    }
    Checks.immutable(object.get("preemptionPolicy"), old.get("preemptionPolicy"), errors);
  }

  public static void validateRuntimeClass(Value object, Errors errors) {
    var handler = object.get("handler");
    Names.label(handler.text()).forEach(error -> errors.invalid(handler, handler.text(), error));
    // upstream leaves "podFixed" out
    ResourceValidation.limits(
        Value.at("overhead", object.in("overhead", "podFixed").node()), errors);
    var scheduling = object.get("scheduling");
    MetadataValidation.labels(scheduling.get("nodeSelector"), errors);
    var tolerations = scheduling.get("tolerations");
    TolerationValidation.validate(tolerations, errors);
    repeated(tolerations, errors);
  }

  private static void repeated(Value tolerations, Errors errors) {
    Set<JsonNode> seen = new HashSet<>(0);
    for (var toleration : tolerations.items()) {
      if (!seen.add(GoNames.of(toleration, "key", "operator", "value", "effect"))) {
        errors.duplicate(
            toleration,
            "{\"Key\":%s,\"Operator\":%s,\"Value\":%s,\"Effect\":%s,\"TolerationSeconds\":%s}"
                .formatted(
                    Errors.quote(toleration.get("key").text()),
                    Errors.quote(toleration.get("operator").text()),
                    Errors.quote(toleration.get("value").text()),
                    Errors.quote(toleration.get("effect").text()),
                    Errors.quoted(toleration.get("tolerationSeconds").node())));
      }
    }
  }

  public static void validateRuntimeClassUpdate(Value object, Value old, Errors errors) {
    Checks.immutable(object.get("handler"), old.get("handler"), errors);
  }

  /** How long a lease is good and how often it changed hands. */
  public static void lease(Value lease, Errors errors) {
    var seconds = lease.in("spec", "leaseDurationSeconds");
    if (seconds.exists() && seconds.number() <= 0) {
      errors.invalid(seconds, "must be greater than 0");
    }
    var transitions = lease.in("spec", "leaseTransitions");
    if (transitions.number() < 0) {
      errors.invalid(transitions, "must be greater than or equal to 0");
    }
  }
}
