package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.validation.EndpointValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;

/** EndpointSlices: their kind of addresses never changes. */
public final class EndpointSliceStrategy implements Strategy {
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public void validate(Value slice, Errors errors) {
    EndpointValidation.slice(slice, errors);
  }

  @Override
  public void validateUpdate(Value slice, Value old, Errors errors) {
    EndpointValidation.sliceUpdate(slice, old, errors);
  }
}
