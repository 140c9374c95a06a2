package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Namespace. */
public final class CreateNamespaceVerb extends GeneratorVerb {
  @Override
  ObjectNode generate(Session session) {
    var namespace = object("v1", "Namespace", name());
    Trees.ensure(namespace, "spec");
    Trees.ensure(namespace, "status");
    return namespace;
  }
}
