package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import org.jspecify.annotations.Nullable;

/** Checks definitions, with upstream's messages. */
public final class DefinitionValidation {
  private DefinitionValidation() {}

  /**
   * Adds what is wrong with a definition.
   *
   * @param old what it replaces; null at creation
   */
  public static void validate(Value definition, @Nullable Value old, Errors errors) {
    var spec = definition.get("spec");
    var name = definition.in("metadata", "name");
    if (!name.is(spec.in("names", "plural").text() + "." + spec.get("group").text())) {
      errors.invalid(name, "must be spec.names.plural+\".\"+spec.group");
    }
  }
}
