package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.registry.strategy.WorkloadStrategy.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deployments, ReplicaSets, StatefulSets and DaemonSets. */
public final class WorkloadValidation {
  private static final Set<String> OPERATORS = Set.of("In", "NotIn", "Exists", "DoesNotExist");

  private WorkloadValidation() {}

  public static void validate(Workload workload, Value object, Errors errors) {
    var spec = object.get("spec");
    switch (workload) {
      case DEPLOYMENT -> DeploymentValidation.deployment(spec, errors);
      case REPLICA_SET -> DeploymentValidation.replicaSet(spec, errors);
      case DAEMON_SET -> DaemonSetValidation.validate(spec, errors);
      case STATEFUL_SET -> StatefulSetValidation.validate(spec, errors);
    }
  }

  public static void validateUpdate(Workload workload, Value object, Value old, Errors errors) {
    var spec = object.get("spec");
    var before = old.get("spec");
    if (workload == Workload.STATEFUL_SET) {
      StatefulSetValidation.validateUpdate(spec, before, errors);
    } else {
      Checks.immutable(spec.get("selector"), before.get("selector"), errors);
    }
  }

  /** A selector that selects something. */
  static void selector(Value selector, String kind, Errors errors) {
    if (!selector.exists()) {
      errors.required(selector);
      return;
    }
    Checks.selector(selector, errors);
    notEmpty(selector, kind, errors);
  }

  static void notEmpty(Value selector, String kind, Errors errors) {
    if (selector.exists() && Checks.isEmptySelector(selector)) {
      errors.invalid(selector, "empty selector is invalid for " + kind);
    }
  }

  /** A strategy of updates that there is not; shown as Go prints it. */
  static void unknownStrategy(Value strategy, List<String> supported, Errors errors) {
    errors.notSupported(
        Value.at(strategy.path(), GoNames.of(strategy, "type", "rollingUpdate")), supported);
  }

  /** Whether a selector can be asked at all, broken values aside. */
  static boolean isUsable(Value selector) {
    for (var expression : selector.get("matchExpressions").items()) {
      var operator = expression.get("operator").text();
      var none = expression.get("values").size() == 0;
      if (!OPERATORS.contains(operator) || none != !operator.endsWith("In")) {
        return false;
      }
    }
    return true;
  }

  /** What the controller makes, it must find again; an empty selector is reported elsewhere. */
  static void selected(Value selector, Value template, Errors errors) {
    if (selector.exists() && Checks.isEmptySelector(selector)) {
      return;
    }
    if (!selector.exists() || !selects(selector, template)) {
      errors.invalid(
          template.in("metadata", "labels"), "`selector` does not match template `labels`");
    }
  }

  private static boolean selects(Value selector, Value template) {
    Map<String, String> labels = new HashMap<>();
    for (var label : template.in("metadata", "labels").properties()) {
      labels.put(label.getKey(), label.getValue().asString(""));
    }
    return matches(selector, labels);
  }

  static boolean matches(Value selector, Map<String, String> labels) {
    return Selector.of(Json.read(selector.node(), LabelSelector.class)).matches(labels);
  }

  /** Pods of controllers run until they are deleted. */
  static void endless(Value template, String kind, Errors errors) {
    var policy = template.in("spec", "restartPolicy");
    if (!policy.is("Always")) {
      errors.notSupported(Value.at(policy.path(), Errors.textOf(policy)), List.of("Always"));
    }
    var deadline = template.in("spec", "activeDeadlineSeconds");
    if (deadline.exists()) {
      errors.forbidden(deadline, "activeDeadlineSeconds in " + kind + " is not Supported");
    }
  }
}
