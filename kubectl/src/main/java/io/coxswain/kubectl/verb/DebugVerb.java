package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.debug.DebugProfile;
import io.coxswain.kubectl.debug.Debugger;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.stream.RemoteSession;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks into a pod with an ephemeral container or a changed copy of it, or into a node with a pod
 * that shares its namespaces and sees its file system under {@code /host}.
 */
public final class DebugVerb extends Verb {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  @Mixin StreamOptions streams = new StreamOptions();
  @Mixin Copying copying = new Copying();

  @Option(
      names = {"-f", "--filename"},
      split = ",",
      description = "File with the objects to look into; can be repeated.")
  List<String> files = new ArrayList<>();

  @Option(names = "--image", description = "Image of the container to look with.")
  String image = "";

  @Option(names = "--arguments-only", description = "What follows -- are arguments, no command.")
  boolean argumentsOnly;

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
      description = "Attach to the container; so by itself with -i.")
  @Nullable Boolean attach;

  @Option(names = "--custom", description = "File with a partial container to merge in.")
  String custom = "";

  @Parameters List<String> arguments = new ArrayList<>();

  /** Flags about copies of pods. */
  static final class Copying {
    @Option(names = "--copy-to", description = "Look into a copy of the pod with this name.")
    String name = "";

    @Option(names = "--replace", description = "Delete the pod once it is copied.")
    boolean replace;

    @Option(names = "--same-node", description = "Run the copy on the pod's node.")
    boolean sameNode;

    @Option(names = "--set-image", split = ",", description = "CONTAINER=IMAGE; * for all.")
    List<String> images = new ArrayList<>();

    @Option(
        names = "--share-processes",
        arity = "0..1",
        fallbackValue = "true",
        description = "Let the copy's containers see each other's processes.")
    @Nullable Boolean shareProcesses;

    @Option(names = "--keep-labels", description = "Keep the pod's labels.")
    boolean labels;

    @Option(names = "--keep-annotations", description = "Keep the pod's annotations.")
    boolean annotations;

    @Option(names = "--keep-liveness", description = "Keep liveness probes.")
    boolean liveness;

    @Option(names = "--keep-readiness", description = "Keep readiness probes.")
    boolean readiness;

    @Option(names = "--keep-startup", description = "Keep startup probes.")
    boolean startup;

    @Option(
        names = "--keep-init-containers",
        arity = "0..1",
        fallbackValue = "true",
        description = "Keep init containers.")
    boolean initContainers = true;

    DebugProfile.Keep keep() {
      return new DebugProfile.Keep(
          labels, annotations, liveness, readiness, startup, initContainers);
    }
  }

  @Override
  public int run(Session session) {
    // What follows -- is the command; without it every word is a target.
    var words = commandWords();
    var targets = arguments.subList(0, arguments.size() - words.size());
    var debugProfile = DebugProfile.named(profile());
    var customized = custom.isEmpty() ? null : custom(session);
    var variables = pairs(environment, "env");
    check(session, targets, words, customized);
    var debugger =
        new Debugger(
            image,
            pullPolicy,
            variables,
            words,
            argumentsOnly,
            streams.stdin,
            streams.tty,
            debugProfile,
            copying.keep(),
            customized);
    for (var item : objects(session, targets)) {
      var code =
          switch (item.type().kind()) {
            case "Node" -> node(session, item.name(), debugger);
            case "Pod" ->
                copying.name.isEmpty()
                    ? pod(session, item, debugger)
                    : copy(session, item, debugger);
            default ->
                throw KubectlException.error(
                    "\"%s, Kind=%s\" not supported by debug"
                        .formatted(
                            item.type().group() + "/" + item.type().version(), item.type().kind()));
          };
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  /** The flag that means kubectl's own profile elsewhere. */
  private String profile() {
    return global.profile == null ? "legacy" : global.profile;
  }

  private List<String> commandWords() {
    var dash = typed.indexOf("--");
    return dash < 0 ? List.of() : List.copyOf(typed.subList(dash + 1, typed.size()));
  }

  private List<Located> objects(Session session, List<String> targets) {
    var failures = new Failures();
    var finder = new Finder(session, failures);
    var objects = new ArrayList<Located>();
    if (!files.isEmpty()) {
      var options = new FileOptions();
      options.files = files;
      objects.addAll(finder.fetch(options, List.of(), new SelectorOptions(), false));
    }
    for (var word : targets) {
      var slash = word.indexOf('/');
      var type = session.resources().named(slash < 0 ? "pods" : word.substring(0, slash));
      failures.attempt(() -> objects.add(finder.named(type, word.substring(slash + 1))));
    }
    failures.raise();
    return objects;
  }

  private ObjectNode custom(Session session) {
    try {
      var text = Files.readString(session.terminal().directory().resolve(custom));
      if (YamlReader.read(text) instanceof ObjectNode container) {
        return container;
      }
      throw new YamlException("not an object");
    } catch (IOException e) {
      throw KubectlException.error(
          "must pass a container spec json file for custom profile: open %s: no such file or directory"
              .formatted(custom));
    } catch (YamlException e) {
      throw KubectlException.error(
          custom + " does not contain a valid container spec: " + e.getMessage());
    }
  }

  private void check(
      Session session,
      List<String> targets,
      List<String> command,
      @Nullable ObjectNode customized) {
    if (Boolean.TRUE.equals(attach) && image.isEmpty() && streams.container.isEmpty()) {
      throw KubectlException.error(
          "you must specify --container or create a new container using --image in order to attach.");
    }
    checkCopying(command);
    if (targets.isEmpty() && files.isEmpty()) {
      throw KubectlException.error("NAME or filename is required for debug");
    }
    if (!List.of("", "Always", "IfNotPresent", "Never").contains(pullPolicy)) {
      throw KubectlException.error("invalid image pull policy: " + pullPolicy);
    }
    if (!target.isEmpty()) {
      if (!copying.name.isEmpty()) {
        throw KubectlException.error(
            "--target is incompatible with --copy-to. Use --share-processes instead.");
      }
      say(
          session,
          "Targeting container \"%s\". If you don't see processes from this container it may be because the container runtime doesn't support this feature."
              .formatted(target));
    }
    if (streams.tty && !streams.stdin) {
      throw KubectlException.error("-i/--stdin is required for containers with -t/--tty=true");
    }
    if (customized != null
        && Stream.of("name", "command", "image", "lifecycle", "volumeDevices")
            .anyMatch(customized::has)) {
      throw KubectlException.error(
          "name, command, image, lifecycle and volume devices are not modifiable via custom profile");
    }
    if (profile().equals("legacy")) {
      session
          .err()
          .println(
              "--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example \"--profile=general\".");
    }
  }

  private void checkCopying(List<String> command) {
    if (!copying.name.isEmpty()) {
      if (image.isEmpty() && copying.images.isEmpty() && command.isEmpty()) {
        throw KubectlException.error("you must specify --image, --set-image or command arguments.");
      }
      if (!command.isEmpty() && streams.container.isEmpty() && image.isEmpty()) {
        throw KubectlException.error(
            "you must specify an existing container or a new image when specifying args.");
      }
      return;
    }
    var alone =
        copying.replace
            ? "--replace"
            : copying.sameNode ? "--same-node" : copying.images.isEmpty() ? "" : "--set-image";
    if (!alone.isEmpty()) {
      throw KubectlException.error(alone + " may only be used with --copy-to.");
    }
    if (image.isEmpty()) {
      throw KubectlException.error("you must specify --image when not using --copy-to.");
    }
  }

  private static Map<String, String> pairs(List<String> words, String flag) {
    var pairs = new LinkedHashMap<String, String>();
    for (var word : words) {
      var equals = word.indexOf('=');
      if (equals < 0) {
        throw KubectlException.error(
            "invalid argument \"%s\" for \"--%s\" flag: %s must be formatted as key=value\nSee 'kubectl debug --help' for usage."
                .formatted(String.join(",", words), flag, word));
      }
      pairs.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return pairs;
  }

  private void say(Session session, String text) {
    if (!streams.quiet) {
      session.out().println(text);
      session.out().flush();
    }
  }

  private static String suffix() {
    var random = ThreadLocalRandom.current();
    var text = new StringBuilder();
    for (var i = 0; i < 5; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private String containerName(Session session, JsonNode pod) {
    if (!streams.container.isEmpty()) {
      return streams.container;
    }
    var names = PodsOf.containerNames(pod);
    var name = "debugger-" + suffix();
    while (names.contains(name)) {
      name = "debugger-" + suffix();
    }
    say(session, "Defaulting debug container name to " + name + ".");
    return name;
  }

  private int pod(Session session, Located pod, Debugger debugger) {
    var name = containerName(session, pod.object());
    var patch = debugger.ephemeral(pod.object(), name, target);
    warn(session, pod.object(), patch.path("spec").path("ephemeralContainers").path(0));
    session.api().patch(pod.path() + "/ephemeralcontainers", patch, ApiClient.STRATEGIC_PATCH);
    return attaches() ? attach(session, pod, name, "ephemeralContainerStatuses") : 0;
  }

  private int copy(Session session, Located pod, Debugger debugger) {
    var images = pairs(copying.images, "set-image");
    var known = PodsOf.containerNames(pod.object()).contains(streams.container);
    var onlyImages = !known && image.isEmpty() && !images.isEmpty();
    var name = onlyImages ? "" : known ? streams.container : containerName(session, pod.object());
    var how = new Debugger.Copy(copying.name, images, copying.shareProcesses, copying.sameNode);
    var copy = debugger.copy(pod.object(), how, name);
    for (var container : Trees.items(copy, "spec", "containers")) {
      if (text(container, "name").equals(name)) {
        warn(session, copy, container);
      }
    }
    var created = session.api().post(pod.type().collection(pod.namespace()), copy);
    if (copying.replace) {
      session.api().delete(pod.path(), Trees.object().put("gracePeriodSeconds", 0));
    }
    return attaches() && !name.isEmpty()
        ? attach(session, Changes.with(pod, created), name, "containerStatuses")
        : 0;
  }

  /** Capabilities are of no use to a user who is not root. */
  private static void warn(Session session, JsonNode pod, JsonNode container) {
    var user = Trees.number(pod, "spec", "securityContext", "runAsUser");
    var own = Trees.number(container, -1, "securityContext", "runAsUser");
    var gains =
        Trees.flag(container, "securityContext", "privileged")
            || !Trees.items(container, "securityContext", "capabilities", "add").isEmpty();
    if (user != 0 && own != 0 && gains) {
      session
          .err()
          .println(
              "Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using \"--custom\" with a custom profile that specifies \"securityContext.runAsUser: 0\".");
    }
  }

  private int node(Session session, String node, Debugger debugger) {
    var name = streams.container.isEmpty() ? "debugger" : streams.container;
    var podName = "node-debugger-" + node + "-" + suffix();
    say(
        session,
        "Creating debugging pod %s with container %s on node %s.".formatted(podName, name, node));
    var pods = session.resources().named("pods");
    var namespace = session.namespace();
    var created =
        session.api().post(pods.collection(namespace), debugger.onNode(node, podName, name));
    var pod = new Located(pods, namespace, created, null);
    return attaches() ? attach(session, pod, name, "containerStatuses") : 0;
  }

  private boolean attaches() {
    return attach == null ? streams.stdin : attach;
  }

  private int attach(Session session, Located pod, String container, String statuses) {
    var waiting = new Waiting(session, GoDuration.parse("1m"));
    var started =
        waiting.until(pod, object -> object != null && hasStarted(object, container, statuses));
    if (!started) {
      throw KubectlException.error("timed out waiting for the condition");
    }
    if (!streams.quiet) {
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
