package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a ResourceQuota: {@code create quota NAME --hard=cpu=1,pods=2}. */
public final class CreateQuotaVerb extends GeneratorVerb {
  @Option(names = "--hard", description = "RESOURCE=QUANTITY, separated by commas.")
  String hard = "";

  @Option(names = "--scopes", description = "Scopes, separated by commas.")
  String scopes = "";

  @Override
  ObjectNode generate(Session session) {
    var quota = object("v1", "ResourceQuota", name());
    var spec = Trees.ensure(quota, "spec");
    if (!hard.isEmpty()) {
      for (var pair : hard.split(",", -1)) {
        var equals = pair.indexOf('=');
        if (equals <= 0 || pair.indexOf('=', equals + 1) >= 0) {
          throw KubectlException.error(
              "invalid argument syntax %s, expected <resource>=<value>"
                  .formatted(JsonWriter.quote(pair)));
        }
        Trees.ensure(spec, "hard").put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    if (!scopes.isEmpty()) {
      spec.set("scopes", Trees.strings(List.of(scopes.split(",", -1))));
    }
    Trees.ensure(quota, "status");
    return quota;
  }
}
