package io.coxswain.apiserver.definition;

import io.coxswain.apiserver.custom.ApiApproval;
import io.coxswain.apiserver.definition.Conditions.Condition;
import io.coxswain.apiserver.registry.Trees;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * The condition KubernetesAPIApprovalPolicyConformant, which only definitions in the community's
 * groups have.
 */
final class Approval {
  private Approval() {}

  static void settle(ObjectNode definition, Instant now) {
    if (!ApiApproval.isProtected(Trees.text(definition.path("spec"), "group"))) {
      return;
    }
    var approval = ApiApproval.of(definition);
    Conditions.set(
        definition,
        new Condition(
            "KubernetesAPIApprovalPolicyConformant",
            approval.state() == ApiApproval.State.APPROVED,
            approval.state().reason(),
            approval.message()),
        now);
  }
}
