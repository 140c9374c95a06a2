package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.ServiceAddressValidation;
import io.coxswain.apiserver.registry.validation.Value;

/** IPAddresses: named by the address itself. */
public final class IpAddressStrategy implements Strategy {
  @Override
  public Names.Rule nameRule() {
    return ServiceAddressValidation::addressName;
  }

  @Override
  public void validate(Value object, Errors errors) {
    ServiceAddressValidation.validateAddress(object, errors);
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    ServiceAddressValidation.validateAddressUpdate(object, old, errors);
  }
}
