package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.RoleRef;
import io.coxswain.api.rbac.v1.Subject;
import io.coxswain.apiserver.auth.Authorizer.Decision;

/**
 * What one binding gives to one subject.
 *
 * @param allowed the answer to what the rules permit, naming the binding in upstream's words
 * @param rules empty where the role is missing
 * @param error why there are no rules; empty where there are
 */
record Grant(Decision allowed, RuleTable rules, String error) {
  static Grant of(
      String kind,
      String binding,
      String namespace,
      RoleRef role,
      Subject subject,
      RuleTable rules,
      String error) {
    var place = namespace.isEmpty() ? binding : binding + "/" + namespace;
    var source =
        kind
            + " \""
            + place
            + "\" of "
            + role.kind()
            + " \""
            + role.name()
            + "\" to "
            + describe(subject, namespace);
    return new Grant(new Decision(true, "RBAC: allowed by " + source), rules, error);
  }

  private static String describe(Subject subject, String namespace) {
    var name = subject.name();
    if (subject.kind().equals("ServiceAccount")) {
      var own = subject.namespace();
      name += "/" + (own == null || own.isEmpty() ? namespace : own);
    }
    return subject.kind() + " \"" + name + "\"";
  }
}
