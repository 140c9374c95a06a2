package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.GoDuration;
import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.stream.RemoteSession;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks into a pod with an ephemeral container, or into a node with a pod that shares its
 * namespaces and sees its file system under {@code /host}.
 */
public final class DebugVerb extends Verb {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  @Mixin StreamOptions streams = new StreamOptions();

  @Option(names = "--image", description = "Image of the container to look with; required.")
  String image = "";

  @Option(names = "--target", description = "Share the processes of this container of the pod.")
  String target = "";

  @Option(names = "--env", split = ",", description = "NAME=VALUE; can be repeated.")
  List<String> environment = new ArrayList<>();

  @Option(names = "--image-pull-policy", description = "Always, IfNotPresent or Never.")
  String pullPolicy = "";

  @Option(
      names = "--attach",
      arity = "0..1",
      fallbackValue = "true",
      description = "Attach to the container.")
  boolean attach;

  @Option(
      names = "--profile",
      description = "general, baseline, restricted, netadmin, sysadmin or legacy.")
  String profile = "general";

  @Option(names = "--copy-to", description = "Not supported: debug a copy of the pod.")
  String copyTo = "";

  @Option(names = "--share-processes", hidden = true, description = "Accepted.")
  boolean shareProcesses;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    check();
    var targets = arguments.getFirst();
    var command = arguments.subList(1, arguments.size());
    var slash = targets.indexOf('/');
    var type = session.resources().named(slash < 0 ? "pods" : targets.substring(0, slash));
    if (type.kind().equals("Node")) {
      return node(session, targets.substring(slash + 1), command);
    }
    return pod(session, PodsOf.one(session, targets), command);
  }

  private void check() {
    if (arguments.isEmpty()) {
      throw KubectlException.error("NAME or TYPE/NAME is required for debug");
    }
    if (!copyTo.isEmpty()) {
      throw KubectlException.error("--copy-to is not supported: debug the pod itself");
    }
    if (image.isEmpty()) {
      throw KubectlException.error("--image is required when not using --copy-to");
    }
    if (streams.tty && !streams.stdin) {
      throw KubectlException.error("-i/--stdin is required for containers with -t/--tty=true");
    }
    if (!List.of("general", "baseline", "restricted", "netadmin", "sysadmin", "legacy")
        .contains(profile)) {
      throw KubectlException.error("unknown profile: " + profile);
    }
  }

  private ObjectNode container(String name, List<String> command) {
    var container = Trees.object();
    container.put("name", name);
    container.put("image", image);
    if (!command.isEmpty()) {
      container.set("command", Trees.strings(command));
    }
    for (var pair : environment) {
      var equals = pair.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error("invalid env: " + pair);
      }
      var variable = container.withArray("env").addObject();
      variable.put("name", pair.substring(0, equals)).put("value", pair.substring(equals + 1));
    }
    if (!pullPolicy.isEmpty()) {
      container.put("imagePullPolicy", pullPolicy);
    }
    if (streams.stdin) {
      container.put("stdin", true);
    }
    if (streams.tty) {
      container.put("tty", true);
    }
    secure(container);
    return container;
  }

  /** What the profiles of KEP-1441 allow the container. */
  private void secure(ObjectNode container) {
    switch (profile) {
      case "general" -> capabilities(container, "SYS_PTRACE");
      case "netadmin" -> capabilities(container, "NET_ADMIN", "NET_RAW");
      case "sysadmin" -> Trees.ensure(container, "securityContext").put("privileged", true);
      case "restricted" -> {
        var context = Trees.ensure(container, "securityContext");
        context.put("allowPrivilegeEscalation", false);
        context.put("runAsNonRoot", true);
        Trees.ensure(context, "capabilities").set("drop", Trees.strings(List.of("ALL")));
        Trees.ensure(context, "seccompProfile").put("type", "RuntimeDefault");
      }
      default -> {}
    }
  }

  private static void capabilities(ObjectNode container, String... names) {
    Trees.ensure(container, "securityContext", "capabilities")
        .set("add", Trees.strings(List.of(names)));
  }

  private static String suffix() {
    var random = ThreadLocalRandom.current();
    var text = new StringBuilder();
    for (var i = 0; i < 5; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private int pod(Session session, Located pod, List<String> command) {
    var name = streams.container.isEmpty() ? "debugger-" + suffix() : streams.container;
    if (PodsOf.containerNames(pod.object()).contains(name)) {
      throw KubectlException.error("container name \"" + name + "\" already in use");
    }
    var container = container(name, command);
    if (!target.isEmpty()) {
      container.put("targetContainerName", target);
      session
          .err()
          .printf(
              "Targeting container \"%s\". If you don't see processes from this container it may be because the container runtime doesn't support this feature.%n",
              target);
    }
    if (streams.container.isEmpty()) {
      session.err().println("Defaulting debug container name to " + name + ".");
    }
    var patch = Trees.object();
    Trees.ensure(patch, "spec").set("ephemeralContainers", Trees.array().add(container));
    session.api().patch(pod.path() + "/ephemeralcontainers", patch, ApiClient.STRATEGIC_PATCH);
    return attach || streams.stdin ? attach(session, pod, name, "ephemeralContainerStatuses") : 0;
  }

  private int node(Session session, String node, List<String> command) {
    session.api().get("/api/v1/nodes/" + node);
    var name = "node-debugger-" + node + "-" + suffix();
    var object = GeneratorVerb.object("v1", "Pod", name);
    Trees.ensure(object, "metadata", "labels").put("app.kubernetes.io/managed-by", "kubectl-debug");
    var spec = Trees.ensure(object, "spec");
    var container =
        container(streams.container.isEmpty() ? "debugger" : streams.container, command);
    if (profile.equals("general")) {
      container.remove("securityContext"); // of the node's general profile
    }
    if (!profile.equals("restricted")) {
      var mount = container.withArray("volumeMounts").addObject();
      mount.put("mountPath", "/host").put("name", "host-root");
      var volume = spec.withArray("volumes").addObject();
      volume.put("name", "host-root");
      Trees.ensure(volume, "hostPath").put("path", "/");
      spec.put("hostIPC", true).put("hostNetwork", true).put("hostPID", true);
    }
    container.put("terminationMessagePolicy", "File");
    spec.set("containers", Trees.array().add(container));
    spec.put("nodeName", node);
    spec.put("restartPolicy", "Never");
    spec.withArray("tolerations").addObject().put("operator", "Exists");
    var pods = session.resources().named("pods");
    var namespace = session.namespace();
    session
        .err()
        .printf(
            "Creating debugging pod %s with container %s on node %s.%n",
            name, text(container, "name"), node);
    var created =
        session.api().post(pods.collection(namespace) + "?fieldManager=kubectl-debug", object);
    var pod = new Located(pods, namespace, created, null);
    return attach || streams.stdin
        ? attach(session, pod, text(container, "name"), "containerStatuses")
        : 0;
  }

  private int attach(Session session, Located pod, String container, String statuses) {
    var waiting = new Waiting(session, GoDuration.parse("1m"));
    var started =
        waiting.until(pod, object -> object != null && hasStarted(object, container, statuses));
    if (!started) {
      throw KubectlException.error("timed out waiting for the condition");
    }
    if (!streams.quiet && streams.stdin) {
      session.err().println("If you don't see a command prompt, try pressing enter.");
    }
    return new RemoteSession(session, streams.open(session))
        .run(pod, "attach", container, List.of());
  }

  private static boolean hasStarted(JsonNode pod, String container, String statuses) {
    return Trees.items(pod, "status", statuses).stream()
        .filter(status -> text(status, "name").equals(container))
        .anyMatch(
            status ->
                Trees.has(status, "state", "running") || Trees.has(status, "state", "terminated"));
  }
}
