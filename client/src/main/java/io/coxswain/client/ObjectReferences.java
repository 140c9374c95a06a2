package io.coxswain.client;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.core.v1.ObjectReferenceBuilder;
import io.coxswain.api.schema.ApiKind;

/** References to objects, as events and owners carry them. */
public final class ObjectReferences {
  private ObjectReferences() {}

  /** A reference to an object of a kind with {@link ApiKind}. */
  public static ObjectReference to(KubernetesObject object) {
    var type = ResourceType.of(object.getClass().asSubclass(KubernetesObject.class));
    return ObjectReferenceBuilder.builder()
        .apiVersion(type.apiVersion())
        .kind(type.kind())
        .namespace(object.metadata().namespace())
        .name(object.metadata().name())
        .uid(object.metadata().uid())
        .resourceVersion(object.metadata().resourceVersion())
        .build();
  }
}
