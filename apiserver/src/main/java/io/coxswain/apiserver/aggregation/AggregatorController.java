package io.coxswain.apiserver.aggregation;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.apiregistration.v1.APIService;
import io.coxswain.api.apiregistration.v1.APIService.APIServiceCondition;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.aggregation.Extensions.OpenApi;
import io.coxswain.apiserver.aggregation.Extensions.Served;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Follows APIServices that name a Service: asks whether it answers, writes the Available condition,
 * and keeps what it serves for discovery. One thread of its own does everything; it sleeps while
 * there are none.
 */
public final class AggregatorController implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AggregatorController.class);
  private static final long SETTLED_MILLIS = 30_000;
  private static final long FAILING_MILLIS = 2_000;

  private final WatchCache cache;
  private final Kinds kinds = Kinds.builtIn();
  private final Backends backends;
  private final Extensions extensions;
  private final ExtensionClient client;
  private final Consumer<APIService> writeStatus;
  private final InstantSource clock;
  private final Semaphore changed = new Semaphore(1);
  private final Map<String, Look> looks = new HashMap<>(); // of the thread
  private final Thread thread;
  private volatile boolean closed;

  /** The last answer of a server and what led there. */
  private record Look(
      Extension extension,
      Availability from,
      long atMillis,
      Served served,
      String reason,
      String message) {
    boolean isFresh(Extension now, Availability inputs, long millis) {
      return extension.equals(now)
          && from.equals(inputs)
          && millis - atMillis < (served.available() ? SETTLED_MILLIS : FAILING_MILLIS);
    }
  }

  private AggregatorController(
      WatchCache cache,
      Extensions extensions,
      ExtensionClient client,
      Consumer<APIService> writeStatus,
      InstantSource clock) {
    this.cache = cache;
    this.backends = new Backends(cache);
    this.extensions = extensions;
    this.client = client;
    this.writeStatus = writeStatus;
    this.clock = clock;
    thread = Thread.ofPlatform().daemon().name("aggregator").unstarted(this::run);
  }

  /** Begins to follow the APIServices; {@code writeStatus} stores the status of one. */
  public static AggregatorController start(
      WatchCache cache,
      Extensions extensions,
      ExtensionClient client,
      Consumer<APIService> writeStatus,
      InstantSource clock) {
    var controller = new AggregatorController(cache, extensions, client, writeStatus, clock);
    controller.cacheOf(APIService.class).onChange(controller.changed::release);
    for (var type : List.of(Service.class, EndpointSlice.class)) {
      controller.cacheOf(type).onChange(controller::changedIfNeeded);
    }
    controller.thread.start();
    return controller;
  }

  private void changedIfNeeded() {
    if (!extensions.get().byGroupVersion().isEmpty()) {
      changed.release();
    }
  }

  private ResourceCache cacheOf(Class<? extends KubernetesObject> type) {
    return Objects.requireNonNull(cache.of(kinds.of(type)));
  }

  private void run() {
    var wait = FAILING_MILLIS;
    while (!closed) {
      try {
        changed.tryAcquire(wait, TimeUnit.MILLISECONDS);
        changed.drainPermits();
        wait = !cache.isReady() || pass() ? FAILING_MILLIS : SETTLED_MILLIS;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("APIServices are worked on again soon", e);
        }
        wait = FAILING_MILLIS;
      }
    }
  }

  /** Looks at all of them; true where one is not available. */
  private boolean pass() throws InterruptedException {
    var services = new ArrayList<APIService>();
    var found = new HashMap<String, Extension>();
    for (var entry : cacheOf(APIService.class).entries("")) {
      var api = Json.read(entry.json(), APIService.class);
      Extension.of(api)
          .ifPresent(
              extension -> {
                services.add(api);
                found.put(extension.name(), extension);
              });
    }
    looks.keySet().retainAll(found.keySet());
    show(found.values());
    var failing = false;
    for (var api : services) {
      var look = look(Objects.requireNonNull(found.get(api.name())));
      looks.put(api.name(), look);
      show(found.values()); // before the condition says so
      condition(api, look);
      failing |= !look.served().available();
    }
    return failing;
  }

  /** What is not known yet is routed, too: nobody else may answer for it. */
  private void show(Iterable<Extension> found) {
    var served = new HashMap<String, Served>();
    for (var extension : found) {
      var look = looks.get(extension.name());
      served.put(
          extension.groupVersion(),
          look != null && look.extension().equals(extension)
              ? look.served()
              : Served.unknown(extension));
    }
    if (!served.equals(extensions.get().byGroupVersion())) {
      extensions.replace(served);
    }
  }

  private Look look(Extension extension) throws InterruptedException {
    var inputs = backends.of(extension);
    var last = looks.get(extension.name());
    var now = clock.millis();
    if (last != null && last.isFresh(extension, inputs, now)) {
      return last;
    }
    var known =
        last != null && last.extension().equals(extension)
            ? last.served()
            : Served.unknown(extension);
    return switch (inputs) {
      case Availability.Unavailable no ->
          new Look(extension, inputs, now, gone(known), no.reason(), no.message());
      case Availability.Reachable reachable -> ask(extension, reachable, known, now);
    };
  }

  private Look ask(Extension extension, Availability.Reachable reachable, Served known, long now)
      throws InterruptedException {
    var path = "/apis/" + extension.groupVersion();
    var failure = "";
    for (var address : reachable.addresses()) {
      try {
        var answer = client.get(extension, address, path);
        if (answer.code() >= 200 && answer.code() < 300) {
          var served =
              new Served(
                  extension,
                  true,
                  Json.tree(answer.body()).path("resources"),
                  openApi(extension, address, known.openApi()));
          return new Look(extension, reachable, now, served, "Passed", "all checks passed");
        }
        failure =
            "failing or missing response from %s: bad status from %s: %d"
                .formatted(address.url(path), address.url(path), answer.code());
      } catch (ExtensionClient.UnreachableException | JacksonException e) {
        failure =
            "failing or missing response from %s: Get \"%s\": %s"
                .formatted(address.url(path), address.url(path), e.getMessage());
      }
    }
    return new Look(extension, reachable, now, gone(known), "FailedDiscoveryCheck", failure);
  }

  private static Served gone(Served known) {
    return new Served(known.extension(), false, known.resources(), known.openApi());
  }

  /** A server without documents is available, too; what was known stays while it does not tell. */
  private OpenApi openApi(Extension extension, Availability.Address address, OpenApi known)
      throws InterruptedException {
    try {
      var v3 = client.get(extension, address, "/openapi/v3/apis/" + extension.groupVersion());
      var v2 = client.get(extension, address, "/openapi/v2");
      @Nullable JsonNode tree = v2.code() == 200 ? Json.tree(v2.body()) : null;
      var found = new OpenApi(v3.code() == 200 ? v3.body() : null, tree);
      return found.isSame(known) ? known : found; // documents are made anew for a new one
    } catch (ExtensionClient.UnreachableException | JacksonException e) {
      LOG.info("OpenAPI of {}: {}", extension.groupVersion(), e.getMessage());
      return known;
    }
  }

  private void condition(APIService api, Look look) {
    var status = look.served().available() ? "True" : "False";
    var old =
        api.status().conditions().stream()
            .filter(condition -> condition.type().equals("Available"))
            .findFirst();
    if (old.isPresent()
        && old.get().status().equals(status)
        && look.reason().equals(old.get().reason())
        && look.message().equals(old.get().message())) {
      return;
    }
    var since =
        old.isPresent() && old.get().status().equals(status)
            ? old.get().lastTransitionTime()
            : clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var conditions =
        new ArrayList<>(
            api.status().conditions().stream()
                .filter(condition -> !condition.type().equals("Available"))
                .toList());
    conditions.add(
        new APIServiceCondition("Available", status, since, look.reason(), look.message()));
    writeStatus.accept(api.withStatus(api.status().withConditions(conditions)));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
