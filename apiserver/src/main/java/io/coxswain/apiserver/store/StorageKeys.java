package io.coxswain.apiserver.store;

import io.coxswain.api.schema.ResourceType;
import java.util.Map;
import java.util.Set;

/**
 * Where objects lie in the store: upstream's etcd layout, {@code /registry/pods/default/web}.
 * Built-in resources leave their group out, custom ones do not; a few keep names from before v1.
 */
public final class StorageKeys {
  public static final String ROOT = "/registry/";

  private static final Map<String, String> HISTORIC =
      Map.of(
          "nodes", "minions",
          "services", "services/specs",
          "endpoints", "services/endpoints",
          "replicationcontrollers", "controllers",
          "ingresses.networking.k8s.io", "ingress",
          "events.events.k8s.io", "events");

  /** Built-in groups whose resources are stored under the group's name. */
  private static final Set<String> WITH_GROUP =
      Set.of("apiextensions.k8s.io", "apiregistration.k8s.io");

  private StorageKeys() {}

  /** The prefix of all objects of a resource, with a slash at the end. */
  public static String prefix(ResourceType type) {
    var historic = HISTORIC.get(type.groupResource());
    if (historic != null) {
      return ROOT + historic + "/";
    }
    var grouped = type.type() == null || WITH_GROUP.contains(type.group());
    return grouped && !type.group().isEmpty()
        ? ROOT + type.group() + "/" + type.plural() + "/"
        : ROOT + type.plural() + "/";
  }

  /** The prefix of the objects of one namespace; of all where the namespace is empty. */
  public static String prefix(ResourceType type, String namespace) {
    return namespace.isEmpty() ? prefix(type) : prefix(type) + namespace + "/";
  }

  /** The key of one object; the namespace is empty for cluster-scoped resources. */
  public static String key(ResourceType type, String namespace, String name) {
    return prefix(type, namespace) + name;
  }
}
