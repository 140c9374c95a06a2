package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.LimitRangeValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** LimitRanges: what containers get by default follows from the bounds. */
public final class LimitRangeStrategy implements Strategy {
  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public void defaults(ObjectNode object) {
    for (var item : object.path("spec").path("limits")) {
      if (item instanceof ObjectNode limit && Trees.text(limit, "type").equals("Container")) {
        fillIn(limit, "default", limit.path("max"));
        fillIn(limit, "defaultRequest", limit.path("default"));
        fillIn(limit, "defaultRequest", limit.path("min"));
      }
    }
  }

  private static void fillIn(ObjectNode limit, String field, JsonNode source) {
    for (var entry : List.copyOf(source.properties())) {
      Trees.child(limit, field).putIfAbsent(entry.getKey(), entry.getValue());
    }
  }

  /** A range that nobody named is named by its uid. */
  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    var metadata = Trees.metadata(object);
    if (Trees.name(object).isEmpty()) {
      metadata.set("name", metadata.path("uid"));
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    LimitRangeValidation.validate(object, errors);
  }
}
