package io.coxswain.controller.garbage;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.DeleteOptions.Preconditions;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.client.ApiException;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.PartialObjectMetadata;
import io.coxswain.client.Patch;
import io.coxswain.client.ResourceType;
import io.coxswain.client.Timers;
import io.coxswain.client.WorkQueue;
import io.coxswain.controller.Discovery;
import io.coxswain.controller.garbage.GarbageDecision.Dependents;
import io.coxswain.controller.garbage.OwnershipGraph.Node;
import io.coxswain.controller.garbage.OwnershipGraph.Seen;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Deletes dependents whose owners are gone, and lets owners go that wait for theirs (foreground) or
 * that leave them behind (orphan). Works on the metadata of every kind the server has, so it runs
 * beside the controller runtime. Workers take objects from one queue; an object is worked on by one
 * thread at a time.
 */
public final class GarbageCollector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
  private static final Set<String> VERBS = Set.of("list", "watch", "delete");

  /** Upstream ignores them too: many, short-lived, never owned. */
  private static final Set<String> IGNORED = Set.of("events");

  private static final int WORKERS = 8;
  private static final Duration DISCOVERY_PERIOD = Duration.ofSeconds(30);
  private static final Duration NOT_FILLED = Duration.ofMillis(200);

  private final KubernetesClient client;
  private final OwnershipGraph graph;
  private final Owners owners;
  private final Timers timers;
  private final WorkQueue<Node> queue;
  private final List<Thread> threads = new ArrayList<>();

  private GarbageCollector(KubernetesClient client, EventRecorder events, Timers timers) {
    this.client = client;
    this.graph = new OwnershipGraph(client, timers, new Changes());
    this.owners = new Owners(client, graph, events);
    this.timers = timers;
    this.queue = new WorkQueue<>(timers);
  }

  public static GarbageCollector start(
      KubernetesClient client, EventRecorder events, Timers timers) {
    var collector = new GarbageCollector(client, events, timers);
    collector.thread("garbage-discovery", collector::discover);
    for (var number = 0; number < WORKERS; number++) {
      collector.thread("garbage-collector-" + number, collector::work);
    }
    return collector;
  }

  private void thread(String name, Runnable body) {
    threads.add(Thread.ofVirtual().name(name).start(body));
  }

  private void discover() {
    try {
      while (true) {
        try {
          var discovery = Discovery.of(client);
          owners.discovered(discovery);
          graph.watch(watched(discovery), discovery.failures().keySet());
        } catch (ApiException | UncheckedIOException e) {
          LOG.info("discovery: {}", e.getMessage());
        }
        timers.sleep(DISCOVERY_PERIOD);
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private static List<ResourceType<PartialObjectMetadata>> watched(Discovery discovery) {
    return discovery.preferred(VERBS).stream()
        .filter(kind -> !IGNORED.contains(kind.plural()))
        .toList();
  }

  /** Turns what happens to objects into work. */
  private final class Changes implements OwnershipGraph.Listener {
    @Override
    public void added(Node node, ObjectMeta metadata) {
      if (!metadata.ownerReferences().isEmpty() || metadata.deletionTimestamp() != null) {
        queue.add(node);
      }
      if (GarbageDecision.waits(metadata, GarbageDecision.FOREGROUND_FINALIZER)) {
        addDependents(node);
      }
    }

    @Override
    public void updated(Node node, ObjectMeta before, ObjectMeta after) {
      for (var owner : GarbageDecision.unblockedOwners(before, after)) {
        addWaiting(owner);
      }
      if (!before.ownerReferences().equals(after.ownerReferences())
          || !before.finalizers().equals(after.finalizers())
          || before.deletionTimestamp() == null && after.deletionTimestamp() != null) {
        added(node, after);
      }
    }

    @Override
    public void deleted(Node node, ObjectMeta metadata) {
      if (!graph.dependents(node.uid()).isEmpty()) {
        owners.gone(node);
      }
      lost(node, metadata);
    }

    @Override
    public void lost(Node node, ObjectMeta metadata) {
      addDependents(node);
      metadata.ownerReferences().forEach(owner -> addWaiting(owner.uid()));
    }

    private void addDependents(Node node) {
      graph.dependents(node.uid()).forEach(dependent -> queue.add(dependent.node()));
    }

    private void addWaiting(String ownerUid) {
      graph
          .byUid(ownerUid)
          .filter(found -> found.metadata().deletionTimestamp() != null)
          .ifPresent(found -> queue.add(found.node()));
    }
  }

  private void work() {
    try {
      for (var node = queue.take(); node != null; node = queue.take()) {
        try {
          process(node);
        } catch (ApiException | UncheckedIOException | Owners.UnknownKind e) {
          LOG.debug("{} {}: {}", node.type(), node.key(), e.getMessage());
          queue.addRateLimited(node);
        } catch (RuntimeException e) {
          LOG.error("garbage collection of {} {} failed", node.type(), node.key(), e);
          queue.addRateLimited(node);
        } finally {
          queue.done(node);
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private void process(Node node) {
    if (!graph.isFilled()) {
      queue.addAfter(node, NOT_FILLED); // spares the server a question for each dependent
      return;
    }
    var found = graph.get(node);
    var settled = found.isEmpty() || process(node, found.get());
    if (settled) {
      queue.forget(node);
    } else {
      queue.addRateLimited(node);
    }
  }

  /** Tells whether the caches will say when to look again. */
  private boolean process(Node node, ObjectMeta object) {
    if (GarbageDecision.waits(object, GarbageDecision.ORPHAN_FINALIZER)) {
      orphanDependents(node, object);
      return true;
    }
    if (GarbageDecision.waits(object, GarbageDecision.FOREGROUND_FINALIZER)) {
      deleteBlockingDependents(node, object);
      return true;
    }
    return collect(node, object);
  }

  private boolean collect(Node node, ObjectMeta object) {
    var allCached = new AtomicBoolean(true);
    var decision =
        GarbageDecision.of(
            object,
            reference -> {
              var answer = owners.state(node, reference);
              allCached.compareAndSet(true, answer.cached());
              return answer.state();
            },
            dependents(node));
    switch (decision) {
      case GarbageDecision.Keep() -> {
        LOG.trace("{} {} stays", node.type(), node.key());
        return allCached.get();
      }
      case GarbageDecision.DropReferences(List<OwnerReference> kept) ->
          setOwners(node, object, kept);
      case GarbageDecision.Delete(String policy) -> delete(node, object, policy);
      case GarbageDecision.UnblockAndDelete(List<OwnerReference> unblocked) ->
          setOwners(node, object, unblocked)
              .ifPresent(patched -> delete(node, patched, "Foreground"));
    }
    return true;
  }

  private Dependents dependents(Node node) {
    var dependents = graph.dependents(node.uid());
    if (dependents.isEmpty()) {
      return Dependents.NONE;
    }
    return dependents.stream().anyMatch(GarbageCollector::waits)
        ? Dependents.WAITING
        : Dependents.SOME;
  }

  private static boolean waits(Seen seen) {
    return GarbageDecision.waits(seen.metadata(), GarbageDecision.FOREGROUND_FINALIZER);
  }

  /** Deletes what was decided upon: an object whose owners have changed since is looked at anew. */
  private void delete(Node node, ObjectMeta decided, String policy) {
    try {
      delete(node, policy, decided.resourceVersion());
    } catch (ApiException e) {
      if (e.isConflict()) {
        deleteAfterChange(node, decided, policy, e);
      } else if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private void deleteAfterChange(
      Node node, ObjectMeta decided, String policy, ApiException conflict) {
    var current = client.resources(node.type()).get(node.key().namespace(), node.key().name());
    if (current.isEmpty() || !node.uid().equals(current.get().uid())) {
      return;
    }
    if (!current.get().metadata().ownerReferences().equals(decided.ownerReferences())) {
      throw conflict; // back through the queue
    }
    try {
      delete(node, policy, null);
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }

  private void delete(Node node, String policy, @Nullable String resourceVersion) {
    var options =
        DeleteOptionsBuilder.builder()
            .propagationPolicy(policy)
            .preconditions(new Preconditions(node.uid(), resourceVersion))
            .build();
    client.resources(node.type()).delete(node.key().namespace(), node.key().name(), options);
    LOG.debug("deleted {} {}: its owners are gone", node.type(), node.key());
  }

  private void deleteBlockingDependents(Node node, ObjectMeta object) {
    var blocking =
        graph.dependents(node.uid()).stream().filter(dependent -> blocks(dependent, node)).toList();
    if (blocking.isEmpty()) {
      dropFinalizer(node, object, GarbageDecision.FOREGROUND_FINALIZER);
    } else {
      blocking.stream()
          .filter(dependent -> !waits(dependent)) // it is on its way already
          .forEach(dependent -> queue.add(dependent.node()));
    }
  }

  private static boolean blocks(Seen dependent, Node owner) {
    return dependent.metadata().ownerReferences().stream()
        .anyMatch(
            reference -> reference.uid().equals(owner.uid()) && GarbageDecision.blocks(reference));
  }

  private void orphanDependents(Node node, ObjectMeta object) {
    for (var dependent : graph.dependents(node.uid())) {
      setOwners(
          dependent.node(),
          dependent.metadata(),
          dependent.metadata().ownerReferences().stream()
              .filter(reference -> !reference.uid().equals(node.uid()))
              .toList());
    }
    dropFinalizer(node, object, GarbageDecision.ORPHAN_FINALIZER);
  }

  private Optional<ObjectMeta> setOwners(
      Node node, ObjectMeta object, List<OwnerReference> owners) {
    var references = Json.mapper().createArrayNode();
    owners.forEach(owner -> references.add(Json.tree(owner)));
    return patch(node, object, "ownerReferences", references);
  }

  private void dropFinalizer(Node node, ObjectMeta object, String finalizer) {
    var left = Json.mapper().createArrayNode();
    GarbageDecision.without(object.finalizers(), finalizer).forEach(left::add);
    patch(node, object, "finalizers", left);
  }

  /**
   * The object as patched, or empty when it is gone. Conflicts come back through the queue with a
   * newer object.
   */
  private Optional<ObjectMeta> patch(Node node, ObjectMeta object, String field, JsonNode value) {
    var patch = Json.mapper().createObjectNode();
    patch
        .putObject("metadata")
        .put("uid", node.uid())
        .put("resourceVersion", object.resourceVersion())
        .set(field, value);
    try {
      var patched =
          client
              .resources(node.type())
              .patch(node.key().namespace(), node.key().name(), Patch.merge(patch));
      return Optional.of(patched.metadata());
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    queue.close();
    threads.forEach(Thread::interrupt);
    graph.close();
  }
}
