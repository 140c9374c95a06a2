package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a CronJob: {@code create cronjob NAME --image=IMAGE --schedule=S -- COMMAND}. */
public final class CreateCronJobVerb extends GeneratorVerb {
  @Option(names = "--image", description = "Image to run.")
  String image = "";

  @Option(names = "--schedule", description = "When to run, in the format of cron.")
  String schedule = "";

  @Option(names = "--restart", description = "OnFailure or Never.")
  String restart = "";

  @Override
  ObjectNode generate(Session session) {
    require("image", image, "schedule", schedule);
    if (arguments.isEmpty()) {
      throw KubectlException.usage("create cronjob", "NAME is required");
    }
    var name = arguments.getFirst();
    var cronJob = object("batch/v1", "CronJob", name);
    var spec = Trees.ensure(cronJob, "spec");
    spec.put("schedule", schedule);
    Trees.ensure(spec, "jobTemplate", "metadata").put("name", name);
    var template = Trees.ensure(spec, "jobTemplate", "spec", "template");
    Trees.ensure(template, "metadata");
    var container = Trees.object();
    container.put("name", name);
    container.put("image", image);
    if (arguments.size() > 1) {
      container.set("command", Trees.strings(arguments.subList(1, arguments.size())));
    }
    Trees.ensure(container, "resources");
    var podSpec = Trees.ensure(template, "spec");
    podSpec.set("containers", Trees.array().add(container));
    podSpec.put("restartPolicy", restart.isEmpty() ? "OnFailure" : restart);
    Trees.ensure(cronJob, "status");
    return cronJob;
  }
}
