package io.coxswain.apiserver.request;

import io.coxswain.api.schema.ResourceType;
import java.util.Set;

/**
 * What a request asks for, read off its method and path alone (upstream's RequestInfo). Names are
 * empty where the path has none.
 *
 * @param isResource false for paths such as {@code /healthz}, where only verb and path count
 * @param verb get, list, watch, create, update, patch, delete, deletecollection; else the method in
 *     lower case
 * @param group API group, empty for core
 */
public record RequestInfo(
    boolean isResource,
    String path,
    String verb,
    String group,
    String version,
    String namespace,
    String resource,
    String subresource,
    String name) {
  private static final Set<String> OF_COLLECTIONS = Set.of("list", "watch", "deletecollection");

  /** Whether it looks in a namespace where the resource's objects are in one. */
  public boolean isPlaced(ResourceType type) {
    return !type.namespaced() || !namespace.isEmpty();
  }

  /**
   * Whether the path exists for its resource, whatever the method: nothing is in a namespace that
   * is in none, and outside of namespaces there is no single object of those that are in one.
   */
  public boolean isPathOf(ResourceType type) {
    if (type.namespaced()) {
      // a collection's name is what its field selector asks for
      var single = !subresource.isEmpty() || !name.isEmpty() && !OF_COLLECTIONS.contains(verb);
      return isPlaced(type) || !single;
    }
    return namespace.isEmpty()
        || type.groupResource().equals("namespaces") && namespace.equals(name);
  }
}
