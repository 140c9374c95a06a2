package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.JobStatusValidation;
import io.coxswain.apiserver.registry.validation.JobValidation;
import io.coxswain.apiserver.registry.validation.PodWarnings;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Jobs: the server makes their selector from their uid. */
public final class JobStrategy implements Strategy {
  public static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";
  public static final String JOB_NAME = "batch.kubernetes.io/job-name";
  public static final String OLD_CONTROLLER_UID = "controller-uid";
  public static final String OLD_JOB_NAME = "job-name";

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  /** As batch/v1 always did. */
  @Override
  public boolean orphansByDefault() {
    return true;
  }

  @Override
  public void defaults(ObjectNode job) {
    var spec = Trees.child(job, "spec");
    PodSpecDefaults.inTemplate(spec);
    if (!spec.has("parallelism")) {
      if (!spec.has("completions")) {
        spec.put("completions", 1);
      }
      spec.put("parallelism", 1);
    }
    if (!spec.has("backoffLimit")) {
      spec.put("backoffLimit", spec.has("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6);
    }
    putIfAbsent(spec, "completionMode", "NonIndexed");
    putIfAbsent(
        spec,
        "podReplacementPolicy",
        spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
    if (!spec.has("suspend")) {
      spec.put("suspend", false);
    }
    for (var rule : spec.path("podFailurePolicy").path("rules")) {
      for (var pattern : rule.path("onPodConditions")) {
        if (pattern instanceof ObjectNode object) {
          putIfAbsent(object, "status", "True");
        }
      }
    }
    var labels = spec.path("template").path("metadata").get("labels");
    var metadata = Trees.metadata(job);
    if (labels != null && metadata.path("labels").isEmpty()) {
      metadata.set("labels", labels.deepCopy());
    }
  }

  @Override
  public void prepareForCreate(ObjectNode job, Call call) {
    job.putObject("status");
    var spec = Trees.child(job, "spec");
    if (spec.path("manualSelector").asBoolean(false)) {
      return;
    }
    var uid = Trees.meta(job, "uid");
    var template = Trees.child(spec, "template");
    var labels = Trees.child(Trees.child(template, "metadata"), "labels");
    for (var label : new String[] {CONTROLLER_UID, OLD_CONTROLLER_UID}) {
      putIfAbsent(labels, label, uid);
    }
    for (var label : new String[] {JOB_NAME, OLD_JOB_NAME}) {
      putIfAbsent(labels, label, Trees.name(job));
    }
    // what somebody wrote is refused by the validation where it contradicts
    var selector = Trees.child(spec, "selector");
    putIfAbsent(Trees.child(selector, "matchLabels"), CONTROLLER_UID, uid);
  }

  @Override
  public void validate(Value job, Errors errors) {
    JobValidation.validate(job, errors);
  }

  @Override
  public void validateUpdate(Value job, Value old, Errors errors) {
    JobValidation.validateUpdate(job, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value job, Value old, Errors errors) {
    JobStatusValidation.validate(job, old, errors);
  }

  private static void putIfAbsent(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
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
