package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.ResourceClaimValidation;
import io.coxswain.apiserver.registry.validation.ResourceSliceValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kinds of resource.k8s.io. Fields behind gates that v1.34 has off are dropped: partitionable
 * devices, taints, consumable capacity, binding conditions and extended resources.
 */
public final class ResourceStrategy implements Strategy {
  private static final List<String> GATED_IN_REQUESTS = List.of("tolerations", "capacity");
  private static final List<String> GATED_IN_RESULTS =
      List.of(
          "tolerations",
          "bindingConditions",
          "bindingFailureConditions",
          "shareID",
          "consumedCapacity");
  private static final List<String> GATED_IN_DEVICES =
      List.of(
          "consumesCounters",
          "nodeName",
          "nodeSelector",
          "allNodes",
          "taints",
          "bindsToNode",
          "bindingConditions",
          "bindingFailureConditions",
          "allowMultipleAllocations");

  /** Which of them. */
  public enum Resource {
    CLASS,
    CLAIM,
    TEMPLATE,
    SLICE
  }

  private final Resource resource;

  public ResourceStrategy(Resource resource) {
    this.resource = resource;
  }

  @Override
  public boolean hasStatus() {
    return resource == Resource.CLAIM;
  }

  @Override
  public boolean returnsDeletedObject() {
    return true;
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return !hasStatus();
  }

  @Override
  public boolean countsGenerations() {
    return resource == Resource.CLASS || resource == Resource.SLICE;
  }

  @Override
  public void defaults(ObjectNode object) {
    for (var request : devices(object).path("requests")) {
      count(request.path("exactly"));
      request.path("firstAvailable").forEach(ResourceStrategy::count);
    }
  }

  private static void count(JsonNode request) {
    if (!(request instanceof ObjectNode exact)) {
      return;
    }
    if (Trees.text(exact, "allocationMode").isEmpty()) {
      exact.put("allocationMode", "ExactCount");
    }
    if (Trees.text(exact, "allocationMode").equals("ExactCount") && !exact.has("count")) {
      exact.put("count", 1);
    }
  }

  /** What a claim or the claim of a template wants. */
  private JsonNode devices(ObjectNode object) {
    return switch (resource) {
      case CLAIM -> object.path("spec").path("devices");
      case TEMPLATE -> object.path("spec").path("spec").path("devices");
      case CLASS, SLICE -> object.path("");
    };
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    if (hasStatus()) {
      object.putObject("status");
    }
    dropGated(object);
  }

  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    dropGated(object);
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode object, ObjectNode old, Call call) {
    var status = object.path("status");
    drop(status.path("allocation"), List.of("allocationTimestamp"));
    for (var result : status.path("allocation").path("devices").path("results")) {
      drop(result, GATED_IN_RESULTS);
    }
    status.path("devices").forEach(device -> drop(device, List.of("shareID")));
  }

  private void dropGated(ObjectNode object) {
    for (var request : devices(object).path("requests")) {
      drop(request.path("exactly"), GATED_IN_REQUESTS);
      request.path("firstAvailable").forEach(sub -> drop(sub, GATED_IN_REQUESTS));
    }
    for (var constraint : devices(object).path("constraints")) {
      drop(constraint, List.of("distinctAttribute"));
    }
    if (resource == Resource.CLASS) {
      drop(object.path("spec"), List.of("extendedResourceName"));
    }
    if (resource == Resource.SLICE) {
      drop(object.path("spec"), List.of("sharedCounters", "perDeviceNodeSelection"));
      for (var device : object.path("spec").path("devices")) {
        drop(device, GATED_IN_DEVICES);
        device.path("capacity").forEach(capacity -> drop(capacity, List.of("requestPolicy")));
      }
    }
  }

  private static void drop(JsonNode object, List<String> fields) {
    if (object instanceof ObjectNode found) {
      found.remove(fields);
    }
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return WRITTEN_METADATA;
  }

  @Override
  public void validate(Value object, Errors errors) {
    switch (resource) {
      case CLASS -> ResourceClaimValidation.validateClass(object.get("spec"), errors);
      case CLAIM, TEMPLATE -> {} // a spec that can't change is checked once
      case SLICE -> ResourceSliceValidation.validate(object.get("spec"), errors);
    }
  }

  @Override
  public void validateCreate(Value object, Errors errors) {
    switch (resource) {
      case CLAIM -> ResourceClaimValidation.validateClaim(object.get("spec"), errors);
      case TEMPLATE -> ResourceClaimValidation.validateTemplate(object.get("spec"), errors);
      case CLASS, SLICE -> {}
    }
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    switch (resource) {
      case CLAIM, TEMPLATE -> ResourceClaimValidation.validateUpdate(object, old, errors);
      case SLICE ->
          ResourceSliceValidation.validateUpdate(object.get("spec"), old.get("spec"), errors);
      case CLASS -> {}
    }
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    ResourceClaimValidation.validateStatusUpdate(object, old, errors);
  }
}
