package io.coxswain.apiserver.registry.admission.policy;

import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.registry.admission.cel.PolicyProgram.Decision;
import io.coxswain.apiserver.registry.admission.policy.Policy.Binding;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** What policies have for the audit log. */
final class PolicyNotes {
  private static final String FAILURE = "validation.policy.admission.k8s.io/validation_failure";
  private static final int LONGEST = 10 * 1024;

  private PolicyNotes() {}

  /** Adds what one binding and parameter have to say; the same is noted once. */
  static void collect(Map<String, String> annotations, Map<String, Set<String>> notes) {
    annotations.forEach(
        (key, value) ->
            notes
                .computeIfAbsent(key, any -> new LinkedHashSet<>())
                .add(value.length() > LONGEST ? value.substring(0, LONGEST) : value));
  }

  /** Notes what all bindings of a policy have said, under its name. */
  static void publish(Policy policy, Map<String, Set<String>> notes) {
    var trail = AuditTrail.current();
    if (trail != null) {
      notes.forEach(
          (key, values) -> trail.admitted(policy.name() + "/" + key, String.join(", ", values)));
    }
  }

  /** Notes that a request goes on though it is not as it should be. */
  static void failed(Binding binding, Policy policy, Decision decision) {
    var trail = AuditTrail.current();
    if (trail == null) {
      return;
    }
    var list = JsonNodeFactory.instance.arrayNode();
    var failure =
        list.addObject()
            .put("message", decision.message())
            .put("policy", policy.name())
            .put("binding", binding.name())
            .put("expressionIndex", decision.index());
    binding.actions().forEach(failure.putArray("validationActions")::add);
    trail.admitted(FAILURE, list);
  }
}
