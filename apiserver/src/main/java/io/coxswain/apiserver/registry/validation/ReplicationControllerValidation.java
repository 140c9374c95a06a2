package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** ReplicationControllers and PodTemplates. */
public final class ReplicationControllerValidation {
  private ReplicationControllerValidation() {}

  public static void validatePodTemplate(Value object, Errors errors) {
    PodSpecValidation.validateTemplate(object.get("template"), errors);
  }

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    Checks.notNegative(spec.get("minReadySeconds"), errors);
    var selector = spec.get("selector");
    if (selector.size() == 0) {
      errors.required(selector);
    }
    Checks.notNegative(spec.get("replicas"), errors);
    var template = spec.get("template");
    if (!template.exists()) {
      errors.required(template);
      return;
    }
    var labels = template.in("metadata", "labels");
    for (var label : selector.properties()) {
      if (!label.getValue().equals(labels.node().get(label.getKey()))) {
        errors.invalid(labels, "`selector` does not match template `labels`");
        break;
      }
    }
    PodSpecValidation.validateTemplate(template, errors);
    var policy = template.in("spec", "restartPolicy");
    if (policy.exists() && !policy.is("Always")) {
      errors.notSupported(policy, List.of("Always"));
    }
    var deadline = template.in("spec", "activeDeadlineSeconds");
    if (deadline.exists()) {
      errors.forbidden(deadline, "activeDeadlineSeconds in ReplicationController is not Supported");
    }
  }
}
