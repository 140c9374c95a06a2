package io.coxswain.api;

import io.coxswain.api.meta.v1.ObjectMeta;
import java.util.Map;

/**
 * A record of one API kind. {@code apiVersion} and {@code kind} are not fields: the type says them,
 * and {@link Json} writes them. The API server always sends {@code metadata}, {@code spec} and
 * {@code status} of kinds that have them.
 */
public interface KubernetesObject {
  ObjectMeta metadata();

  /** The object's name; empty while only {@code generateName} is set. */
  default String name() {
    var name = metadata().name();
    return name == null ? "" : name;
  }

  /** The object's namespace; empty for cluster-scoped kinds. */
  default String namespace() {
    var namespace = metadata().namespace();
    return namespace == null ? "" : namespace;
  }

  /** The object's UID; empty before it was created. */
  default String uid() {
    var uid = metadata().uid();
    return uid == null ? "" : uid;
  }

  default Map<String, String> labels() {
    return metadata().labels();
  }
}
