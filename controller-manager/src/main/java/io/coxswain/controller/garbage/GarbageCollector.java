package io.coxswain.controller.garbage;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.DeleteOptions.Preconditions;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.PartialObjectMetadata;
import io.coxswain.client.Patch;
import io.coxswain.client.ResourceType;
import io.coxswain.client.Timers;
import io.coxswain.client.WorkQueue;
import io.coxswain.controller.Discovery;
import io.coxswain.controller.garbage.GarbageDecision.Owner;
import io.coxswain.controller.garbage.OwnershipGraph.Node;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private static final Duration NOT_SYNCED = Duration.ofMillis(200);

  private final KubernetesClient client;
  private final OwnershipGraph graph;
  private final Timers timers;
  private final WorkQueue<Node> queue;
  private final List<Thread> threads = new ArrayList<>();

  private GarbageCollector(KubernetesClient client, Timers timers) {
    this.client = client;
    this.graph = new OwnershipGraph(client, timers);
    this.timers = timers;
    this.queue = new WorkQueue<>(timers);
  }

  public static GarbageCollector start(KubernetesClient client, Timers timers) {
    var collector = new GarbageCollector(client, timers);
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
          var kinds =
              Discovery.kinds(client, VERBS).stream()
                  .filter(kind -> !IGNORED.contains(kind.plural()))
                  .toList();
          graph.watch(kinds, this::changed, this::deleted);
        } catch (ApiException | UncheckedIOException e) {
          LOG.info("discovery: {}", e.getMessage());
        }
        timers.sleep(DISCOVERY_PERIOD);
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private void changed(Node node, ObjectMeta metadata) {
    if (!metadata.ownerReferences().isEmpty() || metadata.deletionTimestamp() != null) {
      queue.add(node);
    }
    if (GarbageDecision.waits(metadata, GarbageDecision.FOREGROUND_FINALIZER)) {
      graph.dependents(node.uid()).forEach(queue::add);
    }
  }

  private void deleted(Node node, ObjectMeta metadata) {
    graph.dependents(node.uid()).forEach(queue::add);
    for (var owner : metadata.ownerReferences()) {
      graph
          .byUid(owner.uid())
          .filter(found -> found.deletionTimestamp() != null)
          .flatMap(found -> graph.kind(owner).map(kind -> nodeOf(kind, found)))
          .ifPresent(queue::add);
    }
  }

  private static Node nodeOf(ResourceType<PartialObjectMetadata> kind, ObjectMeta metadata) {
    return new Node(kind, ObjectKey.of(metadata), String.valueOf(metadata.uid()));
  }

  private void work() {
    try {
      for (var node = queue.take(); node != null; node = queue.take()) {
        try {
          process(node);
        } catch (ApiException | UncheckedIOException e) {
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
    if (!graph.hasSynced()) {
      queue.addAfter(node, NOT_SYNCED); // an owner may only not be in the caches yet
      return;
    }
    var found = graph.get(node);
    if (found.isEmpty()) {
      queue.forget(node);
      return;
    }
    var object = found.get();
    if (GarbageDecision.waits(object, GarbageDecision.ORPHAN_FINALIZER)) {
      orphanDependents(node, object);
    } else if (GarbageDecision.waits(object, GarbageDecision.FOREGROUND_FINALIZER)) {
      deleteBlockingDependents(node, object);
    } else {
      collect(node, object);
    }
    queue.forget(node);
  }

  private void collect(Node node, ObjectMeta object) {
    var decision =
        GarbageDecision.of(
            object, reference -> state(node, reference), !graph.dependents(node.uid()).isEmpty());
    switch (decision) {
      case GarbageDecision.Keep() -> LOG.trace("{} {} stays", node.type(), node.key());
      case GarbageDecision.DropReferences(List<OwnerReference> kept) ->
          setOwners(node, object, kept);
      case GarbageDecision.Delete(String policy) -> delete(node, policy);
    }
  }

  /** How an owner is; one that the caches lack is asked for, since they may be behind. */
  private Owner state(Node dependent, OwnerReference reference) {
    var cached = graph.byUid(reference.uid());
    if (cached.isPresent()) {
      return GarbageDecision.waits(cached.get(), GarbageDecision.FOREGROUND_FINALIZER)
              && Boolean.TRUE.equals(reference.blockOwnerDeletion())
          ? Owner.WAITING
          : Owner.PRESENT;
    }
    var kind = graph.kind(reference);
    if (kind.isEmpty()) {
      return Owner.PRESENT; // a kind we can't see: nothing is deleted on a guess
    }
    var namespace = kind.get().namespaced() ? dependent.key().namespace() : "";
    return client
            .resources(kind.get())
            .get(namespace, reference.name())
            .filter(owner -> owner.uid().equals(reference.uid()))
            .isPresent()
        ? Owner.PRESENT
        : Owner.ABSENT;
  }

  private void delete(Node node, String policy) {
    var options =
        DeleteOptionsBuilder.builder()
            .propagationPolicy(policy)
            .preconditions(new Preconditions(node.uid(), null))
            .build();
    try {
      client.resources(node.type()).delete(node.key().namespace(), node.key().name(), options);
      LOG.debug("deleted {} {}: its owners are gone", node.type(), node.key());
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }

  private void deleteBlockingDependents(Node node, ObjectMeta object) {
    var blocking =
        graph.dependents(node.uid()).stream()
            .filter(dependent -> graph.get(dependent).filter(m -> blocks(m, node)).isPresent())
            .toList();
    if (blocking.isEmpty()) {
      dropFinalizer(node, object, GarbageDecision.FOREGROUND_FINALIZER);
    } else {
      blocking.forEach(queue::add);
    }
  }

  private static boolean blocks(ObjectMeta dependent, Node owner) {
    return dependent.ownerReferences().stream()
        .anyMatch(
            reference ->
                reference.uid().equals(owner.uid())
                    && Boolean.TRUE.equals(reference.blockOwnerDeletion()));
  }

  private void orphanDependents(Node node, ObjectMeta object) {
    for (var dependent : graph.dependents(node.uid())) {
      graph
          .get(dependent)
          .ifPresent(
              metadata ->
                  setOwners(
                      dependent,
                      metadata,
                      metadata.ownerReferences().stream()
                          .filter(reference -> !reference.uid().equals(node.uid()))
                          .toList()));
    }
    dropFinalizer(node, object, GarbageDecision.ORPHAN_FINALIZER);
  }

  private void setOwners(Node node, ObjectMeta object, List<OwnerReference> owners) {
    var references = Json.mapper().createArrayNode();
    owners.forEach(owner -> references.add(Json.tree(owner)));
    patch(node, object, "ownerReferences", references);
  }

  private void dropFinalizer(Node node, ObjectMeta object, String finalizer) {
    var left = Json.mapper().createArrayNode();
    GarbageDecision.without(object.finalizers(), finalizer).forEach(left::add);
    patch(node, object, "finalizers", left);
  }

  /** Conflicts come back through the queue with a newer object. */
  private void patch(Node node, ObjectMeta object, String field, JsonNode value) {
    var patch = Json.mapper().createObjectNode();
    patch
        .putObject("metadata")
        .put("uid", node.uid())
        .put("resourceVersion", object.resourceVersion())
        .set(field, value);
    try {
      client
          .resources(node.type())
          .patch(node.key().namespace(), node.key().name(), Patch.merge(patch));
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    queue.close();
    threads.forEach(Thread::interrupt);
    graph.close();
  }
}
