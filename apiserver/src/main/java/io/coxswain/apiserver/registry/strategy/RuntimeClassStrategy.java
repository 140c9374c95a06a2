package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.validation.ClassValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;

/** RuntimeClasses. */
public final class RuntimeClassStrategy implements Strategy {
  @Override
  public void validate(Value object, Errors errors) {
    ClassValidation.validateRuntimeClass(object, errors);
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    ClassValidation.validateRuntimeClassUpdate(object, old, errors);
  }
}
