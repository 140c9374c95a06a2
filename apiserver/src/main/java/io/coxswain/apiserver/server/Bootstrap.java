package io.coxswain.apiserver.server;

import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.http.Dispatcher;
import io.coxswain.apiserver.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the API server's own objects while it runs; one thread of its own. */
public final class Bootstrap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
  private static final long SECONDS = 10;
  private static final long SOON_MILLIS = 20;
  private static final int ROUNDS_PER_CHECK = 6; // of flow control's objects: once a minute

  private final OwnObjects objects;
  private final OwnRoles roles;
  private final OwnFlowControl flows;
  private final SystemObjects system;
  private final LocalApis apis;
  private final BooleanSupplier storeReady;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("own-objects").factory());
  private int rounds; // owned by the timer's thread
  private volatile boolean done;
  private volatile boolean rolesDone;

  private Bootstrap(
      OwnObjects objects,
      OwnRoles roles,
      OwnFlowControl flows,
      SystemObjects system,
      LocalApis apis,
      BooleanSupplier storeReady) {
    this.objects = objects;
    this.roles = roles;
    this.flows = flows;
    this.system = system;
    this.apis = apis;
    this.storeReady = storeReady;
  }

  /**
   * Begins to keep the objects.
   *
   * @param alone no other API server shares the store
   */
  public static Bootstrap start(
      Kinds kinds,
      Store store,
      Dispatcher.Handler registry,
      String address,
      int port,
      List<String> serviceRanges,
      boolean alone,
      InstantSource clock,
      BooleanSupplier storeReady) {
    var place =
        new OwnObjects.Place(
            address, port, ServiceRange.firstAddress(serviceRanges.getFirst()), alone);
    var client = new OwnClient(kinds, store, registry);
    var apis = new LocalApis(client, () -> kinds);
    var bootstrap =
        new Bootstrap(
            new OwnObjects(client, place),
            new OwnRoles(client),
            new OwnFlowControl(client, clock),
            new SystemObjects(client, serviceRanges),
            apis,
            storeReady);
    bootstrap.timer.execute(bootstrap::run);
    return bootstrap;
  }

  /** Whether the objects have been there once. */
  public boolean isDone() {
    return done;
  }

  /** Whether the default roles have been brought up to date. */
  public boolean hasRoles() {
    return rolesDone;
  }

  /** Told which flow schemas lead to no level. */
  public OwnFlowControl flows() {
    return flows;
  }

  private void run() {
    if (!storeReady.getAsBoolean()) {
      timer.schedule(this::run, SOON_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    try {
      objects.reconcile();
      system.reconcile();
      done = true;
      apis.reconcile();
      if (!rolesDone) {
        var writes = roles.plan();
        writes.addAll(flows.plan()); // one batch of the store for both
        OwnClient.sideBySide(writes);
        rolesDone = true;
      } else if (++rounds % ROUNDS_PER_CHECK == 0) {
        OwnClient.sideBySide(flows.plan());
      }
    } catch (RuntimeException e) {
      LOG.warn("the API server's own objects are not all there yet: {}", e.toString());
    }
    timer.schedule(this::run, done && rolesDone ? SECONDS : 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    if (done) {
      try {
        objects.withdraw();
      } catch (RuntimeException e) {
        LOG.warn("this server's address stays in the kubernetes Service: {}", e.toString());
      }
    }
  }
}
