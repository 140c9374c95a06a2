package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.resource.Located;
import tools.jackson.databind.node.ObjectNode;

/** Sets the ServiceAccount of pod templates: {@code set serviceaccount TYPE NAME ACCOUNT}. */
public final class SetServiceAccountVerb extends SetVerb {
  private String account = "";

  @Override
  public int run(Session session) {
    if (arguments.isEmpty()) {
      throw KubectlException.error("serviceaccount is required");
    }
    account = arguments.removeLast();
    return super.run(session);
  }

  @Override
  boolean takes(String argument) {
    return false;
  }

  @Override
  void check() {}

  @Override
  String happened() {
    return "serviceaccount updated";
  }

  @Override
  void change(Session session, Located item, ObjectNode podSpec) {
    podSpec.put("serviceAccountName", account);
    if (podSpec.has("serviceAccount")) {
      podSpec.put("serviceAccount", account);
    }
  }
}
