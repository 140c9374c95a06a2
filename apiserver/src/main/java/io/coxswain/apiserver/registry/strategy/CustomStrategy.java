package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.CustomValidation;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Custom resources: validated by the schema of their definition. */
public final class CustomStrategy implements Strategy {
  private final ResourceType type;
  private final boolean hasStatus;
  private final CustomValidation validation;

  public CustomStrategy(ResourceType type) {
    this.type = type;
    hasStatus = type.subresources().contains("status");
    validation = new CustomValidation(Objects.requireNonNull(type.custom()).structural());
  }

  /** The very type this strategy was made for. */
  public ResourceType type() {
    return type;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    if (hasStatus) {
      object.remove("status");
    }
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return WRITTEN_METADATA;
  }

  @Override
  public void validate(Value object, Errors errors) {
    validation.validate((ObjectNode) object.node(), null, errors);
  }

  @Override
  public void validateChange(Value object, Value old, Errors errors) {
    validation.validate((ObjectNode) object.node(), (ObjectNode) old.node(), errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    validateChange(object, old, errors);
  }

  @Override
  public boolean isNewGeneration(ObjectNode object, ObjectNode old) {
    var ignored = hasStatus ? List.of("metadata", "status") : List.of("metadata");
    return !object.deepCopy().without(ignored).equals(old.deepCopy().without(ignored));
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    var warning = Objects.requireNonNull(type.custom()).deprecationWarning();
    return warning == null ? List.of() : List.of(warning);
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean hasStatus() {
    return hasStatus;
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return !hasStatus;
  }

  @Override
  public boolean updatesUnconditionally() {
    return false;
  }
}
