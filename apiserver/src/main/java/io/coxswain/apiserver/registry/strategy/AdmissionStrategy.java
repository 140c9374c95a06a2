package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.apply.FieldSet;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.AdmissionPolicyValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import io.coxswain.apiserver.registry.validation.WebhookValidation;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of admissionregistration.k8s.io; all count generations. */
public final class AdmissionStrategy implements Strategy {

  /** Which of them. */
  public enum Registration {
    WEBHOOKS,
    POLICY,
    BINDING
  }

  private final Registration registration;

  public AdmissionStrategy(Registration registration) {
    this.registration = registration;
  }

  @Override
  public boolean hasStatus() {
    return registration == Registration.POLICY;
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return !hasStatus();
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean updatesUnconditionally() {
    return false;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    if (registration == Registration.POLICY) {
      object.putObject("status");
    }
  }

  /** Webhooks have no spec whose changes would be counted. */
  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    if (registration == Registration.WEBHOOKS
        && !object.path("webhooks").equals(old.path("webhooks"))) {
      var before = old.path("metadata").path("generation").asLong(0);
      Trees.metadata(object).put("generation", before + 1);
    }
  }

  /** Writers of the status never come to own metadata either. */
  @Override
  public FieldSet resetFields(String subresource) {
    return registration == Registration.POLICY && subresource.equals("status")
        ? FieldSet.of("spec").union(FieldSet.of("metadata"))
        : Strategy.super.resetFields(subresource);
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return registration == Registration.POLICY ? WRITTEN_METADATA : List.of();
  }

  @Override
  public void validate(Value object, Errors errors) {
    switch (registration) {
      case WEBHOOKS -> {} // what an update may leave as it is, differs from what creation demands
      case POLICY -> {} // the same
      case BINDING -> AdmissionPolicyValidation.validateBinding(object, errors);
    }
  }

  @Override
  public void validateCreate(Value object, Errors errors) {
    switch (registration) {
      case WEBHOOKS -> WebhookValidation.validate(object, errors);
      case POLICY -> AdmissionPolicyValidation.validatePolicy(object, null, errors);
      case BINDING -> {}
    }
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    switch (registration) {
      case WEBHOOKS -> WebhookValidation.validateUpdate(object, old, errors);
      case POLICY -> AdmissionPolicyValidation.validatePolicy(object, old, errors);
      case BINDING -> {}
    }
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    AdmissionPolicyValidation.validateStatus(object.get("status"), errors);
  }
}
