package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.Errors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates the objects of one version of a custom resource: values, list types, embedded objects,
 * then CEL rules, as upstream orders them.
 */
public final class CustomValidation {
  private final Structural schema;

  private volatile @Nullable Optional<Rules> rules; // compiled for the first object

  public CustomValidation(Structural schema) {
    this.schema = schema;
  }

  /**
   * Adds what is wrong with an object.
   *
   * @param old what it replaces, null at creation; what did not change is not complained about
   */
  public void validate(ObjectNode object, @Nullable ObjectNode old, Errors errors) {
    var values = new ValueValidation();
    values.validate(object, old, schema);
    values.errors().forEach(errors::add);
    ListTypes.validate(object, old, schema, errors);
    if (errors.isEmpty()) {
      rules().ifPresent(rules -> RuleValidation.validate(object, old, rules, errors));
    }
  }

  private Optional<Rules> rules() {
    var known = rules;
    if (known == null) {
      known = Optional.ofNullable(Rules.of(schema, "selfType", true));
      rules = known;
    }
    return known;
  }
}
