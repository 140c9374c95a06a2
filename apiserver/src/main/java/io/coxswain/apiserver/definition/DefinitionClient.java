package io.coxswain.apiserver.definition;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Writes definitions and deletes custom objects through the registry, like anybody else. */
public final class DefinitionClient {
  private static final UserInfo SELF =
      new UserInfo(
          "system:apiserver", "", List.of("system:masters", "system:authenticated"), Map.of());
  private static final String GROUP = "apiextensions.k8s.io";
  private static final String PLURAL = "customresourcedefinitions";

  private final Function<ApiRequest, ApiResponse> registry;

  public DefinitionClient(Function<ApiRequest, ApiResponse> registry) {
    this.registry = registry;
  }

  void updateStatus(ObjectNode definition) {
    update(definition, "status");
  }

  void update(ObjectNode definition) {
    update(definition, "");
  }

  /** A definition that changed or went meanwhile is worked on again, with its next change. */
  private void update(ObjectNode definition, String subresource) {
    var name = Trees.name(definition);
    var path =
        "/apis/"
            + GROUP
            + "/v1/"
            + PLURAL
            + "/"
            + name
            + (subresource.isEmpty() ? "" : "/" + subresource);
    var info = new RequestInfo(true, path, "update", GROUP, "v1", "", PLURAL, subresource, name);
    send("PUT", info, Json.bytes(definition));
  }

  /** Deletes the objects of one namespace, or of a cluster-scoped resource. */
  void deleteAll(ResourceType type, String namespace) {
    var path =
        type.basePath()
            + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
            + "/"
            + type.plural();
    var info =
        new RequestInfo(
            true,
            path,
            "deletecollection",
            type.group(),
            type.version(),
            namespace,
            type.plural(),
            "",
            "");
    send("DELETE", info, new byte[0]);
  }

  private void send(String method, RequestInfo info, byte[] body) {
    var headers = Map.of("content-type", "application/json", "user-agent", "kube-apiserver");
    var request = new ApiRequest(method, info, Map.of(), headers, body, SELF);
    if (registry.apply(request) instanceof ApiResponse.Failure failure) {
      var reason = String.valueOf(failure.status().reason());
      if (!reason.equals("Conflict") && !reason.equals("NotFound")) {
        throw new IllegalStateException(info.path() + ": " + failure.status().message());
      }
    }
  }
}
