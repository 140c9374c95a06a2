package io.coxswain.controller.namespace;

import io.coxswain.api.core.v1.Namespace;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerListener;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.PartialObjectMetadata;
import io.coxswain.client.ResourceType;
import io.coxswain.client.Timers;
import io.coxswain.client.WorkQueue;
import io.coxswain.controller.Discovery;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes everything in a namespace that is being deleted, pods first, then whatever kinds the
 * server has, reports what is left, and gives the {@code kubernetes} finalizer up when nothing is.
 * It works on kinds it discovers, so it runs beside the controller runtime. A key is worked on by
 * one thread at a time.
 */
public final class NamespaceController implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NamespaceController.class);
  private static final String FINALIZER = "kubernetes";
  private static final int WORKERS = 4;
  private static final int PAGE = 500;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final KubernetesClient client;
  private final Informer<Namespace> namespaces;
  private final Timers timers;
  private final WorkQueue<String> queue;
  private final List<Thread> workers = new ArrayList<>();

  private NamespaceController(
      KubernetesClient client, Informer<Namespace> namespaces, Timers timers) {
    this.client = client;
    this.namespaces = namespaces;
    this.timers = timers;
    this.queue = new WorkQueue<>(timers);
  }

  /** Starts working on the namespaces of a cache. */
  public static NamespaceController start(
      KubernetesClient client, Informer<Namespace> namespaces, Timers timers) {
    var controller = new NamespaceController(client, namespaces, timers);
    namespaces.onChange(controller.new Enqueue());
    for (var number = 0; number < WORKERS; number++) {
      controller.workers.add(
          Thread.ofVirtual().name("namespace-controller-" + number).start(controller::work));
    }
    return controller;
  }

  private final class Enqueue implements InformerListener<Namespace> {
    @Override
    public void added(Namespace namespace) {
      if (namespace.metadata().deletionTimestamp() != null) {
        queue.add(namespace.name());
      }
    }

    @Override
    public void updated(Namespace before, Namespace after) {
      added(after);
    }

    @Override
    public void deleted(Namespace namespace) {}
  }

  private void work() {
    try {
      for (var name = queue.take(); name != null; name = queue.take()) {
        try {
          empty(name);
        } catch (ApiException | UncheckedIOException e) {
          LOG.info("namespace {}: {}", name, e.getMessage());
          queue.addRateLimited(name);
        } catch (RuntimeException e) {
          LOG.error("namespace {} could not be emptied", name, e);
          queue.addRateLimited(name);
        } finally {
          queue.done(name);
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private void empty(String name) {
    var found = namespaces.get(new ObjectKey("", name));
    if (found.isEmpty() || found.get().metadata().deletionTimestamp() == null) {
      queue.forget(name);
      return;
    }
    // read afresh: the cache may be behind our own finalization
    var current = client.resources(Namespace.class).get("", name);
    if (current.isEmpty() || !current.get().spec().finalizers().contains(FINALIZER)) {
      queue.forget(name);
      return;
    }
    var content = deleteContent(name);
    var reported = report(current.get(), content);
    if (content.isEmpty()) {
      finish(reported);
      queue.forget(name);
    } else {
      queue.addAfter(name, LOOK_AGAIN);
    }
  }

  private NamespaceContent deleteContent(String namespace) {
    Discovery discovery;
    try {
      discovery = Discovery.of(client);
    } catch (ApiException | UncheckedIOException e) {
      return NamespaceContent.unknown(String.valueOf(e.getMessage()));
    }
    var kinds = discovery.preferred(Set.of("list", "delete"));
    // what pods use (policies, claims, secrets) outlives them (KEP-5080)
    var pods = delete(kinds.stream().filter(NamespaceController::isPods).toList(), namespace);
    var content =
        pods.isEmpty()
            ? delete(kinds.stream().filter(kind -> !isPods(kind)).toList(), namespace)
            : pods;
    return content.withDiscoveryFailure(discovery.failure());
  }

  private static boolean isPods(ResourceType<PartialObjectMetadata> kind) {
    return kind.group().isEmpty() && kind.plural().equals("pods");
  }

  private NamespaceContent delete(
      List<ResourceType<PartialObjectMetadata>> kinds, String namespace) {
    var remaining = new TreeMap<String, Integer>();
    var finalizers = new TreeMap<String, Integer>();
    var failure = Optional.<String>empty();
    for (var kind : kinds) {
      if (!kind.namespaced()) {
        continue;
      }
      try {
        for (var object : deleteAll(kind, namespace)) {
          remaining.merge(kind.plural() + "." + kind.group(), 1, Integer::sum);
          object.metadata().finalizers().forEach(name -> finalizers.merge(name, 1, Integer::sum));
        }
      } catch (ApiException e) {
        if (!e.isNotFound() && e.code() != 405) {
          failure = Optional.of(kind + ": " + e.getMessage());
        }
      }
    }
    return new NamespaceContent(Optional.empty(), failure, remaining, finalizers);
  }

  /** Deletes all objects of a kind and returns what is still there afterwards. */
  private List<PartialObjectMetadata> deleteAll(
      ResourceType<PartialObjectMetadata> kind, String namespace) {
    var resource = client.resources(kind);
    var scope = ListOptions.in(namespace);
    if (resource.list(scope.withPage(1, "")).items().isEmpty()) {
      return List.of();
    }
    resource.deleteCollection(
        scope, DeleteOptionsBuilder.builder().propagationPolicy("Background").build());
    return resource.listAll(scope, PAGE).items();
  }

  private Namespace report(Namespace namespace, NamespaceContent content) {
    var conditions =
        NamespaceConditions.of(namespace.status().conditions(), content, timers.instant());
    if (conditions.equals(namespace.status().conditions())) {
      return namespace;
    }
    return client
        .resources(Namespace.class)
        .updateStatus(namespace.withStatus(namespace.status().withConditions(conditions)));
  }

  private void finish(Namespace namespace) {
    var left =
        namespace.spec().finalizers().stream().filter(name -> !name.equals(FINALIZER)).toList();
    client
        .resources(Namespace.class)
        .updateSubresource(namespace.withSpec(namespace.spec().withFinalizers(left)), "finalize");
    LOG.debug("namespace {} is empty", namespace.name());
  }

  @Override
  public void close() {
    queue.close();
    workers.forEach(Thread::interrupt);
  }
}
