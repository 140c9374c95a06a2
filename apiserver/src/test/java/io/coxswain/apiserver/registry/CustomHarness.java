package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.definition.DefinitionClient;
import io.coxswain.apiserver.definition.DefinitionController;
import io.coxswain.apiserver.watch.ReadOptions;
import io.coxswain.apiserver.watch.Reader;
import io.coxswain.apiserver.watch.WatchCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A registry that serves custom resources, with the cache that reads them. */
final class CustomHarness implements AutoCloseable {
  static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final RegistryHarness api = new RegistryHarness();
  final WatchCache cache;
  private final DefinitionController controller;

  CustomHarness() {
    var clock = InstantSource.fixed(RegistryHarness.NOW);
    cache = WatchCache.start(api.store, api.served.get().all(), clock);
    controller =
        DefinitionController.start(
            api.store, cache, api.served, new DefinitionClient(api.registry::handle), clock);
  }

  /** Creates a definition and waits until it is established. */
  CustomHarness define(String definition) {
    var created = api.post(DEFINITIONS, definition).isCode(201);
    await(created.at("/metadata/name"), "Established", "True");
    return this;
  }

  /** Waits until a condition of a definition has a status. */
  void await(String name, String type, String status) {
    until(() -> condition(name, type).path("status").asString("").equals(status));
  }

  JsonNode condition(String name, String type) {
    var definition = api.stored("/registry/apiextensions.k8s.io/customresourcedefinitions/" + name);
    for (var condition : definition.path("status").path("conditions")) {
      if (condition.path("type").asString("").equals(type)) {
        return condition;
      }
    }
    return Json.mapper().missingNode();
  }

  /** An object as readers of a version see it, or null. */
  JsonNode read(String group, String version, String plural, String namespace, String name) {
    var type = api.served.get().byResource(group, version, plural).orElseThrow();
    var answer = new Reader(cache).get(cache.of(type), namespace, name, ReadOptions.LATEST);
    var entry = answer instanceof Reader.Answer.One one ? one.entry() : null;
    return entry == null ? null : Json.tree(entry.json());
  }

  static void until(BooleanSupplier condition) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Override
  public void close() {
    controller.close();
    cache.close();
  }
}
