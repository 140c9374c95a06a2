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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** All objects of a kind, in all namespaces. */
  <T extends KubernetesObject> List<T> list(Class<T> type) {
    return store.range(StorageKeys.prefix(kinds.of(type)), null, 0, 0).items().stream()
        .map(stored -> Json.read(stored.value(), type))
        .toList();
  }

  /** Deletes an object; one that is gone already is no error. */
  void delete(KubernetesObject object) {
    var failure = send("DELETE", "delete", object, object.name(), "", new byte[0]);
    if (failure != null && !"NotFound".equals(failure.status().reason())) {
      throw new IllegalStateException(failure.status().message());
    }
  }

  /**
   * Creates an object, or changes the one that is there.
   *
   * @throws IllegalStateException where the registry refuses it
   */
  void write(KubernetesObject object, boolean exists) {
    var name = exists ? object.name() : "";
    check(
        send(
            exists ? "PUT" : "POST",
            exists ? "update" : "create",
            object,
            name,
            "",
            Json.bytes(object)));
  }

  /**
   * Changes the status of an object that is there.
   *
   * @throws IllegalStateException where the registry refuses it
   */
  void writeStatus(KubernetesObject object) {
    check(send("PUT", "update", object, object.name(), "status", Json.bytes(object)));
  }

  /** Another server may have been faster. */
  private static void check(ApiResponse.@Nullable Failure failure) {
    var reason = failure == null ? "" : failure.status().reason();
    if (failure != null && !"AlreadyExists".equals(reason) && !"Conflict".equals(reason)) {
      throw new IllegalStateException(failure.status().message());
    }
  }

  /**
   * Writes at the same time, so that the store syncs once for many.
   *
   * @throws IllegalStateException where something was refused
   */
  static void sideBySide(List<Runnable> writes) {
    if (writes.isEmpty()) {
      return;
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> write : writes.stream().map(threads::submit).toList()) {
        write.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing own objects", e);
    }
  }

  private ApiResponse.@Nullable Failure send(
      String method,
      String verb,
      KubernetesObject object,
      String name,
      String subresource,
      byte[] body) {
    var type = kinds.of(object.getClass());
    var info =
        new RequestInfo(
            true,
            path(type, object.namespace(), name) + (subresource.isEmpty() ? "" : "/" + subresource),
            verb,
            type.group(),
            type.version(),
            object.namespace(),
            type.plural(),
            subresource,
            name);
    var request =
        new ApiRequest(
            method,
            info,
            Map.of(),
            Map.of("content-type", "application/json", "user-agent", "kube-apiserver"),
            body,
            SELF);
    return registry.handle(request) instanceof ApiResponse.Failure failure ? failure : null;
  }

  private static String path(ResourceType type, String namespace, String name) {
    return type.basePath()
        + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
        + "/"
        + type.plural()
        + (name.isEmpty() ? "" : "/" + name);
  }
}
