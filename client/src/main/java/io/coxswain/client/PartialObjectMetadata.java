package io.coxswain.client;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import org.jspecify.annotations.Nullable;

/** The metadata of an object of any kind (meta/v1 PartialObjectMetadata). */
public record PartialObjectMetadata(
    @Nullable String apiVersion, @Nullable String kind, ObjectMeta metadata)
    implements KubernetesObject {
  /** The metadata of a resource's objects; the server is asked to send nothing else. */
  public static ResourceType<PartialObjectMetadata> of(
      String group, String version, String plural, String kind, boolean namespaced) {
    return new ResourceType<>(
        group,
        version,
        plural,
        kind,
        namespaced,
        PartialObjectMetadata.class,
        PartialObjectMetadata::metadata);
  }
}
