package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.apply.FieldSet;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one kind does differently from the generic write path. The trees given to {@code defaults}
 * and {@code prepare...} belong to the request and are changed in place; {@code old} is never
 * changed.
 */
public interface Strategy {
  /** All metadata that clients write. */
  List<String> WRITTEN_METADATA = List.of("labels", "annotations", "finalizers", "ownerReferences");

  /** Fills in defaults that depend on other fields; the schema's own are there already. */
  default void defaults(ObjectNode object) {}

  /** Wipes what clients may not write at creation and sets what the server decides. */
  default void prepareForCreate(ObjectNode object, Call call) {
    if (!keepsStatusOnCreate()) {
      object.remove("status");
    }
  }

  /** Carries over what an update of the object itself may not change. */
  default void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {}

  /** Carries over what an update of the status may not change, beyond spec and metadata. */
  default void prepareForStatusUpdate(ObjectNode object, ObjectNode old, Call call) {}

  /** What of its metadata an object keeps whatever a writer of its status sends. */
  default List<String> metadataApartFromStatus() {
    return List.of();
  }

  default void validate(Value object, Errors errors) {}

  /** Rules for new objects only; {@link #validate} runs besides. */
  default void validateCreate(Value object, Errors errors) {}

  /** Rules between the old and the new object; {@link #validate} runs besides. */
  default void validateUpdate(Value object, Value old, Errors errors) {}

  /** All rules for an object that replaces another one. */
  default void validateChange(Value object, Value old, Errors errors) {
    validate(object, errors);
    validateUpdate(object, old, errors);
  }

  /** Whether the change of an object is one that its generation counts: one of the spec. */
  default boolean isNewGeneration(ObjectNode object, ObjectNode old) {
    var value = object.get("spec");
    var before = old.get("spec");
    return value == null ? before != null : !value.equals(before);
  }

  default void validateStatusUpdate(Value object, Value old, Errors errors) {}

  /** Rules for a status that came through the approval subresource. */
  default void validateApproval(Value object, Value old, Errors errors) {
    validateStatusUpdate(object, old, errors);
  }

  /** Advice for the client, sent as Warning headers. */
  default List<String> warnings(ObjectNode object) {
    return List.of();
  }

  /** Advice on an update; none of what stays as it is. */
  default List<String> updateWarnings(ObjectNode object, ObjectNode old) {
    return warnings(object);
  }

  default Names.Rule nameRule() {
    return Names.SUBDOMAIN;
  }

  /** Whether {@code metadata.generation} counts changes of the spec. */
  default boolean countsGenerations() {
    return false;
  }

  /** Whether the object has a status that only its subresource writes. */
  default boolean hasStatus() {
    return false;
  }

  /**
   * What writers through an endpoint never come to own, because it wipes it or carries it over.
   *
   * @param subresource empty for the object itself
   */
  default FieldSet resetFields(String subresource) {
    return switch (subresource) {
      case "" -> hasStatus() ? FieldSet.of("status") : FieldSet.EMPTY;
      case "status", "approval" -> FieldSet.of("spec");
      case "finalize" -> FieldSet.of("status");
      default -> FieldSet.EMPTY;
    };
  }

  default boolean keepsStatusOnCreate() {
    return true;
  }

  /** Whether PUT creates a missing object. */
  default boolean createsOnUpdate() {
    return false;
  }

  /** Whether an update may leave the resourceVersion out. */
  default boolean updatesUnconditionally() {
    return true;
  }

  /** Whether the object is really gone once nothing in its metadata holds it. */
  default boolean isReleased(ObjectNode object) {
    return true;
  }

  /**
   * How long a deleted object stays, for somebody to stop what it runs.
   *
   * @param requested seconds the client asks for, negative where it does not ask
   */
  default long gracePeriodSeconds(ObjectNode object, long requested) {
    return 0;
  }

  /** Shows in the object itself that it is being deleted, beyond its metadata. */
  default void markDeleted(ObjectNode object) {}

  /** Whether a deletion that says nothing of dependents leaves them behind. */
  default boolean orphansByDefault() {
    return false;
  }

  /** Whether a deletion answers with the object instead of a Status. */
  default boolean returnsDeletedObject() {
    return false;
  }
}
