package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.apply.FieldSet;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.PodWarnings;
import io.coxswain.apiserver.registry.validation.Value;
import io.coxswain.apiserver.registry.validation.WorkloadStatusValidation;
import io.coxswain.apiserver.registry.validation.WorkloadValidation;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of apps/v1 that make pods from a template. */
public final class WorkloadStrategy implements Strategy {

  /** Which of them. */
  public enum Workload {
    DEPLOYMENT,
    REPLICA_SET,
    STATEFUL_SET,
    DAEMON_SET
  }

  private final Workload workload;

  public WorkloadStrategy(Workload workload) {
    this.workload = workload;
  }

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
    return workload == Workload.DEPLOYMENT && subresource.equals("status")
        ? reset.union(FieldSet.of("metadata", "labels"))
        : reset;
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return false;
  }

  @Override
  public Names.Rule nameRule() {
    return Names.SUBDOMAIN;
  }

  @Override
  public void defaults(ObjectNode object) {
    var spec = Trees.child(object, "spec");
    PodSpecDefaults.inTemplate(spec);
    switch (workload) {
      case DEPLOYMENT -> rollingUpdate(Trees.child(spec, "strategy"), "25%", "25%");
      case DAEMON_SET -> daemonSetUpdate(Trees.child(spec, "updateStrategy"));
      case STATEFUL_SET -> statefulSet(spec);
      case REPLICA_SET -> {}
    }
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    var status = object.putObject("status");
    switch (workload) {
      case REPLICA_SET -> status.put("replicas", 0);
      case STATEFUL_SET -> status.put("replicas", 0).put("availableReplicas", 0);
      case DAEMON_SET -> {
        status.put("currentNumberScheduled", 0);
        status.put("numberMisscheduled", 0);
        status.put("desiredNumberScheduled", 0);
        status.put("numberReady", 0);
      }
      case DEPLOYMENT -> {}
    }
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return workload == Workload.DEPLOYMENT ? List.of("labels") : List.of();
  }

  @Override
  public void validate(Value object, Errors errors) {
    WorkloadValidation.validate(workload, object, errors);
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    WorkloadValidation.validateUpdate(workload, object, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    WorkloadStatusValidation.validate(workload, object.get("status"), old.get("status"), errors);
  }

  private static void rollingUpdate(ObjectNode strategy, String surge, String unavailable) {
    if (!Trees.text(strategy, "type").equals("RollingUpdate")) {
      return;
    }
    var rolling = Trees.child(strategy, "rollingUpdate");
    if (!rolling.has("maxUnavailable")) {
      rolling.put("maxUnavailable", unavailable);
    }
    if (!rolling.has("maxSurge")) {
      rolling.put("maxSurge", surge);
    }
  }

  private static void daemonSetUpdate(ObjectNode strategy) {
    if (!Trees.text(strategy, "type").equals("RollingUpdate")) {
      return;
    }
    var rolling = Trees.child(strategy, "rollingUpdate");
    if (!rolling.has("maxUnavailable")) {
      rolling.put("maxUnavailable", 1);
    }
    if (!rolling.has("maxSurge")) {
      rolling.put("maxSurge", 0);
    }
  }

  private static void statefulSet(ObjectNode spec) {
    var strategy = Trees.child(spec, "updateStrategy");
    if (Trees.text(strategy, "type").equals("RollingUpdate")) {
      var rolling = Trees.child(strategy, "rollingUpdate");
      if (!rolling.has("partition")) {
        rolling.put("partition", 0);
      }
    }
    var retention = Trees.child(spec, "persistentVolumeClaimRetentionPolicy");
    for (var field : new String[] {"whenDeleted", "whenScaled"}) {
      if (Trees.text(retention, field).isEmpty()) {
        retention.put(field, "Retain");
      }
    }
    for (var claim : spec.path("volumeClaimTemplates")) {
      if (claim instanceof ObjectNode object) {
        object.put("apiVersion", "v1");
        object.put("kind", "PersistentVolumeClaim");
      }
    }
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    return workload == Workload.DEPLOYMENT || workload == Workload.REPLICA_SET
        ? PodWarnings.ofNameAndTemplate(object, "spec.template")
        : PodWarnings.ofTemplate(object, "spec.template");
  }

  @Override
  public List<String> updateWarnings(ObjectNode object, ObjectNode old) {
    return isNewGeneration(object, old)
        ? PodWarnings.ofTemplate(object, "spec.template")
        : List.of();
  }
}
