package io.coxswain.kubectl.resource;

import io.coxswain.kubectl.tree.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object and where it belongs.
 *
 * @param namespace null for cluster-scoped kinds
 * @param source the file it came from; null when it came from the server
 */
public record Located(
    ResourceType type, @Nullable String namespace, JsonNode object, @Nullable String source) {

  public String name() {
    return Trees.name(object);
  }

  public String path() {
    return type.path(namespace, name());
  }

  /** {@code deployment.apps/web}: how success is printed. */
  public String printedName() {
    return type.qualifiedKind() + "/" + name();
  }
}
