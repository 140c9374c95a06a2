package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a PriorityClass. */
public final class CreatePriorityClassVerb extends GeneratorVerb {
  @Option(names = "--value", description = "The priority; higher ones go first.")
  int value;

  @Option(names = "--global-default", description = "The priority of pods that name none.")
  boolean globalDefault;

  @Option(names = "--description", description = "When to use it.")
  String description = "";

  @Option(names = "--preemption-policy", description = "PreemptLowerPriority or Never.")
  String preemptionPolicy = "PreemptLowerPriority";

  @Override
  ObjectNode generate(Session session) {
    var priorityClass = object("scheduling.k8s.io/v1", "PriorityClass", name());
    if (!description.isEmpty()) {
      priorityClass.put("description", description);
    }
    if (globalDefault) {
      priorityClass.put("globalDefault", true);
    }
    priorityClass.put("preemptionPolicy", preemptionPolicy);
    priorityClass.put("value", value);
    return priorityClass;
  }
}
