package io.coxswain.kubectl.completion;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.config.Kubeconfig;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.ResourceArguments;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.verb.PodsOf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Words from kubeconfig and cluster. Somebody who is typing can't be told of errors: what fails
 * offers nothing.
 */
final class ClusterWords {
  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";
  private final Session session;

  ClusterWords(Session session) {
    this.session = session;
  }

  /** The types that can be read, of each group its preferred version. */
  List<String> types() {
    return offered(
        () ->
            session.resources().served().stream()
                .filter(type -> type.verbs().contains("get"))
                .sorted(
                    Comparator.comparing(ResourceType::group).thenComparing(ResourceType::plural))
                .map(ResourceType::qualifiedPlural)
                .distinct()
                .toList());
  }

  /** The names of the objects of one type, or of several with commas between them. */
  List<String> names(String types) {
    return names(types, null);
  }

  List<String> names(String types, @Nullable String namespace) {
    return offered(
        () -> {
          var names = new ArrayList<String>();
          for (var target : ResourceArguments.parse(session.resources(), List.of(types))) {
            var where = namespace == null ? session.namespaceFor(target.type()) : namespace;
            var list = session.api().get(target.type().collection(where), METADATA_ONLY);
            items(list, "items").forEach(item -> names.add(Trees.name(item)));
          }
          return names;
        });
  }

  /** The containers of {@code POD} or of a pod of {@code TYPE/NAME}. */
  List<String> containers(String target) {
    return offered(
        () -> {
          var pod = PodsOf.one(session, target).object();
          var names = new ArrayList<String>();
          items(pod, "spec", "initContainers").forEach(item -> names.add(text(item, "name")));
          items(pod, "spec", "containers").forEach(item -> names.add(text(item, "name")));
          return names;
        });
  }

  /**
   * {@code LOCAL:REMOTE} for each port of a pod or Service; what was typed before the colon stays.
   */
  List<String> ports(String target, String typed) {
    return offered(
        () -> {
          var slash = target.indexOf('/');
          var type = session.resources().named(slash < 0 ? "pods" : target.substring(0, slash));
          if (type.kind().equals("Service")) {
            var service =
                session.api().get(type.path(session.namespace(), target.substring(slash + 1)));
            return mappings(items(service, "spec", "ports"), "port", typed);
          }
          var ports = new ArrayList<JsonNode>();
          for (var container : items(PodsOf.one(session, target).object(), "spec", "containers")) {
            ports.addAll(items(container, "ports"));
          }
          return mappings(ports, "containerPort", typed);
        });
  }

  private static List<String> mappings(List<JsonNode> ports, String field, String typed) {
    var local = typed.split(":", 2)[0];
    return ports.stream()
        .map(port -> text(port, field))
        .map(port -> (typed.isEmpty() ? port : local) + ":" + port)
        .toList();
  }

  /** The names in a list of the kubeconfig: contexts, clusters or users. */
  List<String> entries(String list) {
    return offered(
        () ->
            Kubeconfig.load(session.options(), session.terminal(), false).entries(list).stream()
                .map(entry -> text(entry, "name"))
                .sorted()
                .toList());
  }

  /** The files of the working directory, folders with a slash. */
  List<String> files() {
    var files = session.terminal().directory().toFile().listFiles();
    return files == null
        ? List.of()
        : List.of(files).stream()
            .map(file -> file.getName() + (file.isDirectory() ? "/" : ""))
            .sorted()
            .toList();
  }

  private static List<String> offered(Supplier<List<String>> words) {
    try {
      return words.get();
    } catch (KubectlException e) {
      return List.of();
    }
  }
}
