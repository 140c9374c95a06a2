package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.describe.Describers;
import io.coxswain.kubectl.describe.Related;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.ResourceArguments;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Describes objects together with what belongs to them. */
public final class DescribeVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();

  @Option(
      names = "--show-events",
      arity = "0..1",
      fallbackValue = "true",
      description = "Show the object's events.")
  boolean showEvents = true;

  @Option(names = "--chunk-size", description = "Accepted; lists are read in pages of 500.")
  long chunkSize = 500;

  @Parameters List<String> arguments = new ArrayList<>();

  private boolean prefixed;

  @Override
  public int run(Session session) {
    if (arguments.isEmpty() && files.isEmpty()) {
      throw KubectlException.error(
          "You must specify the type of resource to describe. Use \"kubectl api-resources\" for a"
              + " complete list of supported resources.");
    }
    var failures = new Failures();
    var finder = new Finder(session, failures);
    var objects = new ArrayList<Located>();
    if (files.isEmpty()) {
      for (var target : ResourceArguments.parse(session.resources(), arguments)) {
        var name = target.name();
        failures.attempt(
            () -> {
              if (name == null) {
                objects.addAll(finder.list(target.type(), selectors));
              } else {
                objects.addAll(namedOrPrefixed(finder, target.type(), name));
              }
            });
      }
    } else {
      objects.addAll(finder.fetch(files, List.of(), selectors, false));
    }
    var texts = new ArrayList<String>();
    for (var item : objects) {
      failures.attempt(() -> texts.add(describe(session, item)));
    }
    if (objects.isEmpty() && failures.none()) {
      session
          .err()
          .println(
              selectors.allNamespaces
                  ? "No resources found"
                  : "No resources found in " + session.namespace() + " namespace.");
    }
    // Upstream separates the objects that a prefix found in another way than others.
    session.out().print(prefixed ? String.join("\n", texts) + "\n" : String.join("\n\n", texts));
    failures.raise();
    return 0;
  }

  /** The object of this name, or those whose names begin with it. */
  private List<Located> namedOrPrefixed(
      Finder finder, io.coxswain.kubectl.resource.ResourceType type, String name) {
    try {
      return List.of(finder.named(type, name));
    } catch (ApiError e) {
      if (!e.isNotFound() || arguments.size() != 2) {
        throw e;
      }
      var found =
          finder.list(type, selectors).stream()
              .filter(item -> item.name().startsWith(name))
              .toList();
      if (found.isEmpty()) {
        throw e;
      }
      prefixed = true;
      return found;
    }
  }

  private String describe(Session session, Located item) {
    Map<String, List<JsonNode>> lists = new HashMap<>();
    var object = item.object();
    switch (item.type().kind()) {
      case "Deployment" -> lists.put("replicasets", owned(session, item, "replicasets.apps"));
      case "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController" ->
          lists.put("pods", owned(session, item, "pods"));
      case "PersistentVolumeClaim" -> lists.put("pods", all(session, item, "pods"));
      case "ServiceAccount" -> lists.put("secrets", all(session, item, "secrets"));
      case "Ingress" -> {
        lists.put("services", all(session, item, "services"));
        lists.put("endpointslices", all(session, item, "endpointslices.discovery.k8s.io"));
      }
      case "Service" ->
          lists.put(
              "endpointslices",
              list(
                  session,
                  "endpointslices.discovery.k8s.io",
                  item.namespace(),
                  Query.of().with("labelSelector", "kubernetes.io/service-name=" + item.name())));
      case "Node" -> {
        lists.put(
            "pods",
            list(
                session,
                "pods",
                null,
                Query.of().with("fieldSelector", "spec.nodeName=" + item.name())));
        lists.put(
            "leases",
            list(
                session,
                "leases.coordination.k8s.io",
                "kube-node-lease",
                Query.of().with("fieldSelector", "metadata.name=" + item.name())));
      }
      case "Namespace" -> {
        putIfServed(session, lists, "resourcequotas", item.name());
        putIfServed(session, lists, "limitranges", item.name());
      }
      default -> {}
    }
    if (showEvents) {
      lists.put("events", events(session, item));
    }
    if (object instanceof tools.jackson.databind.node.ObjectNode node) {
      node.put("kind", item.type().kind());
    }
    return Describers.describe(item.type().kind(), object, new Related(lists, session.now()));
  }

  private static void putIfServed(
      Session session, Map<String, List<JsonNode>> lists, String resource, String namespace) {
    var type = session.resources().named(resource);
    try {
      lists.put(resource, Trees.items(session.api().get(type.collection(namespace)), "items"));
    } catch (ApiError e) {
      if (!e.isUnknownPath()) {
        throw e;
      }
    }
  }

  private static List<JsonNode> events(Session session, Located item) {
    var uid = text(item.object(), "metadata", "uid");
    if (!item.type().kind().equals("Node")) {
      return events(session, item, uid);
    }
    // controllers know a node by its UID, its kubelet by its name
    var events = new ArrayList<>(events(session, item, uid));
    events.addAll(events(session, item, item.name()));
    return events;
  }

  private static List<JsonNode> events(Session session, Located item, String uid) {
    var query =
        Query.of()
            .with(
                "fieldSelector",
                "involvedObject.kind=%s,involvedObject.name=%s,involvedObject.uid=%s"
                    .formatted(item.type().kind(), item.name(), uid));
    return list(session, "events", item.namespace() == null ? "default" : item.namespace(), query);
  }

  private static List<JsonNode> all(Session session, Located item, String resource) {
    return list(session, resource, item.namespace(), Query.of());
  }

  private static List<JsonNode> owned(Session session, Located item, String resource) {
    var uid = text(item.object(), "metadata", "uid");
    var query = Query.of().with("labelSelector", RolloutVerb.selector(item.object()));
    var result = new ArrayList<JsonNode>();
    for (var candidate : list(session, resource, item.namespace(), query)) {
      var mine =
          items(candidate, "metadata", "ownerReferences").stream()
              .anyMatch(owner -> text(owner, "uid").equals(uid));
      if (mine) {
        result.add(candidate);
      }
    }
    return result;
  }

  /** A list that makes the description fuller; a server without the resource has none. */
  private static List<JsonNode> list(
      Session session,
      String resource,
      @org.jspecify.annotations.Nullable String namespace,
      Query query) {
    var type = session.resources().named(resource);
    try {
      return Trees.items(session.api().get(type.collection(namespace) + query), "items");
    } catch (ApiError e) {
      if (e.isUnknownPath() || e.code() == 403) {
        return List.of();
      }
      throw e;
    }
  }
}
