package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.JobValidation;
import io.coxswain.apiserver.registry.validation.PodWarnings;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** CronJobs: a schedule and the job it makes. */
public final class CronJobStrategy implements Strategy {
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return false;
  }

  @Override
  public void defaults(ObjectNode cronJob) {
    var template = Trees.object(Trees.child(cronJob, "spec"), "jobTemplate");
    var jobSpec = Trees.object(template, "spec");
    if (jobSpec != null) {
      PodSpecDefaults.inTemplate(jobSpec);
    }
  }

  @Override
  public void prepareForCreate(ObjectNode cronJob, Call call) {
    cronJob.putObject("status");
  }

  @Override
  public void validateCreate(Value cronJob, Errors errors) {
    JobValidation.validateCronJob(cronJob, null, errors);
  }

  @Override
  public void validateUpdate(Value cronJob, Value old, Errors errors) {
    JobValidation.validateCronJob(cronJob, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    return PodWarnings.ofNameAndTemplate(object, "spec.jobTemplate.spec.template");
  }

  @Override
  public List<String> updateWarnings(ObjectNode object, ObjectNode old) {
    return isNewGeneration(object, old)
        ? PodWarnings.ofTemplate(object, "spec.jobTemplate.spec.template")
        : List.of();
  }
}
