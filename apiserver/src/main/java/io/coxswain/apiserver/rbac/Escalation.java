package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a user grants more than they hold. */
public final class Escalation {
  private Escalation() {}

  /**
   * Upstream's message about what the user does not hold in a namespace; null where all is held.
   */
  public static @Nullable String problem(
      UserInfo user, String namespace, List<PolicyRule> granted, RuleResolver resolver) {
    var held = resolver.rulesFor(user, namespace);
    var missing = Coverage.missing(held.rules(), granted);
    if (missing.isEmpty()) {
      return null;
    }
    var message =
        "user \""
            + user.name()
            + "\" (groups="
            + Coverage.quoted(user.groups())
            + ") is attempting to grant RBAC permissions not currently held:\n"
            + String.join("\n", Coverage.describe(missing));
    return held.errors().isEmpty()
        ? message
        : message + "; resolution errors: [" + String.join(", ", held.errors()) + "]";
  }
}
