package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.apply.FieldSet;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FlowControlValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** FlowSchemas and PriorityLevelConfigurations, for which 0 means the default nearly everywhere. */
public final class FlowControlStrategy implements SpecAndStatus {
  /** Which of the two. */
  public enum Part {
    SCHEMA,
    LEVEL
  }

  private final Part part;

  public FlowControlStrategy(Part part) {
    this.part = part;
  }

  @Override
  public void defaults(ObjectNode object) {
    switch (part) {
      case SCHEMA -> zero(object.path("spec"), "matchingPrecedence", 1000);
      case LEVEL -> {
        var queuing = object.path("spec").path("limited").path("limitResponse").path("queuing");
        zero(queuing, "queues", 64);
        zero(queuing, "handSize", 8);
        zero(queuing, "queueLengthLimit", 50);
      }
    }
  }

  private static void zero(JsonNode parent, String field, int value) {
    if (parent instanceof ObjectNode object && object.path(field).asInt(-1) == 0) {
      object.put(field, value);
    }
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status");
  }

  /** Writers of the status never come to own metadata either. */
  @Override
  public FieldSet resetFields(String subresource) {
    return subresource.equals("status")
        ? FieldSet.of("spec").union(FieldSet.of("metadata"))
        : SpecAndStatus.super.resetFields(subresource);
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return WRITTEN_METADATA;
  }

  @Override
  public void validate(Value object, Errors errors) {
    switch (part) {
      case SCHEMA -> FlowControlValidation.validateSchema(object, errors);
      case LEVEL -> FlowControlValidation.validateLevel(object, errors);
    }
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    FlowControlValidation.validateStatus(object.get("status"), errors);
  }
}
