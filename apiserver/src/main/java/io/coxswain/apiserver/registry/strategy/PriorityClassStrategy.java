package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.validation.ClassValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;

/** PriorityClasses: their value stays. */
public final class PriorityClassStrategy implements Strategy {
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public void validate(Value object, Errors errors) {
    ClassValidation.validatePriorityClass(object, errors);
  }

  /** Only what may not change: the rest was accepted once. */
  @Override
  public void validateChange(Value object, Value old, Errors errors) {
    ClassValidation.validatePriorityClassUpdate(object, old, errors);
  }
}
