package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The old and the new name of what a claim is filled from (KEP-1495). */
final class DataSources {
  private static final String SOURCE = "dataSource";
  private static final String REFERENCE = "dataSourceRef";

  private DataSources() {}

  /**
   * Drops references across namespaces, whose gate is off in v1.34, and sources that only the new
   * field may name.
   *
   * @param old what the spec was, null for a new claim
   */
  static void drop(ObjectNode spec, @Nullable JsonNode old) {
    if (!Trees.text(spec.get(REFERENCE), "namespace").isEmpty()
        && (old == null || !old.has(REFERENCE))) {
      spec.remove(REFERENCE);
    }
    var hadSource = old != null && (old.has(SOURCE) || old.has(REFERENCE));
    if (!hadSource && !spec.has(REFERENCE) && !isClassic(spec.get(SOURCE))) {
      spec.remove(SOURCE);
    }
  }

  private static boolean isClassic(@Nullable JsonNode source) {
    var group = Trees.text(source, "apiGroup");
    return switch (Trees.text(source, "kind")) {
      case "PersistentVolumeClaim" -> group.isEmpty();
      case "VolumeSnapshot" -> group.equals("snapshot.storage.k8s.io");
      default -> false;
    };
  }

  /** Makes both fields of a new claim say what one of them says. */
  static void match(ObjectNode spec) {
    var source = spec.get(SOURCE);
    var reference = spec.get(REFERENCE);
    if (source != null && reference == null) {
      spec.set(REFERENCE, source.deepCopy());
    } else if (source == null
        && reference != null
        && Trees.text(reference, "namespace").isEmpty()) {
      var copy = (ObjectNode) reference.deepCopy();
      copy.remove("namespace");
      spec.set(SOURCE, copy);
    }
  }
}
