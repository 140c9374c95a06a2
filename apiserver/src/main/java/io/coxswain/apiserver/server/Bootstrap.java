package io.coxswain.apiserver.server;

import io.coxswain.api.apiregistration.v1.APIService;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.http.Dispatcher;
import io.coxswain.apiserver.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the API server's own objects while it runs; one thread of its own. */
public final class Bootstrap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
  private static final long SECONDS = 10;
  private static final long SOON_MILLIS = 20;
  private static final int ROUNDS_PER_CHECK = 6; // of flow control's objects: once a minute

  /** Upstream's interval of the loops that repair addresses and ports. */
  private static final long REPAIR_MINUTES = 3;

  private final OwnClient client;
  private final OwnObjects objects;
  private final OwnRoles roles;
  private final OwnFlowControl flows;
  private final SystemObjects system;
  private final LocalApis apis;
  private final AuthenticationConfig authentication;
  private final BooleanSupplier storeReady;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("own-objects").factory());
  private int rounds; // owned by the timer's thread
  private volatile boolean done;
  private volatile boolean rolesDone;

  private Bootstrap(
      OwnClient client,
      OwnObjects objects,
      OwnRoles roles,
      OwnFlowControl flows,
      SystemObjects system,
      LocalApis apis,
      AuthenticationConfig authentication,
      BooleanSupplier storeReady) {
    this.client = client;
    this.objects = objects;
    this.roles = roles;
    this.flows = flows;
    this.system = system;
    this.apis = apis;
    this.authentication = authentication;
    this.storeReady = storeReady;
  }

  /**
   * Begins to keep the objects.
   *
   * @param served what is served, now and later
   * @param alone no other API server shares the store
   * @param repair makes what services have and what is noted of it agree, now and then
   */
  public static Bootstrap start(
      Supplier<Kinds> served,
      AuthenticationConfig authentication,
      Store store,
      Dispatcher.Handler registry,
      String address,
      int port,
      List<String> serviceRanges,
      boolean alone,
      InstantSource clock,
      BooleanSupplier storeReady,
      Runnable repair) {
    var place =
        new OwnObjects.Place(
            address, port, ServiceRange.firstAddress(serviceRanges.getFirst()), alone);
    var client = new OwnClient(Kinds.builtIn(), store, registry);
    var apis = new LocalApis(client, served);
    var bootstrap =
        new Bootstrap(
            client,
            new OwnObjects(client, place),
            new OwnRoles(client),
            new OwnFlowControl(client, clock),
            new SystemObjects(client, serviceRanges),
            apis,
            authentication,
            storeReady);
    bootstrap.timer.execute(bootstrap::run);
    bootstrap.timer.scheduleWithFixedDelay(bootstrap::follow, 1, 1, TimeUnit.SECONDS);
    bootstrap.timer.scheduleWithFixedDelay(
        () -> bootstrap.guarded(repair), REPAIR_MINUTES, REPAIR_MINUTES, TimeUnit.MINUTES);
    return bootstrap;
  }

  /** Stores the status of an APIService. */
  public static Consumer<APIService> statusWriter(
      Kinds kinds, Store store, Dispatcher.Handler registry) {
    return new OwnClient(kinds, store, registry)::writeStatus;
  }

  /** Groups of custom resources come and go. */
  private void follow() {
    if (apis.areStale()) {
      guarded(apis::reconcile);
    }
  }

  /** What is done now and then is tried again next time. */
  private void guarded(Runnable work) {
    try {
      if (done && storeReady.getAsBoolean()) {
        work.run();
      }
    } catch (RuntimeException e) {
      LOG.warn("tried again later: {}", e.toString());
    }
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
      authentication.reconcile(client);
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
