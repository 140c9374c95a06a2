package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.ApiServiceValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** APIServices. One that this server serves itself is available from the start. */
public final class ApiServiceStrategy implements Strategy {
  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return false;
  }

  @Override
  public boolean updatesUnconditionally() {
    return false;
  }

  @Override
  public Names.Rule nameRule() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    var status = object.putObject("status");
    if (!object.path("spec").has("service")) {
      status
          .putArray("conditions")
          .addObject()
          .put("type", "Available")
          .put("status", "True")
          .put("lastTransitionTime", Trees.time(call.now()))
          .put("reason", "Local")
          .put("message", "Local APIServices are always available");
    }
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return WRITTEN_METADATA;
  }

  @Override
  public void validate(Value object, Errors errors) {
    ApiServiceValidation.validate(object, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    ApiServiceValidation.validateStatus(object.get("status"), errors);
  }
}
