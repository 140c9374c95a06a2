package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import java.util.Base64;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Secret: {@code create secret generic NAME --from-literal=KEY=VALUE}. */
public final class CreateSecretVerb extends GeneratorVerb {
  @Mixin DataSources sources = new DataSources();

  @Option(names = "--type", description = "Type of the secret.")
  String type = "";

  @Override
  ObjectNode generate(Session session) {
    if (arguments.isEmpty() || !arguments.getFirst().equals("generic")) {
      throw KubectlException.error("only 'create secret generic NAME' is supported");
    }
    arguments.removeFirst();
    var secret = object("v1", "Secret", name());
    sources
        .read(session)
        .forEach(
            (key, value) ->
                Trees.ensure(secret, "data").put(key, Base64.getEncoder().encodeToString(value)));
    if (!type.isEmpty()) {
      secret.put("type", type);
    }
    return secret;
  }
}
