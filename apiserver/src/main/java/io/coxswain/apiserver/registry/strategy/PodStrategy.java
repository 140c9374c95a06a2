package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.apply.FieldSet;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.PodSpecValidation;
import io.coxswain.apiserver.registry.validation.PodStatusValidation;
import io.coxswain.apiserver.registry.validation.PodUpdateValidation;
import io.coxswain.apiserver.registry.validation.PodWarnings;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pods: start out Pending, change little, and are given time to stop. */
public final class PodStrategy implements Strategy {
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public FieldSet resetFields(String subresource) {
    var reset = Strategy.super.resetFields(subresource);
    return subresource.equals("status")
        ? reset
            .union(FieldSet.of("metadata", "deletionTimestamp"))
            .union(FieldSet.of("metadata", "ownerReferences"))
        : reset;
  }

  @Override
  public boolean returnsDeletedObject() {
    return true;
  }

  @Override
  public void defaults(ObjectNode pod) {
    var spec = Trees.child(pod, "spec");
    PodSpecDefaults.apply(spec);
    PodSpecDefaults.applyToPod(spec);
  }

  @Override
  public void prepareForCreate(ObjectNode pod, Call call) {
    var spec = Trees.child(pod, "spec");
    var status = pod.putObject("status");
    status.put("phase", "Pending");
    if (!spec.path("schedulingGates").isEmpty()) {
      var condition = status.putArray("conditions").addObject();
      condition.put("type", "PodScheduled");
      condition.put("status", "False");
      condition.put("reason", "SchedulingGated");
      condition.put("message", "Scheduling is blocked due to non-empty scheduling gates");
    }
    status.put("qosClass", QosClass.of(spec));
    LabelKeys.apply(pod);
    AppArmorAnnotations.apply(pod, call);
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return List.of("ownerReferences");
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode pod, ObjectNode old, Call call) {
    var qosClass = old.path("status").get("qosClass");
    if (qosClass != null && Trees.text(pod.get("status"), "qosClass").isEmpty()) {
      Trees.child(pod, "status").set("qosClass", qosClass);
    }
    keepObservedGenerations(Trees.child(pod, "status"), old.path("status"));
  }

  /** Writers that don't know of observed generations don't undo what others say of them. */
  private static void keepObservedGenerations(ObjectNode status, JsonNode old) {
    keepObservedGeneration(status, old);
    for (var condition : status.path("conditions")) {
      for (var before : old.path("conditions")) {
        if (condition instanceof ObjectNode object
            && condition.path("type").equals(before.path("type"))) {
          keepObservedGeneration(object, before);
          break;
        }
      }
    }
  }

  private static void keepObservedGeneration(ObjectNode now, JsonNode old) {
    var before = old.get("observedGeneration");
    if (before != null && !now.has("observedGeneration")) {
      now.set("observedGeneration", before);
    }
  }

  @Override
  public void validate(Value pod, Errors errors) {
    PodSpecValidation.validatePod(pod, errors);
  }

  @Override
  public void validateCreate(Value pod, Errors errors) {
    PodSpecValidation.validateCreate(pod, errors);
  }

  @Override
  public void validateUpdate(Value pod, Value old, Errors errors) {
    PodUpdateValidation.validate(pod, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value pod, Value old, Errors errors) {
    PodStatusValidation.validate(pod, old, errors);
  }

  /** Pods that were never bound, or have ended, need no time. */
  @Override
  public long gracePeriodSeconds(ObjectNode pod, long requested) {
    var phase = Trees.text(pod.get("status"), "phase");
    if (Trees.text(pod.get("spec"), "nodeName").isEmpty()
        || phase.equals("Failed")
        || phase.equals("Succeeded")) {
      return 0;
    }
    var own = pod.path("spec").path("terminationGracePeriodSeconds").asLong(30);
    var seconds = requested >= 0 ? requested : own;
    return seconds < 0 ? 1 : seconds;
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    return Stream.concat(
            PodWarnings.ofName(object, "the Pod's hostname").stream(),
            PodWarnings.of("", object).stream())
        .toList();
  }

  @Override
  public List<String> updateWarnings(ObjectNode object, ObjectNode old) {
    return List.of(); // nobody reads them there
  }
}
