package io.coxswain.apiserver.registry.validation;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** StatefulSets. */
final class StatefulSetValidation {
  private static final List<String> RETENTION = List.of("Retain", "Delete");
  private static final List<String> MUTABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");
  private static final String RULE =
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
          + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
          + " 'minReadySeconds' are forbidden";

  private StatefulSetValidation() {}

  static void validate(Value spec, Errors errors) {
    management(spec.get("podManagementPolicy"), errors);
    strategy(spec.get("updateStrategy"), errors);
    var retention = spec.get("persistentVolumeClaimRetentionPolicy");
    if (retention.exists()) {
      for (var event : List.of("whenDeleted", "whenScaled")) {
        if (!retention.get(event).text().isEmpty()) {
          Checks.oneOf(retention.get(event), RETENTION, errors);
        }
      }
    }
    Checks.notNegative(spec.get("replicas"), errors);
    Checks.notNegative(spec.get("minReadySeconds"), errors);
    Checks.notNegative(spec.in("ordinals", "start"), errors);
    template(spec, errors);
    for (var claim : spec.get("volumeClaimTemplates").items()) {
      ClaimValidation.validate(claim.get("spec"), errors);
    }
    Checks.notNegative(spec.get("revisionHistoryLimit"), errors);
  }

  private static void template(Value spec, Errors errors) {
    var selector = spec.get("selector");
    WorkloadValidation.selector(selector, "statefulset", errors);
    var template = spec.get("template");
    if (!WorkloadValidation.isUsable(selector)) {
      errors.invalid(selector, "");
    } else {
      WorkloadValidation.selected(selector, template, errors);
      PodSpecValidation.validateTemplate(template, spec.get("volumeClaimTemplates"), errors);
    }
    WorkloadValidation.endless(template, "StatefulSet", errors);
  }

  private static void management(Value policy, Errors errors) {
    if (policy.text().isEmpty()) {
      errors.required(policy);
    } else if (!policy.is("OrderedReady") && !policy.is("Parallel")) {
      errors.invalid(policy, "must be 'OrderedReady' or 'Parallel'");
    }
  }

  private static void strategy(Value strategy, Errors errors) {
    var rolling = strategy.get("rollingUpdate");
    switch (strategy.get("type").text()) {
      case "" -> errors.required(strategy);
      case "OnDelete" -> {
        if (rolling.exists()) {
          errors.invalid(
              Value.at(rolling.path(), GoNames.of(rolling, "partition", "maxUnavailable")),
              "only allowed for updateStrategy 'RollingUpdate'");
        }
      }
      case "RollingUpdate" -> Checks.notNegative(rolling.get("partition"), errors);
      default ->
          errors.invalid(
              Value.at(strategy.path(), GoNames.of(strategy, "type", "rollingUpdate")),
              "must be 'RollingUpdate' or 'OnDelete'");
    }
  }

  static void validateUpdate(Value spec, Value before, Errors errors) {
    var munged = (ObjectNode) before.node().deepCopy();
    for (var field : MUTABLE) {
      var value = spec.node().get(field);
      if (value == null) {
        munged.remove(field);
      } else {
        munged.set(field, value);
      }
    }
    if (!munged.equals(spec.node())) {
      errors.forbidden(spec, RULE);
    }
  }
}
