package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.NetworkPolicyValidation;
import io.coxswain.apiserver.registry.validation.Value;
import tools.jackson.databind.node.ObjectNode;

/** NetworkPolicies: what a policy is about follows from its rules. */
public final class NetworkPolicyStrategy implements Strategy {
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public void defaults(ObjectNode object) {
    var spec = Trees.child(object, "spec");
    if (!spec.path("policyTypes").isEmpty()) {
      return;
    }
    var types = spec.putArray("policyTypes").add("Ingress");
    if (!spec.path("egress").isEmpty()) {
      types.add("Egress");
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    NetworkPolicyValidation.validate(object, errors);
  }
}
