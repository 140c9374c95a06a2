package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code apply --prune}: deletes what was applied earlier and is not among what is applied now. Of
 * the types that are allowed, in the namespaces that were written to.
 */
final class Pruning {
  private static final List<String> DEFAULT_TYPES =
      List.of(
          "core/v1/ConfigMap",
          "core/v1/Endpoints",
          "core/v1/Namespace",
          "core/v1/PersistentVolumeClaim",
          "core/v1/PersistentVolume",
          "core/v1/Pod",
          "core/v1/ReplicationController",
          "core/v1/Secret",
          "core/v1/Service",
          "batch/v1/Job",
          "batch/v1/CronJob",
          "networking.k8s.io/v1/Ingress",
          "apps/v1/DaemonSet",
          "apps/v1/Deployment",
          "apps/v1/ReplicaSet",
          "apps/v1/StatefulSet");

  @Option(names = "--prune", description = "Delete what was applied and is in no file any more.")
  boolean wanted;

  @Option(names = "--all", description = "Let --prune look at all objects, without a selector.")
  boolean all;

  @Option(
      names = {"--prune-allowlist", "--prune-whitelist"},
      split = ",",
      paramLabel = "GROUP/VERSION/KIND",
      description = "Prune these types instead of the usual ones; can be repeated.")
  List<String> allowed = new ArrayList<>();

  private final Set<String> seen = new HashSet<>();
  private final Set<String> namespaces = new TreeSet<>();

  /** The objects that were applied, by UID. */
  Set<String> applied() {
    return seen;
  }

  void check(String selector) {
    if (wanted && !all && selector.isEmpty()) {
      throw KubectlException.error(
          "all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector");
    }
    if (all && !selector.isEmpty()) {
      throw KubectlException.error("cannot set --all and --selector at the same time");
    }
    for (var name : allowed) {
      if (name.split("/", -1).length != 3) {
        throw KubectlException.error(
            "invalid GroupVersionKind format: " + name + ", please follow <group/version/kind>");
      }
    }
  }

  /** Remembers what was applied. */
  void keep(Located applied) {
    seen.add(Trees.text(applied.object(), "metadata", "uid"));
    if (applied.namespace() != null) {
      namespaces.add(applied.namespace());
    }
  }

  /** Deletes the others and hands each over. */
  void run(Session session, String selector, DryRun dryRun, Consumer<Located> pruned) {
    if (allowed.isEmpty() && session.config().namespaceGiven()) {
      session
          .err()
          .println(
              "Warning: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.");
    }
    var types = types(session);
    for (var namespace : namespaces) {
      for (var type : types) {
        if (type.namespaced()) {
          prune(session, type, namespace, selector, dryRun, pruned);
        }
      }
    }
    for (var type : types) {
      if (!type.namespaced()) {
        prune(session, type, null, selector, dryRun, pruned);
      }
    }
  }

  private List<ResourceType> types(Session session) {
    return (allowed.isEmpty() ? DEFAULT_TYPES : allowed)
        .stream().map(name -> type(session, name)).toList();
  }

  private static ResourceType type(Session session, String name) {
    var parts = name.split("/", -1);
    var apiVersion = parts[0].equals("core") ? parts[1] : parts[0] + "/" + parts[1];
    return session
        .resources()
        .ofKind(apiVersion, parts[2])
        .orElseThrow(
            () ->
                KubectlException.error(
                    "no matches for kind \"%s\" in version \"%s\""
                        .formatted(parts[2], apiVersion)));
  }

  private void prune(
      Session session,
      ResourceType type,
      @Nullable String namespace,
      String selector,
      DryRun dryRun,
      Consumer<Located> pruned) {
    var selectors = new SelectorOptions();
    selectors.labels = selector;
    var found = new ArrayList<Located>();
    new Finder(session, new Failures())
        .pages(
            type,
            namespace,
            selectors,
            "application/json",
            "",
            page ->
                Trees.items(page, "items")
                    .forEach(item -> found.add(new Located(type, namespace, item, null))));
    for (var item : found) {
      if (item.object() instanceof ObjectNode object
          && LastApplied.of(object) != null
          && !seen.contains(Trees.text(object, "metadata", "uid"))) {
        delete(session, item, dryRun);
        pruned.accept(item);
      }
    }
  }

  private static void delete(Session session, Located item, DryRun dryRun) {
    if (dryRun.client()) {
      return;
    }
    var options = Trees.object();
    options.put("apiVersion", "v1");
    options.put("kind", "DeleteOptions");
    options.put("propagationPolicy", "Background");
    try {
      var query = Query.of().with("dryRun", dryRun.query());
      session.api().delete(item.path() + query, options);
    } catch (ApiError e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
