package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.Subject;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What bindings of one scope, the cluster or a namespace, give to whom. */
final class GrantIndex {
  private final Map<String, List<Grant>> users = new HashMap<>();
  private final Map<String, List<Grant>> groups = new HashMap<>();

  /**
   * Adds what a binding gives to a subject. Only before the index is shared.
   *
   * @param namespace that of the binding, empty for the cluster
   */
  void add(Subject subject, String namespace, Grant grant) {
    switch (subject.kind()) {
      case "User" -> put(users, subject.name(), grant);
      case "Group" -> put(groups, subject.name(), grant);
      case "ServiceAccount" -> {
        var own = subject.namespace();
        var home = own == null || own.isEmpty() ? namespace : own;
        if (!home.isEmpty()) {
          put(users, "system:serviceaccount:" + home + ":" + subject.name(), grant);
        }
      }
      default -> {
        // validation admits no other kind; what an older server stored binds nobody
      }
    }
  }

  private static void put(Map<String, List<Grant>> grants, String name, Grant grant) {
    grants.computeIfAbsent(name, ignored -> new ArrayList<>(2)).add(grant);
  }

  /** Shows a user's grants until the visitor has seen enough; true where it has. */
  boolean visit(UserInfo user, Predicate<Grant> visitor) {
    if (anyOf(users.get(user.name()), visitor)) {
      return true;
    }
    var own = user.groups();
    for (var i = 0; i < own.size(); i++) {
      if (anyOf(groups.get(own.get(i)), visitor)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyOf(
      @org.jspecify.annotations.Nullable List<Grant> grants, Predicate<Grant> visitor) {
    if (grants == null) {
      return false;
    }
    for (var i = 0; i < grants.size(); i++) {
      if (visitor.test(grants.get(i))) {
        return true;
      }
    }
    return false;
  }
}
