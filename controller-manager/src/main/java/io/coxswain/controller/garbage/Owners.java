package io.coxswain.controller.garbage;

import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.core.v1.ObjectReferenceBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.controller.Discovery;
import io.coxswain.controller.garbage.GarbageDecision.Owner;
import io.coxswain.controller.garbage.OwnershipGraph.Node;
import java.util.List;
import java.util.TreeMap;

/**
 * How the owners of objects are: from the caches, and where those lack one, from the server, which
 * alone may say that an owner is gone. Any thread may ask.
 */
final class Owners {
  private static final String SOURCE = "garbage-collector-controller";
  private static final int REMEMBERED = 500;

  private final KubernetesClient client;
  private final OwnershipGraph graph;
  private final EventRecorder events;
  private final RecentSet<Coordinates> absent = new RecentSet<>(REMEMBERED);
  private final RecentSet<List<String>> reported = new RecentSet<>(REMEMBERED);
  private volatile Discovery discovery = new Discovery(List.of(), new TreeMap<>());

  Owners(KubernetesClient client, OwnershipGraph graph, EventRecorder events) {
    this.client = client;
    this.graph = graph;
    this.events = events;
  }

  /** An owner as it is referred to; the namespace is empty for cluster scope. */
  private record Coordinates(
      String apiVersion, String kind, String namespace, String name, String uid) {
    static Coordinates of(OwnerReference reference, String namespace) {
      return new Coordinates(
          reference.apiVersion(), reference.kind(), namespace, reference.name(), reference.uid());
    }

    @Override
    public String toString() {
      return "[%s/%s, namespace: %s, name: %s, uid: %s]"
          .formatted(apiVersion, kind, namespace, name, uid);
    }
  }

  /** An owner's state. {@code cached} tells whether a cache will report its end. */
  record Answer(Owner state, boolean cached) {}

  /** No kind of that name is known, now; maybe it is after the next discovery. */
  static final class UnknownKind extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownKind(OwnerReference reference) {
      super("no kind " + reference.kind() + " in " + reference.apiVersion());
    }
  }

  void discovered(Discovery latest) {
    discovery = latest;
  }

  /** Remembers that an object is gone, so that its dependents need not ask. */
  void gone(Node node) {
    absent.add(
        new Coordinates(
            node.type().apiVersion(),
            node.type().kind(),
            node.key().namespace(),
            node.key().name(),
            node.uid()));
  }

  /**
   * How the owner is that an object refers to.
   *
   * @throws UnknownKind when the server has no such kind
   */
  Answer state(Node dependent, OwnerReference reference) {
    var namespace = dependent.key().namespace();
    var cached = graph.byUid(reference.uid());
    if (cached.isPresent()) {
      var owner = cached.get();
      if (owner.node().isMeantBy(reference, namespace)) {
        return new Answer(stateOf(owner.metadata()), true);
      }
      if (owner.node().type().namespaced() && !owner.node().key().namespace().equals(namespace)) {
        reportInvalidNamespace(dependent, reference);
      }
    }
    if (absent.contains(Coordinates.of(reference, ""))
        || absent.contains(Coordinates.of(reference, namespace))) {
      return new Answer(Owner.ABSENT, true);
    }
    return ask(reference, namespace);
  }

  private Answer ask(OwnerReference reference, String namespace) {
    var kind =
        discovery
            .kind(reference.apiVersion(), reference.kind())
            .orElseThrow(() -> new UnknownKind(reference));
    if (kind.namespaced() && namespace.isEmpty()) {
      return new Answer(Owner.IMPOSSIBLE, true);
    }
    var scope = kind.namespaced() ? namespace : "";
    var owner =
        client
            .resources(kind)
            .get(scope, reference.name())
            .filter(found -> reference.uid().equals(found.uid()));
    if (owner.isPresent()) {
      return new Answer(stateOf(owner.get().metadata()), false);
    }
    absent.add(Coordinates.of(reference, scope));
    return new Answer(Owner.ABSENT, true);
  }

  private static Owner stateOf(ObjectMeta owner) {
    return GarbageDecision.waits(owner, GarbageDecision.FOREGROUND_FINALIZER)
        ? Owner.WAITING
        : Owner.PRESENT;
  }

  private void reportInvalidNamespace(Node dependent, OwnerReference reference) {
    if (!reported.add(List.of(dependent.uid(), reference.uid()))) {
      return;
    }
    var namespace = dependent.key().namespace();
    events.record(
        SOURCE,
        referenceTo(dependent),
        EventRecorder.WARNING,
        "OwnerRefInvalidNamespace",
        "ownerRef "
            + Coordinates.of(reference, namespace)
            + " does not exist in namespace \""
            + namespace
            + "\"");
  }

  private static ObjectReference referenceTo(Node node) {
    return ObjectReferenceBuilder.builder()
        .apiVersion(node.type().apiVersion())
        .kind(node.type().kind())
        .namespace(node.key().namespace())
        .name(node.key().name())
        .uid(node.uid())
        .build();
  }
}
