package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.IngressValidation;
import io.coxswain.apiserver.registry.validation.Value;
import tools.jackson.databind.node.ObjectNode;

/** IngressClasses: parameters are cluster-scoped unless they say otherwise. */
public final class IngressClassStrategy implements Strategy {
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public void defaults(ObjectNode object) {
    var parameters = Trees.object(object.get("spec"), "parameters");
    if (parameters != null && !parameters.has("scope")) {
      parameters.put("scope", "Cluster");
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    IngressValidation.validateClass(object, errors);
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    IngressValidation.validateClassUpdate(object, old, errors);
  }
}
