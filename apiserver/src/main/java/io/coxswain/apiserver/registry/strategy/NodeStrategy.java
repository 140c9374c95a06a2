package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.NodeValidation;
import io.coxswain.apiserver.registry.validation.Value;
import tools.jackson.databind.node.ObjectNode;

/** Nodes: the kubelet creates them with their status. */
public final class NodeStrategy implements Strategy {
  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public void defaults(ObjectNode node) {
    var status = Trees.object(node, "status");
    if (status != null && status.has("capacity") && !status.has("allocatable")) {
      status.set("allocatable", status.get("capacity").deepCopy());
    }
  }

  @Override
  public void validate(Value node, Errors errors) {
    NodeValidation.validate(node, errors);
  }

  @Override
  public void validateUpdate(Value node, Value old, Errors errors) {
    NodeValidation.validateUpdate(node, old, errors);
  }
}
