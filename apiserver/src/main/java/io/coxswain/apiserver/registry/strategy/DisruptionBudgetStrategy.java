package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.validation.DisruptionBudgetValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** PodDisruptionBudgets: nothing may be evicted until the controller has counted. */
public final class DisruptionBudgetStrategy implements SpecAndStatus {
  @Override
  public boolean updatesUnconditionally() {
    return false;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    var status = object.putObject("status");
    for (var field :
        List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")) {
      status.put(field, 0);
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    DisruptionBudgetValidation.validate(object, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    DisruptionBudgetValidation.validateStatus(object, errors);
  }
}
