package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The pods that an argument means: {@code NAME}, {@code pod/NAME}, or a workload or Service. */
public final class PodsOf {
  private PodsOf() {}

  /** The pod, or the best one of a workload: running and ready ones first, then older ones. */
  public static Located one(Session session, String argument) {
    var pods = all(session, argument);
    if (pods.isEmpty()) {
      throw KubectlException.error("no pods found for " + argument);
    }
    return pods.getFirst();
  }

  /** {@code TYPE/NAME} of the one object in files. */
  static String written(Session session, List<String> files) {
    var options = new FileOptions();
    options.files = files;
    var failures = new Failures();
    var objects = new Finder(session, failures).local(options);
    failures.raise();
    if (objects.size() != 1) {
      throw KubectlException.error("only one object may be in the files, not " + objects.size());
    }
    return objects.getFirst().type().qualifiedPlural() + "/" + objects.getFirst().name();
  }

  static List<Located> all(Session session, String argument) {
    var pods = session.resources().named("pods");
    var slash = argument.indexOf('/');
    var type = slash < 0 ? pods : session.resources().named(argument.substring(0, slash));
    var name = argument.substring(slash + 1);
    var namespace = session.namespaceFor(type);
    var object = Finder.served(type, () -> session.api().get(type.path(namespace, name)));
    if (type.kind().equals("Pod")) {
      return List.of(new Located(pods, namespace, object, null));
    }
    return selected(session, selector(type.kind(), object));
  }

  private static String selector(String kind, JsonNode object) {
    if (kind.equals("Service") || kind.equals("ReplicationController")) {
      var labels = Trees.textMap(object, "spec", "selector");
      if (labels.isEmpty()) {
        throw KubectlException.error(
            "invalid service '" + Trees.name(object) + "': Service is defined without a selector");
      }
      return labels.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(","));
    }
    if (!Trees.has(object, "spec", "selector")) {
      throw KubectlException.error("selector for " + kind + " not implemented");
    }
    return RolloutVerb.selector(object);
  }

  /** The pods with these labels, best first. */
  static List<Located> selected(Session session, String selector) {
    var pods = session.resources().named("pods");
    var namespace = session.namespace();
    var query = Query.of().with("labelSelector", selector);
    var list = session.api().get(pods.collection(namespace) + query);
    var result = new ArrayList<Located>();
    for (var item : Trees.items(list, "items")) {
      result.add(new Located(pods, namespace, item, null));
    }
    result.sort(
        Comparator.comparing(
                (Located pod) -> !text(pod.object(), "status", "phase").equals("Running"))
            .thenComparing(pod -> !ready(pod.object()))
            .thenComparing(pod -> text(pod.object(), "metadata", "creationTimestamp")));
    return result;
  }

  static boolean ready(JsonNode pod) {
    return Trees.items(pod, "status", "conditions").stream()
        .anyMatch(
            condition ->
                text(condition, "type").equals("Ready")
                    && text(condition, "status").equals("True"));
  }

  static List<String> containerNames(JsonNode pod) {
    var names = new ArrayList<String>();
    for (var field : List.of("containers", "initContainers", "ephemeralContainers")) {
      Trees.items(pod, "spec", field).forEach(item -> names.add(text(item, "name")));
    }
    return names;
  }

  /** The container to talk to, saying so where it was a choice. */
  static String container(Session session, Located pod, String wanted, boolean quiet) {
    var names = containerNames(pod.object());
    if (!wanted.isEmpty()) {
      return wanted; // where there is no such container the server says so
    }
    var preferred =
        text(pod.object(), "metadata", "annotations", "kubectl.kubernetes.io/default-container");
    if (!preferred.isEmpty() && names.contains(preferred)) {
      return preferred;
    }
    if (names.size() > 1 && !quiet) {
      session
          .err()
          .println(
              "Defaulted container \"%s\" out of: %s"
                  .formatted(names.getFirst(), described(pod.object())));
    }
    return names.getFirst();
  }

  private static String described(JsonNode pod) {
    var names = new ArrayList<String>();
    Trees.items(pod, "spec", "containers").forEach(item -> names.add(text(item, "name")));
    Trees.items(pod, "spec", "initContainers")
        .forEach(item -> names.add(text(item, "name") + " (init)"));
    Trees.items(pod, "spec", "ephemeralContainers")
        .forEach(item -> names.add(text(item, "name") + " (ephem)"));
    return String.join(", ", names);
  }
}
