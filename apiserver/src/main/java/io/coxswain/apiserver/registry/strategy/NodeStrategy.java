package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.NodeValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
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

  /** The kubelet's configuration came from the API once. */
  @Override
  public void prepareForCreate(ObjectNode node, Call call) {
    Trees.child(node, "spec").remove("configSource");
  }

  @Override
  public void prepareForUpdate(ObjectNode node, ObjectNode old, Call call) {
    if (!old.path("spec").has("configSource")) {
      Trees.child(node, "spec").remove("configSource");
    }
  }

  @Override
  public List<String> warnings(ObjectNode node) {
    return node.path("spec").has("externalID")
        ? List.of("spec.externalID: this field is deprecated, and is unused by Kubernetes")
        : List.of();
  }

  @Override
  public void validate(Value node, Errors errors) {
    NodeValidation.validate(node, errors);
  }

  @Override
  public void validateChange(Value node, Value old, Errors errors) {
    NodeValidation.validateChange(node, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value node, Value old, Errors errors) {
    NodeValidation.validateChange(node, old, errors);
  }
}
