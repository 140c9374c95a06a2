package io.coxswain.client;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;

/** Namespace (empty for cluster scope) and name of an object; of one kind that is unique. */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
  public static ObjectKey of(KubernetesObject object) {
    return new ObjectKey(object.namespace(), object.name());
  }

  public static ObjectKey of(ObjectMeta metadata) {
    return new ObjectKey(
        metadata.namespace() == null ? "" : metadata.namespace(),
        metadata.name() == null ? "" : metadata.name());
  }

  @Override
  public int compareTo(ObjectKey other) {
    var byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
