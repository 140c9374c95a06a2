package io.coxswain.kubectl.apply;

import io.coxswain.kubectl.tree.JsonReader;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The annotation in which apply remembers the manifest. */
public final class LastApplied {
  public static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  private LastApplied() {}

  /** The manifest remembered on an object; null where there is none. */
  public static @Nullable ObjectNode of(ObjectNode object) {
    var text = Trees.text(object, "metadata", "annotations", ANNOTATION);
    return !text.isEmpty() && JsonReader.read(text) instanceof ObjectNode manifest
        ? manifest
        : null;
  }

  /** A copy of the manifest that remembers itself. */
  public static ObjectNode annotate(ObjectNode manifest) {
    var copy = manifest.deepCopy();
    var annotations = Trees.ensure(copy, "metadata", "annotations");
    annotations.remove(ANNOTATION);
    annotations.put(ANNOTATION, JsonWriter.compact(copy) + "\n");
    return copy;
  }
}
