package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.apply.FieldSet;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.StorageValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of storage.k8s.io: none is reconciled from its spec but VolumeAttachments. */
public final class StorageStrategy implements Strategy {

  /** Which of them. */
  public enum Storage {
    CLASS,
    ATTRIBUTES_CLASS,
    DRIVER,
    NODE,
    CAPACITY,
    ATTACHMENT
  }

  private final Storage storage;

  public StorageStrategy(Storage storage) {
    this.storage = storage;
  }

  @Override
  public boolean hasStatus() {
    return storage == Storage.ATTACHMENT;
  }

  @Override
  public boolean updatesUnconditionally() {
    return storage == Storage.CLASS || storage == Storage.ATTRIBUTES_CLASS;
  }

  @Override
  public boolean returnsDeletedObject() {
    return storage != Storage.CAPACITY;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    if (storage == Storage.ATTACHMENT) {
      object.putObject("status").put("attached", false);
    }
  }

  /** Generations of drivers count changes only, from none. */
  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    if (storage == Storage.DRIVER && !object.path("spec").equals(old.path("spec"))) {
      var before = old.path("metadata").path("generation").asLong(0);
      Trees.metadata(object).put("generation", before + 1);
    }
  }

  /** Writers of the status never come to own metadata either. */
  @Override
  public FieldSet resetFields(String subresource) {
    return subresource.equals("status")
        ? FieldSet.of("spec").union(FieldSet.of("metadata"))
        : Strategy.super.resetFields(subresource);
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return WRITTEN_METADATA;
  }

  @Override
  public void validate(Value object, Errors errors) {
    switch (storage) {
      case CLASS -> StorageValidation.validateClass(object, errors);
      case ATTRIBUTES_CLASS -> StorageValidation.validateAttributesClass(object, errors);
      case DRIVER -> StorageValidation.validateDriver(object.get("spec"), errors);
      case NODE -> StorageValidation.validateNode(object.get("spec"), errors);
      case CAPACITY -> StorageValidation.validateCapacity(object, errors);
      case ATTACHMENT -> StorageValidation.validateAttachment(object, errors);
    }
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    StorageValidation.validateUpdate(storage, object, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    StorageValidation.validateAttachmentStatus(object.get("status"), errors);
  }
}
