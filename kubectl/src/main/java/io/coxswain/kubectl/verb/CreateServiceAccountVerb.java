package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import tools.jackson.databind.node.ObjectNode;

/** Makes a ServiceAccount. */
public final class CreateServiceAccountVerb extends GeneratorVerb {
  @Override
  ObjectNode generate(Session session) {
    return object("v1", "ServiceAccount", name());
  }
}
