package io.coxswain.apiserver.definition;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.definition.Conditions.Condition;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deletes the objects of a definition that is being deleted, and then lets the definition go
 * (upstream's CRDFinalizer). It never waits: each step does what can be done now.
 */
final class Cleanup {
  static final String FINALIZER = "customresourcecleanup.apiextensions.k8s.io";
  private static final String TERMINATING = "Terminating";

  private final Store store;
  private final DefinitionClient client;

  Cleanup(Store store, DefinitionClient client) {
    this.store = store;
    this.client = client;
  }

  /** One step; true where the next one may come without another change of the definition. */
  boolean step(ObjectNode definition, List<ResourceType> types, Instant now) {
    if (!holds(definition)) {
      return false;
    }
    var condition = Conditions.find(definition, TERMINATING);
    if (!Trees.text(condition, "reason").equals("InstanceDeletionInProgress")) {
      var marked = definition.deepCopy();
      Conditions.set(
          marked,
          new Condition(
              TERMINATING,
              true,
              "InstanceDeletionInProgress",
              "CustomResource deletion is in progress"),
          now);
      client.updateStatus(marked);
      return true;
    }
    if (!types.isEmpty() && deleteObjects(types.getFirst())) {
      return true;
    }
    release(definition);
    return false;
  }

  private static boolean holds(ObjectNode definition) {
    for (var finalizer : definition.path("metadata").path("finalizers")) {
      if (finalizer.asString("").equals(FINALIZER)) {
        return true;
      }
    }
    return false;
  }

  /** Deletes what is not being deleted yet; whether anything is left. */
  private boolean deleteObjects(ResourceType type) {
    var prefix = StorageKeys.prefix(type);
    var namespaces = new TreeSet<String>();
    var page = store.range(prefix, null, 0, 0);
    for (var stored : page.items()) {
      if (Json.tree(stored.value()).path("metadata").path("deletionTimestamp").isMissingNode()) {
        var key = stored.key().substring(prefix.length());
        namespaces.add(type.namespaced() ? key.substring(0, key.indexOf('/')) : "");
      }
    }
    namespaces.forEach(namespace -> client.deleteAll(type, namespace));
    return !page.items().isEmpty();
  }

  private void release(ObjectNode definition) {
    var released = definition.deepCopy();
    if (Trees.metadata(released).get("finalizers") instanceof ArrayNode finalizers) {
      for (var i = finalizers.size() - 1; i >= 0; i--) {
        if (finalizers.get(i).asString("").equals(FINALIZER)) {
          finalizers.remove(i);
        }
      }
    }
    client.update(released);
  }
}
