package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.CustomKind;
import io.coxswain.api.schema.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Custom objects as their schema wants them: pruned and with defaults. What a newer schema fills in
 * or leaves out shows in reads, too.
 */
public final class CustomObjects {
  private CustomObjects() {}

  /** A stored object as readers of a version see it, in place; whether anything changed. */
  public static boolean read(ResourceType type, ObjectNode tree) {
    var custom = kind(type);
    var changed = !tree.path("apiVersion").asString("").equals(type.apiVersion());
    if (changed) {
      tree.put("apiVersion", type.apiVersion());
    }
    changed |= Pruning.prune(tree, custom.structural());
    return Defaulting.fill(tree, custom.structural()) | changed;
  }

  /** Prunes and defaults what a client sent, in place; returns the paths of unknown fields. */
  public static List<String> complete(ResourceType type, ObjectNode tree) {
    var structural = kind(type).structural();
    var dropped = Pruning.pruned(tree, structural);
    Defaulting.fill(tree, structural);
    return dropped;
  }

  private static CustomKind kind(ResourceType type) {
    var custom = type.custom();
    if (custom == null) {
      throw new IllegalArgumentException(type.groupResource() + " is built in");
    }
    return custom;
  }
}
