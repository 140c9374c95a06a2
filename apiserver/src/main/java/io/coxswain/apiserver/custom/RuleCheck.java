package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;

/** Placeholder replaced below. */
final class RuleCheck {
  private RuleCheck() {}

  static void check(Value schema, Errors errors) {}
}
