package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.RoleValidation;
import io.coxswain.apiserver.registry.validation.Value;
import tools.jackson.databind.node.ObjectNode;

/** Roles and their bindings, of a namespace or of the cluster. */
public enum RoleStrategy implements Strategy {
  ROLES(true, false),
  CLUSTER_ROLES(false, false),
  BINDINGS(true, true),
  CLUSTER_BINDINGS(false, true);

  private static final String GROUP = "rbac.authorization.k8s.io";

  private final boolean namespaced;
  private final boolean binding;

  RoleStrategy(boolean namespaced, boolean binding) {
    this.namespaced = namespaced;
    this.binding = binding;
  }

  @Override
  public void defaults(ObjectNode object) {
    if (!binding) {
      return;
    }
    if (object.get("roleRef") instanceof ObjectNode role
        && Trees.text(role, "apiGroup").isEmpty()) {
      role.put("apiGroup", GROUP);
    }
    for (var subject : object.path("subjects")) {
      if (!(subject instanceof ObjectNode known)) {
        continue;
      }
      if (Trees.text(known, "apiGroup").isEmpty()) {
        known.remove("apiGroup");
        var kind = Trees.text(known, "kind");
        if (kind.equals("User") || kind.equals("Group")) {
          known.put("apiGroup", GROUP);
        }
      }
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    if (binding) {
      RoleValidation.validateBinding(object, namespaced, errors);
    } else {
      RoleValidation.validateRole(object, namespaced, errors);
    }
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    if (binding) {
      RoleValidation.validateBindingUpdate(object, old, errors);
    }
  }

  @Override
  public Names.Rule nameRule() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
