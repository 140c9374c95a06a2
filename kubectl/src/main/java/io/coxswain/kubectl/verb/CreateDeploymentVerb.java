package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Deployment: {@code create deployment NAME --image=IMAGE -- COMMAND}. */
public final class CreateDeploymentVerb extends GeneratorVerb {
  @Option(names = "--image", split = ",", description = "Image; can be repeated.")
  List<String> images = new ArrayList<>();

  @Option(
      names = {"-r", "--replicas"},
      description = "Number of pods.")
  int replicas = 1;

  @Option(names = "--port", description = "Port that the container listens on.")
  int port = -1;

  @Override
  ObjectNode generate(Session session) {
    if (arguments.isEmpty()) {
      throw usage("exactly one NAME is required, got 0");
    }
    if (images.isEmpty()) {
      throw KubectlException.error("required flag(s) \"image\" not set");
    }
    var name = arguments.getFirst();
    var command = arguments.subList(1, arguments.size());
    if (images.size() > 1 && !command.isEmpty()) {
      throw KubectlException.error("cannot specify multiple --image options and command");
    }
    var deployment = object("apps/v1", "Deployment", name);
    Trees.ensure(deployment, "metadata", "labels").put("app", name);
    var spec = Trees.ensure(deployment, "spec");
    spec.put("replicas", replicas);
    Trees.ensure(spec, "selector", "matchLabels").put("app", name);
    Trees.ensure(spec, "strategy");
    var template = Trees.ensure(spec, "template");
    Trees.ensure(template, "metadata");
    Trees.ensure(template, "metadata", "labels").put("app", name);
    var containers = Trees.array();
    images.forEach(image -> containers.add(container(image, command)));
    Trees.ensure(template, "spec").set("containers", containers);
    Trees.ensure(deployment, "status");
    return deployment;
  }

  private ObjectNode container(String image, List<String> command) {
    var container = Trees.object();
    container.put("name", containerName(image));
    container.put("image", image);
    if (!command.isEmpty()) {
      container.set("command", Trees.strings(command));
    }
    if (port >= 0) {
      container.set("ports", Trees.array().add(Trees.object().put("containerPort", port)));
    }
    Trees.ensure(container, "resources");
    return container;
  }
}
