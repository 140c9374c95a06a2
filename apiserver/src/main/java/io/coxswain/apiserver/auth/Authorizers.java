package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.auth.Authorizer.Decision;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.StringJoiner;

/** Authorizers made of others, as {@code --authorization-mode} puts them together. */
public final class Authorizers {
  /** Members may do anything, whatever roles say: the way back in when roles are broken. */
  public static final String PRIVILEGED_GROUP = "system:masters";

  private Authorizers() {}

  /** The first that allows decides; members of {@link #PRIVILEGED_GROUP} are not asked about. */
  public static Authorizer union(List<Authorizer> modes) {
    var all = List.copyOf(modes);
    return (user, info) ->
        user.groups().contains(PRIVILEGED_GROUP) ? Decision.ALLOWED : ask(all, user, info);
  }

  private static Decision ask(List<Authorizer> modes, UserInfo user, RequestInfo info) {
    var reasons = new StringJoiner("\n");
    for (var mode : modes) {
      var decision = mode.authorize(user, info);
      if (decision.allowed()) {
        return decision;
      }
      if (!decision.reason().isEmpty()) {
        reasons.add(decision.reason());
      }
    }
    return reasons.length() == 0 ? Decision.NO_OPINION : new Decision(false, reasons.toString());
  }

  /** {@code AlwaysAllow}. */
  public static Authorizer alwaysAllow() {
    return (user, info) -> Decision.ALLOWED;
  }
}
