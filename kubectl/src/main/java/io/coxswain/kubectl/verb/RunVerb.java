package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LocalPatch;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.stream.RemoteSession;
import io.coxswain.kubectl.stream.Streams;
import io.coxswain.kubectl.tree.JsonReader;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes one pod, and attaches to it where asked. */
public final class RunVerb extends GeneratorVerb {
  /** Registry, path, tag and digest, as far as a wrong one is worth refusing before the server. */
  private static final Pattern IMAGE =
      Pattern.compile(
          "[a-zA-Z0-9][a-zA-Z0-9.:_\\-]*(/[a-z0-9][a-z0-9._\\-]*)*(:[\\w][\\w.\\-]{0,127})?(@[A-Za-z0-9+.\\-_]+:[0-9a-fA-F]{32,})?");

  @Option(names = "--image", description = "Image to run; required.")
  String image = "";

  @Option(names = "--port", description = "Port that the container listens on.")
  String port = "";

  @Option(names = "--env", description = "NAME=VALUE; can be repeated.")
  List<String> environment = new ArrayList<>();

  @Option(
      names = {"-l", "--labels"},
      split = ",",
      description = "Labels of the pod.")
  List<String> labels = new ArrayList<>();

  @Option(names = "--annotations", description = "KEY=VALUE; can be repeated.")
  List<String> annotations = new ArrayList<>();

  @Option(names = "--restart", description = "Always, OnFailure or Never.")
  String restart = "Always";

  @Option(names = "--image-pull-policy", description = "Always, IfNotPresent or Never.")
  String pullPolicy = "";

  @Option(names = "--command", description = "The arguments are the command, not its arguments.")
  boolean command;

  @Option(names = "--overrides", description = "JSON that is merged into the pod.")
  String overrides = "";

  @Mixin FileOptions files = new FileOptions();
  @Mixin Deletion deletion = new Deletion();

  @Option(names = "--leave-stdin-open", description = "Keep stdin open after the first session.")
  boolean leaveStdinOpen;

  @Option(names = "--override-type", description = "merge, json or strategic: how.")
  String overrideType = "merge";

  @Option(
      names = {"-i", "--stdin"},
      description = "Keep stdin open and attach to it.")
  boolean stdin;

  @Option(
      names = {"-t", "--tty"},
      description = "Give the container a terminal.")
  boolean tty;

  @Option(names = "--attach", description = "Attach to the container.")
  boolean attach;

  @Option(names = "--privileged", description = "Run the container privileged.")
  boolean privileged;

  @Option(names = "--expose", description = "Create a ClusterIP Service for --port too.")
  boolean expose;

  @Option(names = "--rm", description = "Delete the pod after attaching.")
  boolean remove;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the container's output only.")
  boolean quiet;

  @Option(names = "--pod-running-timeout", description = "How long to wait for the pod to run.")
  String runningTimeout = "1m0s";

  @Override
  public int run(Session session) {
    fieldManager = "kubectl-run";
    var attaching = attach || stdin;
    if (remove && !attaching) {
      throw usage("--rm should only be used for attached containers");
    }
    if (tty && !stdin) {
      throw KubectlException.error("-i/--stdin is required for containers with -t/--tty=true");
    }
    if (expose && port.isEmpty()) {
      throw usage("--port must be set when exposing a service");
    }
    var manifest = generate(session);
    if (expose) {
      create(session, service(Trees.name(manifest)));
    }
    if (!attaching || dryRun.client()) {
      create(session, manifest);
      return 0;
    }
    var pod = quietly(session, manifest);
    try {
      return attach(session, pod);
    } finally {
      if (remove) {
        session.api().delete(pod.path(), deletion.options());
        if (!quiet) {
          session
              .out()
              .println("pod \"" + pod.name() + "\" deleted from " + pod.namespace() + " namespace");
        }
      }
    }
  }

  private Located quietly(Session session, ObjectNode manifest) {
    var type = session.resources().named("pods");
    var namespace = session.namespace();
    var created =
        session.api().post(type.collection(namespace) + "?fieldManager=kubectl-run", manifest);
    return new Located(type, namespace, created, null);
  }

  private int attach(Session session, Located pod) {
    var waiting = new Waiting(session, GoDuration.parse(runningTimeout));
    var last = new JsonNode[] {pod.object()};
    var started =
        waiting.until(
            pod,
            object -> {
              if (object == null) {
                throw KubectlException.error("pod " + pod.name() + " was deleted");
              }
              last[0] = object;
              return Set.of("Running", "Succeeded", "Failed")
                  .contains(Trees.text(object, "status", "phase"));
            });
    if (!started) {
      throw KubectlException.error("timed out waiting for the condition");
    }
    if (Trees.text(last[0], "status", "phase").equals("Running")) {
      if (!quiet && stdin) {
        session.err().println("If you don't see a command prompt, try pressing enter.");
      }
      new RemoteSession(session, Streams.of(session, stdin, tty))
          .run(pod, "attach", pod.name(), List.of());
    } else {
      printLog(session, pod);
    }
    waiting.until(pod, object -> object == null || exitCode(object) >= 0);
    var object = session.api().get(pod.path());
    return restart.equals("Never") ? Math.max(exitCode(object), 0) : 0;
  }

  private static void printLog(Session session, Located pod) {
    var log = session.api().sendText("GET", pod.path() + "/log", null, "", "*/*");
    session.out().write(log, 0, log.length);
  }

  /** The exit code of the first container; -1 while it runs or will be restarted. */
  private static int exitCode(JsonNode pod) {
    if (!Set.of("Succeeded", "Failed").contains(Trees.text(pod, "status", "phase"))) {
      return -1;
    }
    for (var status : Trees.items(pod, "status", "containerStatuses")) {
      return (int) Trees.number(status, "state", "terminated", "exitCode");
    }
    return 0;
  }

  @Override
  ObjectNode generate(Session session) {
    require("image", image);
    if (arguments.isEmpty()) {
      throw usage("NAME is required for run");
    }
    if (!IMAGE.matcher(image).matches()) {
      throw KubectlException.error(
          "Invalid image name \"%s\": invalid reference format".formatted(image));
    }
    if (!List.of("Always", "OnFailure", "Never").contains(restart)) {
      throw usage("invalid restart policy: " + restart);
    }
    var name = arguments.getFirst();
    var pod = object("v1", "Pod", name);
    var metadata = Trees.ensure(pod, "metadata");
    Trees.ensure(metadata, "labels");
    if (labels.isEmpty()) {
      Trees.ensure(metadata, "labels").put("run", name);
    }
    labels.forEach(pair -> pair(pair, Trees.ensure(metadata, "labels")));
    annotations.forEach(pair -> pair(pair, Trees.ensure(metadata, "annotations")));
    var spec = Trees.ensure(pod, "spec");
    spec.set("containers", Trees.array().add(container(name)));
    spec.put("dnsPolicy", "ClusterFirst");
    spec.put("restartPolicy", restart);
    Trees.ensure(pod, "status");
    return overridden(pod, overrides, overrideType);
  }

  /** An object made of flags with what is to be different. */
  static ObjectNode overridden(ObjectNode object, String overrides, String overrideType) {
    if (overrides.isEmpty()) {
      return object;
    }
    var contentType =
        switch (overrideType) {
          case "merge" -> ApiClient.MERGE_PATCH;
          case "json" -> ApiClient.JSON_PATCH;
          case "strategic" -> ApiClient.STRATEGIC_PATCH;
          default -> throw KubectlException.error("invalid override type: " + overrideType);
        };
    try {
      return LocalPatch.apply(object, JsonReader.read(overrides), contentType);
    } catch (JacksonException e) {
      throw KubectlException.error("Invalid JSON Patch");
    }
  }

  private ObjectNode service(String name) {
    var service = object("v1", "Service", name);
    var spec = Trees.ensure(service, "spec");
    var entry = Trees.object();
    CreateServiceVerb.putPort(entry, "port", port);
    entry.put("protocol", "TCP");
    CreateServiceVerb.putPort(entry, "targetPort", port);
    spec.set("ports", Trees.array().add(entry));
    var selector = Trees.ensure(spec, "selector");
    if (labels.isEmpty()) {
      selector.put("run", name);
    }
    labels.forEach(pair -> pair(pair, selector));
    Trees.ensure(service, "status", "loadBalancer");
    return service;
  }

  private static void pair(String pair, ObjectNode into) {
    var equals = pair.indexOf('=');
    if (equals <= 0) {
      throw KubectlException.error("unexpected label spec: " + pair);
    }
    into.put(pair.substring(0, equals), pair.substring(equals + 1));
  }

  private ObjectNode container(String name) {
    var container = Trees.object();
    container.put("name", name);
    container.put("image", image);
    if (arguments.size() > 1) {
      container.set(
          command ? "command" : "args", Trees.strings(arguments.subList(1, arguments.size())));
    }
    if (!environment.isEmpty()) {
      var variables = Trees.array();
      for (var pair : environment) {
        var equals = pair.indexOf('=');
        if (equals <= 0) {
          throw KubectlException.error("invalid env: " + pair);
        }
        variables.add(
            Trees.object()
                .put("name", pair.substring(0, equals))
                .put("value", pair.substring(equals + 1)));
      }
      container.set("env", variables);
    }
    if (!port.isEmpty()) {
      var entry = Trees.object();
      CreateServiceVerb.putPort(entry, "containerPort", port);
      container.set("ports", Trees.array().add(entry));
    }
    if (!pullPolicy.isEmpty()) {
      container.put("imagePullPolicy", pullPolicy);
    }
    if (stdin) {
      container.put("stdin", true);
      if (!leaveStdinOpen) {
        container.put("stdinOnce", true);
      }
    }
    if (tty) {
      container.put("tty", true);
    }
    Trees.ensure(container, "resources");
    if (privileged) {
      Trees.ensure(container, "securityContext").put("privileged", true);
    }
    return container;
  }
}
