package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.EventValidation;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;

/** Events, as they are stored: core/v1. What comes by {@code events.k8s.io} is held to more. */
public final class EventStrategy implements Strategy {
  public static final Strategy CORE = new EventStrategy(false);
  public static final Strategy NEWER = new EventStrategy(true);

  private final boolean strict;

  private EventStrategy(boolean strict) {
    this.strict = strict;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public Names.Rule nameRule() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public void validate(Value event, Errors errors) {
    EventValidation.validate(event, strict, errors);
  }

  @Override
  public void validateCreate(Value event, Errors errors) {
    if (strict) {
      EventValidation.validateStrictCreate(event, errors);
    }
  }

  @Override
  public void validateUpdate(Value event, Value old, Errors errors) {
    if (strict) {
      EventValidation.validateStrictUpdate(event, old, errors);
    }
  }
}
