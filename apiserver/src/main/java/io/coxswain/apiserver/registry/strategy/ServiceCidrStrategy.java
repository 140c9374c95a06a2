package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.ServiceAddressValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** ServiceCIDRs: ranges that don't change. */
public final class ServiceCidrStrategy implements SpecAndStatus {
  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status");
  }

  @Override
  public List<String> metadataApartFromStatus() {
    return WRITTEN_METADATA;
  }

  @Override
  public void validate(Value object, Errors errors) {
    ServiceAddressValidation.validateCidr(object, errors);
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    ServiceAddressValidation.validateCidrUpdate(object, old, errors);
  }
}
