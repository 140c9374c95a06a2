package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.PodWarnings;
import io.coxswain.apiserver.registry.validation.ReplicationControllerValidation;
import io.coxswain.apiserver.registry.validation.Value;
import io.coxswain.apiserver.registry.validation.WorkloadStatusValidation;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** ReplicationControllers: selector and labels come from the template unless they are given. */
public final class ReplicationControllerStrategy implements SpecAndStatus {
  /** As v1 always did. */
  @Override
  public boolean orphansByDefault() {
    return true;
  }

  @Override
  public void defaults(ObjectNode object) {
    var spec = Trees.child(object, "spec");
    PodSpecDefaults.inTemplate(spec);
    if (!(spec.path("template").path("metadata").get("labels") instanceof ObjectNode labels)) {
      return;
    }
    if (spec.path("selector").isEmpty()) {
      spec.set("selector", labels.deepCopy());
    }
    var metadata = Trees.metadata(object);
    if (metadata.path("labels").isEmpty()) {
      metadata.set("labels", labels.deepCopy());
    }
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status").put("replicas", 0);
  }

  @Override
  public void validate(Value object, Errors errors) {
    ReplicationControllerValidation.validate(object, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    WorkloadStatusValidation.replicas(object.get("status"), errors);
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    return PodWarnings.ofNameAndTemplate(object, "spec.template");
  }

  @Override
  public List<String> updateWarnings(ObjectNode object, ObjectNode old) {
    return isNewGeneration(object, old)
        ? PodWarnings.ofTemplate(object, "spec.template")
        : List.of();
  }
}
