package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** The subjects of role bindings, as flags name them. */
final class Subjects {
  static final String API_GROUP = "rbac.authorization.k8s.io";

  private Subjects() {}

  /** Users, groups and {@code NAMESPACE:NAME} of ServiceAccounts, in this order. */
  static ArrayNode of(List<String> users, List<String> groups, List<String> serviceAccounts) {
    var subjects = Trees.array();
    users.forEach(name -> add(subjects, "User", name));
    groups.forEach(name -> add(subjects, "Group", name));
    for (var account : serviceAccounts) {
      var parts = account.split(":", -1);
      if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw KubectlException.error("serviceaccount must be <namespace>:<name>");
      }
      var subject = subjects.addObject();
      subject.put("kind", "ServiceAccount");
      subject.put("name", parts[1]);
      subject.put("namespace", parts[0]);
    }
    return subjects;
  }

  private static void add(ArrayNode subjects, String kind, String name) {
    if (name.isEmpty()) {
      throw KubectlException.error("invalid subject name " + JsonWriter.quote(name));
    }
    var subject = subjects.addObject();
    subject.put("apiGroup", API_GROUP);
    subject.put("kind", kind);
    subject.put("name", name);
  }
}
