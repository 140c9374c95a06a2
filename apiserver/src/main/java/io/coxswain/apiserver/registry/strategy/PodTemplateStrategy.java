package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.PodWarnings;
import io.coxswain.apiserver.registry.validation.ReplicationControllerValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** PodTemplates: their generation counts changes of the template. */
public final class PodTemplateStrategy implements Strategy {
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean returnsDeletedObject() {
    return true;
  }

  @Override
  public void defaults(ObjectNode object) {
    PodSpecDefaults.inTemplate(object);
  }

  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    if (!object.path("template").equals(old.path("template"))) {
      var metadata = Trees.metadata(object);
      Trees.put(metadata, "generation", metadata.path("generation").asLong(0) + 1);
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    ReplicationControllerValidation.validatePodTemplate(object, errors);
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    return PodWarnings.of("template", object.path("template"));
  }
}
