package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a PodDisruptionBudget. */
public final class CreatePodDisruptionBudgetVerb extends GeneratorVerb {
  @Option(names = "--selector", description = "Labels of the pods, as in app=web.")
  String selector = "";

  @Option(names = "--min-available", description = "Pods that must stay: a number or a percentage.")
  String minAvailable = "";

  @Option(names = "--max-unavailable", description = "Pods that may go: a number or a percentage.")
  String maxUnavailable = "";

  @Override
  ObjectNode generate(Session session) {
    if (selector.isEmpty()) {
      throw KubectlException.error("a selector must be specified");
    }
    if (minAvailable.isEmpty() && maxUnavailable.isEmpty()) {
      throw KubectlException.error("one of min-available or max-unavailable must be specified");
    }
    if (!minAvailable.isEmpty() && !maxUnavailable.isEmpty()) {
      throw KubectlException.error("min-available and max-unavailable cannot be both specified");
    }
    var budget = object("policy/v1", "PodDisruptionBudget", name());
    var spec = Trees.ensure(budget, "spec");
    var field = minAvailable.isEmpty() ? "maxUnavailable" : "minAvailable";
    CreateServiceVerb.putPort(spec, field, minAvailable.isEmpty() ? maxUnavailable : minAvailable);
    for (var pair : selector.split(",", -1)) {
      var equals = pair.indexOf('=');
      if (equals <= 0) {
        throw invalid("selector", pair);
      }
      Trees.ensure(spec, "selector", "matchLabels")
          .put(pair.substring(0, equals), pair.substring(equals + 1).replaceFirst("^=", ""));
    }
    var status = Trees.ensure(budget, "status");
    for (var count :
        List.of("currentHealthy", "desiredHealthy", "disruptionsAllowed", "expectedPods")) {
      status.put(count, 0);
    }
    return budget;
  }
}
