package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.ResourceQuotaValidation;
import io.coxswain.apiserver.registry.validation.Value;
import tools.jackson.databind.node.ObjectNode;

/** ResourceQuotas: their status tells what is used. */
public final class ResourceQuotaStrategy implements Strategy {
  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean returnsDeletedObject() {
    return true;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status");
  }

  @Override
  public void validate(Value object, Errors errors) {
    ResourceQuotaValidation.validate(object, errors);
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    ResourceQuotaValidation.validateUpdate(object, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    ResourceQuotaValidation.validateStatus(object, errors);
  }
}
