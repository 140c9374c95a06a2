package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.IngressValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Ingresses: rules for HTTP from outside. */
public final class IngressStrategy implements SpecAndStatus {
  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status").putObject("loadBalancer");
  }

  @Override
  public void validate(Value object, Errors errors) {
    IngressValidation.validate(object, errors);
  }

  @Override
  public void validateCreate(Value object, Errors errors) {
    IngressValidation.validateCreate(object, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    IngressValidation.validateStatus(object, errors);
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    return object.path("metadata").path("annotations").has(IngressValidation.CLASS_ANNOTATION)
        ? List.of(
            "annotation \"kubernetes.io/ingress.class\" is deprecated, please use"
                + " 'spec.ingressClassName' instead")
        : List.of();
  }
}
