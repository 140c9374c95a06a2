package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.registry.strategy.WorkloadStrategy.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Deployments, ReplicaSets, StatefulSets and DaemonSets. */
public final class WorkloadValidation {
  private static final String STATEFUL_SET_RULE =
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
          + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
          + " 'minReadySeconds' are forbidden";

  private WorkloadValidation() {}

  public static void validate(Workload workload, Value object, Errors errors) {
    var spec = object.get("spec");
    Checks.notNegative(spec.get("replicas"), errors);
    Checks.notNegative(spec.get("minReadySeconds"), errors);
    Checks.notNegative(spec.get("revisionHistoryLimit"), errors);
    selectorAndTemplate(workload, spec, errors);
    switch (workload) {
      case DEPLOYMENT -> deployment(spec, errors);
      case DAEMON_SET -> daemonSet(spec, errors);
      case STATEFUL_SET -> statefulSet(spec, errors);
      case REPLICA_SET -> {}
    }
  }

  public static void validateUpdate(Workload workload, Value object, Value old, Errors errors) {
    var spec = object.get("spec");
    var before = old.get("spec");
    if (workload == Workload.STATEFUL_SET) {
      statefulSetUpdate(spec, before, errors);
    } else {
      Checks.immutable(spec.get("selector"), before.get("selector"), errors);
    }
  }

  public static void validateStatus(Value status, Errors errors) {
    for (var field :
        List.of(
            "observedGeneration",
            "replicas",
            "updatedReplicas",
            "readyReplicas",
            "availableReplicas",
            "unavailableReplicas",
            "fullyLabeledReplicas",
            "currentReplicas",
            "collisionCount")) {
      Checks.notNegative(status.get(field), errors);
    }
    for (var field : List.of("readyReplicas", "availableReplicas", "fullyLabeledReplicas")) {
      if (status.get(field).number() > status.get("replicas").number()) {
        errors.invalid(status.get(field), "cannot be greater than status.replicas");
      }
    }
    if (status.get("availableReplicas").number() > status.get("readyReplicas").number()) {
      errors.invalid(status.get("availableReplicas"), "cannot be greater than readyReplicas");
    }
  }

  private static void selectorAndTemplate(Workload workload, Value spec, Errors errors) {
    var selector = spec.get("selector");
    if (!selector.exists()) {
      errors.required(selector);
    } else {
      Checks.selector(selector, errors);
      if (Checks.isEmptySelector(selector)) {
        errors.invalid(
            selector,
            "empty selector is invalid for "
                + switch (workload) {
                  case DEPLOYMENT, REPLICA_SET -> "deployment";
                  case STATEFUL_SET -> "statefulset";
                  case DAEMON_SET -> "daemonset";
                });
      }
    }
    var template = spec.get("template");
    if (errors.isEmpty() && selector.exists() && !selects(selector, template)) {
      errors.invalid(
          template.in("metadata", "labels"), "`selector` does not match template `labels`");
    }
    PodSpecValidation.validateTemplate(template, errors);
    var policy = template.in("spec", "restartPolicy");
    if (!policy.is("Always") && policy.exists()) {
      errors.notSupported(policy, List.of("Always"));
    }
    var deadline = template.in("spec", "activeDeadlineSeconds");
    if (deadline.exists()) {
      errors.forbidden(
          deadline,
          "activeDeadlineSeconds in "
              + switch (workload) {
                case DEPLOYMENT, REPLICA_SET -> "ReplicaSet";
                case STATEFUL_SET -> "StatefulSet";
                case DAEMON_SET -> "DaemonSet";
              }
              + " is not Supported");
    }
  }

  private static boolean selects(Value selector, Value template) {
    Map<String, String> labels = new HashMap<>();
    for (var label : template.in("metadata", "labels").properties()) {
      labels.put(label.getKey(), label.getValue().asString(""));
    }
    return Selector.of(Json.read(selector.node(), LabelSelector.class)).matches(labels);
  }

  private static void deployment(Value spec, Errors errors) {
    var strategy = spec.get("strategy");
    var rolling = strategy.get("rollingUpdate");
    if (strategy.get("type").is("Recreate")) {
      if (rolling.exists()) {
        errors.forbidden(rolling, "may not be specified when strategy `type` is 'Recreate'");
      }
    } else {
      rollingUpdate(rolling, errors);
    }
    var deadline = spec.get("progressDeadlineSeconds");
    if (deadline.exists()) {
      Checks.notNegative(deadline, errors);
      if (deadline.number() <= spec.get("minReadySeconds").number()) {
        errors.invalid(deadline, "must be greater than minReadySeconds");
      }
    }
  }

  private static void rollingUpdate(Value rolling, Errors errors) {
    var unavailable = rolling.get("maxUnavailable");
    var surge = rolling.get("maxSurge");
    Checks.amountOrPercent(unavailable, errors);
    Checks.amountOrPercent(surge, errors);
    if (unavailable.exists()
        && surge.exists()
        && Checks.isZero(unavailable)
        && Checks.isZero(surge)) {
      errors.invalid(unavailable, "may not be 0 when `maxSurge` is 0");
    }
    Checks.atMostAll(unavailable, errors);
  }

  private static void daemonSet(Value spec, Errors errors) {
    var rolling = spec.in("updateStrategy", "rollingUpdate");
    if (!spec.in("updateStrategy", "type").is("RollingUpdate")) {
      return;
    }
    var unavailable = rolling.get("maxUnavailable");
    var surge = rolling.get("maxSurge");
    Checks.amountOrPercent(unavailable, errors);
    Checks.amountOrPercent(surge, errors);
    if (Checks.isZero(unavailable) && Checks.isZero(surge)) {
      errors.required(unavailable, "cannot be 0 when maxSurge is 0");
    } else if (!Checks.isZero(unavailable) && !Checks.isZero(surge)) {
      errors.invalid(surge, "may not be set when maxUnavailable is non-zero");
    }
  }

  private static void statefulSet(Value spec, Errors errors) {
    var strategy = spec.get("updateStrategy");
    Checks.notNegative(strategy.in("rollingUpdate", "partition"), errors);
    if (strategy.get("type").is("OnDelete") && strategy.has("rollingUpdate")) {
      errors.invalid(
          strategy.get("rollingUpdate"), "only allowed for updateStrategy 'RollingUpdate'");
    }
    Checks.notNegative(spec.in("ordinals", "start"), errors);
    for (var claim : spec.get("volumeClaimTemplates").items()) {
      ClaimValidation.validate(claim.get("spec"), errors);
    }
  }

  private static void statefulSetUpdate(Value spec, Value before, Errors errors) {
    var munged = (ObjectNode) before.node().deepCopy();
    for (var field :
        List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds")) {
      var value = spec.node().get(field);
      if (value == null) {
        munged.remove(field);
      } else {
        munged.set(field, value);
      }
    }
    if (!munged.equals(spec.node())) {
      errors.forbidden(spec, STATEFUL_SET_RULE);
    }
  }
}
