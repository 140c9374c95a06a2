package io.coxswain.apiserver.definition;

import io.coxswain.api.Json;
import io.coxswain.api.apiextensions.v1.CustomResourceDefinition;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.custom.Definitions;
import io.coxswain.apiserver.custom.ServedKinds;
import io.coxswain.apiserver.definition.Conditions.Condition;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.watch.Matcher;
import io.coxswain.apiserver.watch.ReadOptions;
import io.coxswain.apiserver.watch.Reader;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works on all definitions after each change of one. One thread of its own does everything; {@link
 * ServedKinds} and the watch cache are what others see of it. Each API server runs one: writes are
 * optimistic, so the second server's are refused and do no harm.
 */
public final class DefinitionController implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionController.class);
  private static final long SOON_MILLIS = 100;
  private static final long SELDOM_MILLIS = 30_000;

  private final WatchCache cache;
  private final ResourceCache definitions;
  private final ServedKinds served;
  private final Served types;
  private final DefinitionClient client;
  private final Cleanup cleanup;
  private final InstantSource clock;
  private final Semaphore changed = new Semaphore(1);
  private final Thread thread;
  private volatile boolean synced;
  private volatile boolean closed;

  private DefinitionController(
      Store store,
      WatchCache cache,
      ServedKinds served,
      DefinitionClient client,
      InstantSource clock) {
    this.cache = cache;
    this.served = served;
    this.client = client;
    this.clock = clock;
    definitions =
        Objects.requireNonNull(cache.of(Kinds.builtIn().of(CustomResourceDefinition.class)));
    types = new Served();
    cleanup = new Cleanup(store, client);
    thread = Thread.ofPlatform().daemon().name("custom-resources").unstarted(this::run);
  }

  /** Begins to follow the definitions. */
  public static DefinitionController start(
      Store store,
      WatchCache cache,
      ServedKinds served,
      DefinitionClient client,
      InstantSource clock) {
    var controller = new DefinitionController(store, cache, served, client, clock);
    controller.definitions.onChange(controller.changed::release);
    controller.thread.start();
    return controller;
  }

  /** Whether everything that is defined is served. */
  public boolean hasSynced() {
    return synced;
  }

  private void run() {
    var wait = SOON_MILLIS;
    while (!closed) {
      try {
        changed.tryAcquire(wait, TimeUnit.MILLISECONDS);
        changed.drainPermits();
        wait = cache.isReady() && !pass() ? SELDOM_MILLIS : SOON_MILLIS;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("custom resource definitions are worked on again soon", e);
        }
        wait = SOON_MILLIS;
      }
    }
  }

  /** Takes every definition one step further; true where there is more to do without a change. */
  private boolean pass() {
    var all = all();
    serve(all);
    var unfinished = false;
    for (var definition : all) {
      var settled = settle(definition, all);
      if (!settled.equals(definition)) {
        client.updateStatus(settled);
      } else if (Trees.isDeleting(definition)) {
        unfinished |= cleanup.step(definition, types.of(definition), clock.instant());
      }
    }
    return unfinished;
  }

  /** The definition's next status. It counts as established once it is served. */
  private ObjectNode settle(ObjectNode definition, List<ObjectNode> all) {
    var now = clock.instant();
    var settled = Naming.settle(definition, all, now);
    Approval.settle(settled, now);
    if (Definitions.isTrue(definition, "NamesAccepted")
        && !Definitions.isTrue(definition, "Established")) {
      Conditions.set(
          settled,
          new Condition(
              "Established", true, "InitialNamesAccepted", "the initial names have been accepted"),
          now);
    }
    return settled;
  }

  private void serve(List<ObjectNode> all) {
    if (types.refresh(all) || !synced) {
      var kinds = Kinds.builtIn().with(types.all());
      cache.serve(kinds.all());
      served.replace(kinds, types.terminating());
      LOG.debug("serving {} custom resources", types.all().size());
    } else {
      served.replace(served.get(), types.terminating());
    }
    synced = true;
  }

  private List<ObjectNode> all() {
    var all = new ArrayList<ObjectNode>();
    var reader = new Reader(cache);
    if (reader.list(definitions, Matcher.EVERYTHING, ReadOptions.ANY)
        instanceof Reader.Answer.Many many) {
      for (var entry : many.entries()) {
        all.add((ObjectNode) Json.tree(entry.json()));
      }
    }
    return all;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
