package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.admission.Admission;
import io.coxswain.apiserver.registry.admission.Admission.Operation;
import io.coxswain.apiserver.registry.admission.Admission.Review;
import io.coxswain.apiserver.registry.admission.AdmissionTimes;
import io.coxswain.apiserver.registry.admission.AdmissionTimes.Type;
import io.coxswain.apiserver.registry.strategy.Strategy;
import io.coxswain.apiserver.registry.validation.EnumValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.MetadataValidation;
import io.coxswain.apiserver.registry.validation.PodUpdateValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What happens to a decoded object before it is stored, in order. The first refusal ends it. */
final class Pipeline {
  private final Strategies strategies;
  private final List<Admission> admissions;
  private final Admitting dynamic;
  private final Preparation preparation;
  private final AdmissionTimes times;
  private final EnumValidation enums = new EnumValidation();

  Pipeline(
      Strategies strategies,
      List<Admission> admissions,
      Admitting dynamic,
      Preparation preparation) {
    this.strategies = strategies;
    this.admissions = List.copyOf(admissions);
    this.dynamic = dynamic;
    this.preparation = preparation;
    times = new AdmissionTimes(admissions.stream().map(Admission::name).toList());
  }

  AdmissionTimes times() {
    return times;
  }

  /** Takes a new object, in place, to the form in which it is stored. */
  @Nullable Refusal create(Call call, ObjectNode object) {
    var strategy = strategies.of(call.type());
    var review = new Review(call, Operation.CREATE, object, null);
    return firstOf(
        List.of(
            () -> preparation.checkNames(call, object),
            () -> preparation.wipe(object),
            () -> mutate(review),
            () -> preparation.create(call, object, strategy),
            () -> validate(call, object, strategy),
            () -> admit(review)));
  }

  /** Takes a changed object, in place, to the form in which it replaces {@code old}. */
  @Nullable Refusal update(Call call, ObjectNode object, ObjectNode old) {
    if (call.subresource().equals("binding")) {
      return null; // the server made the change itself, nothing of the client's object is in it
    }
    var strategy = strategies.of(call.type());
    var review = new Review(call, Operation.UPDATE, object, old);
    return firstOf(
        List.of(
            () -> preparation.checkNames(call, object),
            () -> preparation.checkVersion(call, object, old, strategy),
            () -> mutate(review),
            () -> preparation.update(call, object, old, strategy),
            () -> preparation.countGeneration(object, old, strategy),
            () -> validateUpdate(call, object, old, strategy),
            () -> admit(review)));
  }

  /** Whether a deletion is admitted. */
  @Nullable Refusal delete(Call call, ObjectNode old, DeleteRequest request) {
    var review = new Review(call, Operation.DELETE, null, old);
    return validated(
        review,
        // an eviction was admitted as such
        () -> call.subresource().isEmpty() ? dynamic.delete(call, old, request) : null);
  }

  private static @Nullable Refusal firstOf(List<Supplier<@Nullable Refusal>> steps) {
    for (var step : steps) {
      var refusal = step.get();
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private @Nullable Refusal mutate(Review review) {
    var began = System.nanoTime();
    var filled = fill(review);
    var refusal = filled == null ? dynamic.mutate(review, () -> fill(review)) : filled;
    times.step(Type.ADMIT, review.operation(), refusal != null, System.nanoTime() - began);
    return refusal;
  }

  private @Nullable Refusal fill(Review review) {
    for (var i = 0; i < admissions.size(); i++) {
      var began = System.nanoTime();
      var refusal = admissions.get(i).mutate(review);
      times.plugin(i, Type.ADMIT, review.operation(), refusal != null, System.nanoTime() - began);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private @Nullable Refusal admit(Review review) {
    return validated(review, () -> dynamic.validate(review));
  }

  /** Asks the plugins, then those who are configured. */
  private @Nullable Refusal validated(Review review, Supplier<@Nullable Refusal> others) {
    var began = System.nanoTime();
    var first = plugins(review);
    var refusal = first == null ? others.get() : first;
    times.step(Type.VALIDATE, review.operation(), refusal != null, System.nanoTime() - began);
    return refusal;
  }

  private @Nullable Refusal plugins(Review review) {
    for (var i = 0; i < admissions.size(); i++) {
      var began = System.nanoTime();
      var refusal = admissions.get(i).validate(review);
      times.plugin(
          i, Type.VALIDATE, review.operation(), refusal != null, System.nanoTime() - began);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private @Nullable Refusal validate(Call call, ObjectNode object, Strategy strategy) {
    var errors = new Errors();
    var value = Value.root(object);
    validateMetadata(call, value.get("metadata"), strategy, errors);
    strategy.validate(value, errors);
    strategy.validateCreate(value, errors);
    if (call.type().custom() == null) {
      enums.validate(value, call.workedType().schema(), errors);
    }
    strategy.warnings(object).forEach(call::warn);
    return refusal(object, errors);
  }

  private @Nullable Refusal validateUpdate(
      Call call, ObjectNode object, ObjectNode old, Strategy strategy) {
    var errors = new Errors();
    var value = Value.root(object);
    var before = Value.root(old);
    validateMetadata(call, value.get("metadata"), strategy, errors);
    MetadataValidation.validateUpdate(value.get("metadata"), before.get("metadata"), errors);
    if (call.subresource().equals("approval")) {
      strategy.validateApproval(value, before, errors);
    } else if (Subresources.STATUS_PARTS.contains(call.subresource())) {
      strategy.validateStatusUpdate(value, before, errors);
    } else {
      if (Subresources.POD_PARTS.contains(call.subresource())) {
        strategy.validate(value, errors);
        PodUpdateValidation.validatePart(call.subresource(), value, before, errors);
      } else {
        strategy.validateChange(value, before, errors);
      }
      if (call.type().custom() == null) {
        enums.validate(value, call.workedType().schema(), errors);
      }
      strategy.updateWarnings(object, old).forEach(call::warn);
    }
    return refusal(object, errors);
  }

  private static void validateMetadata(
      Call call, Value metadata, Strategy strategy, Errors errors) {
    MetadataValidation.validate(metadata, call.type().namespaced(), strategy.nameRule(), errors);
    if (call.type().custom() == null && !call.type().group().equals("apiextensions.k8s.io")) {
      MetadataValidation.builtInFinalizers(metadata, errors);
    }
  }

  private static @Nullable Refusal refusal(ObjectNode object, Errors errors) {
    return errors.isEmpty() ? null : new Refusal.Invalid(Trees.name(object), errors.list());
  }
}
