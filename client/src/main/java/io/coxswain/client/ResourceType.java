package io.coxswain.client;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiKind;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Where a resource is served and how its objects are read. Equal when served at the same place in
 * the same Java type.
 *
 * @param javaType type Jackson binds objects to
 */
public record ResourceType<T>(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    Class<T> javaType,
    Function<T, ObjectMeta> metadata) {
  /** The type of a record with {@link ApiKind}. */
  public static <T extends KubernetesObject> ResourceType<T> of(Class<T> type) {
    var kind = type.getAnnotation(ApiKind.class);
    if (kind == null) {
      throw new IllegalArgumentException(type.getName() + " has no @ApiKind");
    }
    return new ResourceType<>(
        kind.group(),
        kind.version(),
        kind.plural(),
        kind.kind(),
        kind.namespaced(),
        type,
        KubernetesObject::metadata);
  }

  /** Any resource, its objects as JSON trees. */
  public static ResourceType<JsonNode> untyped(
      String group, String version, String plural, String kind, boolean namespaced) {
    return new ResourceType<>(
        group, version, plural, kind, namespaced, JsonNode.class, ResourceType::metadataOf);
  }

  private static ObjectMeta metadataOf(JsonNode tree) {
    return Json.read(tree.path("metadata"), ObjectMeta.class);
  }

  /** Metadata of an object of this type, where the static type is not at hand. */
  public ObjectMeta metadataOfObject(Object object) {
    return metadata.apply(javaType.cast(object));
  }

  /** {@code v1} or {@code group/version}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** URL path of the collection; an empty namespace means all of them, or cluster scope. */
  String path(String namespace) {
    var root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    return namespaced && !namespace.isEmpty()
        ? root + "/namespaces/" + Uris.encode(namespace) + "/" + plural
        : root + "/" + plural;
  }

  String path(String namespace, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("resource name may not be empty");
    }
    return path(namespace) + "/" + Uris.encode(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceType<?> that
        && group.equals(that.group)
        && version.equals(that.version)
        && plural.equals(that.plural)
        && javaType.equals(that.javaType);
  }

  @Override
  public int hashCode() {
    return 31 * plural.hashCode() + group.hashCode();
  }

  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
