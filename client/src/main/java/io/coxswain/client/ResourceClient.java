package io.coxswain.client;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.DeleteOptions;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.client.transport.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The verbs of one resource. Writes with a resourceVersion are refused with a conflict when the
 * object has changed since.
 */
public final class ResourceClient<T> {
  private static final String JSON = "application/json";
  private static final String METADATA_ONLY = "as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private final KubernetesClient client;
  private final ResourceType<T> type;
  private final String accept;
  private final String acceptList;

  ResourceClient(KubernetesClient client, ResourceType<T> type) {
    this.client = client;
    this.type = type;
    var metadataOnly = type.javaType() == PartialObjectMetadata.class;
    this.accept = metadataOnly ? JSON + ";" + METADATA_ONLY + "," + JSON : JSON;
    this.acceptList =
        metadataOnly
            ? JSON + ";" + METADATA_ONLY.replace("Metadata;", "MetadataList;") + "," + JSON
            : JSON;
  }

  public ResourceType<T> type() {
    return type;
  }

  public KubernetesClient client() {
    return client;
  }

  /** The object, or empty when it does not exist. The namespace is empty for cluster scope. */
  public Optional<T> get(String namespace, String name) {
    try {
      return Optional.of(read(send("GET", type.path(namespace, name), accept, null, "")));
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** One page (or all, without a limit). */
  public ObjectList<T> list(ListOptions options) {
    var target = Uris.withQuery(type.path(options.namespace()), options.query());
    var body = send("GET", target, acceptList, null, "");
    var listType =
        Json.mapper().getTypeFactory().constructParametricType(ListBody.class, type.javaType());
    ListBody<T> list = Json.mapper().readValue(body, listType);
    var metadata = list.metadata();
    return new ObjectList<>(
        list.items(),
        metadata == null || metadata.resourceVersion() == null ? "" : metadata.resourceVersion(),
        metadata == null || metadata.continueToken() == null ? "" : metadata.continueToken(),
        metadata == null || metadata.remainingItemCount() == null
            ? 0
            : metadata.remainingItemCount());
  }

  /** Every page of a list, one after the other; all show the first page's version. */
  public ObjectList<T> listAll(ListOptions options, int pageSize) {
    var page = list(options.withPage(pageSize, ""));
    if (page.continueToken().isEmpty()) {
      return page;
    }
    var items = new ArrayList<>(page.items());
    var version = page.resourceVersion();
    while (!page.continueToken().isEmpty()) {
      // a continued list must not repeat the version: the token carries it
      page = list(options.withResourceVersion("", "").withPage(pageSize, page.continueToken()));
      items.addAll(page.items());
    }
    return new ObjectList<>(List.copyOf(items), version, "", 0);
  }

  /** Creates in the namespace the object names. */
  public T create(T object) {
    return create(object, WriteOptions.NONE);
  }

  public T create(T object, WriteOptions options) {
    var path = type.path(namespaceOf(object));
    return read(send("POST", Uris.withQuery(path, options.query()), accept, body(object), JSON));
  }

  /** Posts a subresource body ({@code binding}, {@code eviction}, {@code token}) as a tree. */
  public JsonNode createSubresource(
      String namespace, String name, String subresource, JsonNode body) {
    var path = type.path(namespace, name) + "/" + subresource;
    return Json.tree(send("POST", path, JSON, Json.bytes(body), JSON));
  }

  public T update(T object) {
    return updateSubresource(object, "");
  }

  public T updateStatus(T object) {
    return updateSubresource(object, "status");
  }

  /** Replaces through a subresource ({@code status}, {@code finalize}); empty for the object. */
  public T updateSubresource(T object, String subresource) {
    return updateSubresource(object, subresource, WriteOptions.NONE);
  }

  public T updateSubresource(T object, String subresource, WriteOptions options) {
    var path = withSubresource(type.path(namespaceOf(object), nameOf(object)), subresource);
    return read(send("PUT", Uris.withQuery(path, options.query()), accept, body(object), JSON));
  }

  public T patch(String namespace, String name, Patch patch) {
    return patch(namespace, name, patch, "", WriteOptions.NONE);
  }

  public T patchStatus(String namespace, String name, Patch patch) {
    return patch(namespace, name, patch, "status", WriteOptions.NONE);
  }

  public T patch(
      String namespace, String name, Patch patch, String subresource, WriteOptions options) {
    var path = withSubresource(type.path(namespace, name), subresource);
    var target = Uris.withQuery(path, options.query());
    return read(send("PATCH", target, accept, patch.bytes(), patch.contentType()));
  }

  public void delete(String namespace, String name) {
    delete(namespace, name, DeleteOptionsBuilder.builder().build());
  }

  /**
   * Deletes or begins to delete.
   *
   * @return the object's metadata while it still exists (graceful deletion, finalizers); empty once
   *     it is gone, where the server says so with a Status
   */
  public Optional<ObjectMeta> delete(String namespace, String name, DeleteOptions options) {
    var answer =
        send("DELETE", type.path(namespace, name), JSON, body("DeleteOptions", options), JSON);
    var tree = Json.tree(answer);
    return tree.path("kind").asString("").equals("Status")
        ? Optional.empty()
        : Optional.of(Json.read(tree.path("metadata"), ObjectMeta.class));
  }

  /** Deletes every object the selectors match. */
  public void deleteCollection(ListOptions what, DeleteOptions options) {
    var target = Uris.withQuery(type.path(what.namespace()), what.query());
    send("DELETE", target, JSON, body("DeleteOptions", options), JSON);
  }

  /** Opens a watch; the caller closes it. */
  public Watch<T> watch(WatchOptions options) {
    var target = Uris.withQuery(type.path(options.namespace()), options.query());
    // A server that has died silently is noticed a little after it should have ended the watch.
    var longestSilence = options.timeout().plusSeconds(30);
    var request = new Request("GET", target, Map.of("Accept", accept), null, longestSilence);
    return new Watch<>(client.stream(request), type);
  }

  private byte[] send(
      String method, String target, String acceptType, byte @Nullable [] body, String contentType) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", acceptType);
    if (!contentType.isEmpty()) {
      headers.put("Content-Type", contentType);
    }
    return client.call(new Request(method, target, headers, body, Request.DEFAULT_READ_TIMEOUT));
  }

  private T read(byte[] bytes) {
    return Json.read(bytes, type.javaType());
  }

  private static byte[] body(Object object) {
    return Json.bytes(object);
  }

  private static byte[] body(String kind, Object options) {
    var tree = Json.mapper().createObjectNode().put("kind", kind).put("apiVersion", "v1");
    tree.setAll(Json.tree(options));
    return Json.bytes(tree);
  }

  private String namespaceOf(T object) {
    var namespace = type.metadata().apply(object).namespace();
    return namespace == null ? "" : namespace;
  }

  private String nameOf(T object) {
    var name = type.metadata().apply(object).name();
    return name == null ? "" : name;
  }

  private static String withSubresource(String path, String subresource) {
    return subresource.isEmpty() ? path : path + "/" + subresource;
  }

  private record ListBody<T>(
      io.coxswain.api.meta.v1.Status.@Nullable ListMeta metadata, List<T> items) {}
}
