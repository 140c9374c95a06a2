package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Job from an image or from a CronJob. */
public final class CreateJobVerb extends GeneratorVerb {
  @Option(names = "--image", description = "Image to run.")
  String image = "";

  @Option(names = "--from", description = "cronjob/NAME to take the job from.")
  String from = "";

  @Override
  ObjectNode generate(Session session) {
    if (arguments.isEmpty()) {
      throw usage("exactly one NAME is required, got 0");
    }
    if (image.isEmpty() == from.isEmpty()) {
      throw KubectlException.error("either --image or --from must be specified");
    }
    var job = object("batch/v1", "Job", arguments.getFirst());
    if (from.isEmpty()) {
      fromImage(job, arguments.subList(1, arguments.size()));
    } else {
      fromCronJob(session, job);
    }
    Trees.ensure(job, "status");
    return job;
  }

  private void fromImage(ObjectNode job, List<String> command) {
    var template = Trees.ensure(job, "spec", "template");
    Trees.ensure(template, "metadata");
    var container = Trees.object();
    container.put("name", Trees.name(job));
    container.put("image", image);
    if (!command.isEmpty()) {
      container.set("command", Trees.strings(command));
    }
    Trees.ensure(container, "resources");
    var spec = Trees.ensure(template, "spec");
    spec.set("containers", Trees.array().add(container));
    spec.put("restartPolicy", "Never");
  }

  private void fromCronJob(Session session, ObjectNode job) {
    var slash = from.indexOf('/');
    var type = session.resources().named(slash < 0 ? from : from.substring(0, slash));
    if (!type.kind().equals("CronJob") || slash < 0) {
      throw KubectlException.error("from must be an existing cronjob");
    }
    var cronJob = session.api().get(type.path(session.namespace(), from.substring(slash + 1)));
    var template = Trees.at(cronJob, "spec", "jobTemplate");
    var metadata = Trees.ensure(job, "metadata");
    var annotations = Trees.ensure(metadata, "annotations");
    annotations.put("cronjob.kubernetes.io/instantiate", "manual");
    Trees.textMap(template, "metadata", "annotations").forEach(annotations::put);
    Trees.textMap(template, "metadata", "labels")
        .forEach((key, value) -> Trees.ensure(metadata, "labels").put(key, value));
    metadata.set("ownerReferences", Trees.array().add(owner(cronJob)));
    job.set("spec", Trees.at(template, "spec"));
  }

  private static ObjectNode owner(JsonNode cronJob) {
    var owner = Trees.object();
    owner.put("apiVersion", "batch/v1");
    owner.put("kind", "CronJob");
    owner.put("name", Trees.name(cronJob));
    owner.put("uid", Trees.text(cronJob, "metadata", "uid"));
    owner.put("controller", true);
    return owner;
  }
}
