package io.coxswain.apiserver.registry.admission;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds objects admission decides by. What it returns must not be changed. */
public interface Lookup {

  /**
   * An object as it is now, or a moment ago.
   *
   * @param resource plural of a core or scheduling resource: {@code namespaces}, {@code
   *     serviceaccounts}
   * @param namespace empty for cluster-scoped resources
   */
  @Nullable ObjectNode find(String resource, String namespace, String name);

  /** All objects of a resource. */
  Iterable<ObjectNode> all(String resource);
}
