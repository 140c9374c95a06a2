package io.coxswain.apiserver.server;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.http.Dispatcher;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the API server's own objects through the registry, like anybody else's. */
final class OwnClient {
  private static final UserInfo SELF =
      new UserInfo(
          "system:apiserver", "", List.of("system:masters", "system:authenticated"), Map.of());

  private final Kinds kinds;
  private final Store store;
  private final Dispatcher.Handler registry;

  OwnClient(Kinds kinds, Store store, Dispatcher.Handler registry) {
    this.kinds = kinds;
    this.store = store;
    this.registry = registry;
  }

  <T extends KubernetesObject> @Nullable T get(Class<T> type, String namespace, String name) {
    var stored = store.get(StorageKeys.key(kinds.of(type), namespace, name));
    return stored == null ? null : Json.read(stored.value(), type);
  }

  /**
   * Creates an object, or changes the one that is there.
   *
   * @throws IllegalStateException where the registry refuses it
   */
  void write(KubernetesObject object, boolean exists) {
    var type = kinds.of(object.getClass());
    var name = exists ? object.name() : "";
    var info =
        new RequestInfo(
            true,
            path(type, object.namespace(), name),
            exists ? "update" : "create",
            type.group(),
            type.version(),
            object.namespace(),
            type.plural(),
            "",
            name);
    var request =
        new ApiRequest(
            exists ? "PUT" : "POST",
            info,
            Map.of(),
            Map.of("content-type", "application/json", "user-agent", "kube-apiserver"),
            Json.bytes(object),
            SELF);
    if (registry.handle(request) instanceof ApiResponse.Failure failure) {
      var reason = failure.status().reason();
      if (!"AlreadyExists".equals(reason) && !"Conflict".equals(reason)) {
        throw new IllegalStateException(failure.status().message());
      }
    }
  }

  private static String path(ResourceType type, String namespace, String name) {
    return type.basePath()
        + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
        + "/"
        + type.plural()
        + (name.isEmpty() ? "" : "/" + name);
  }
}
