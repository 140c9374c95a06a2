package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.OutputOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs of rollout share that write. */
abstract class RolloutChangeVerb extends RolloutVerb {
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager = "kubectl-rollout";
}
