package io.coxswain.api.apply;

import io.coxswain.api.Json;
import io.coxswain.api.apply.Versions.Version;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way from client-side to server-side apply for kubectl: what its last-applied annotation says
 * it set, and nobody changed since, it may take without force; and the annotation follows its
 * applies, so that the way back stays open.
 */
final class LastApplied {
  static final String APPLIER = "kubectl";
  private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  /** Upstream's limit for all annotations together, in bytes. */
  private static final int MAX_ANNOTATIONS = 256 * 1024;

  private LastApplied() {}

  /** The conflicts over fields that the annotation does not give to kubectl. */
  static List<FieldConflict> withoutOwn(
      List<FieldConflict> conflicts, ObjectNode live, Version version) {
    var applied = lastApplied(live);
    if (applied == null
        || !applied.path("apiVersion").asString("").equals(version.apiVersion())
        || !TypeCheck.check(applied, version.schema()).isEmpty()) {
      return conflicts;
    }
    var changes = Comparison.of(applied, live, version.schema());
    var own =
        Fields.of(applied, version.schema())
            .difference(changes.modified())
            .difference(changes.added())
            .difference(changes.removed());
    var paths = new HashSet<>(own.paths());
    return conflicts.stream().filter(conflict -> !paths.contains(conflict.path())).toList();
  }

  private static @Nullable ObjectNode lastApplied(ObjectNode live) {
    var text = annotations(live) == null ? "" : live.at(pointer()).asString("");
    try {
      return text.isEmpty() ? null : Json.tree(text) instanceof ObjectNode tree ? tree : null;
    } catch (JacksonException e) {
      return null; // an annotation nobody can read gives nothing to anybody
    }
  }

  private static tools.jackson.core.JsonPointer pointer() {
    return tools.jackson.core.JsonPointer.empty()
        .appendProperty("metadata")
        .appendProperty("annotations")
        .appendProperty(ANNOTATION);
  }

  private static @Nullable ObjectNode annotations(ObjectNode object) {
    return object.path("metadata").get("annotations") instanceof ObjectNode found ? found : null;
  }

  /** Writes what was applied into the object's annotation, where it has one, in place. */
  static void refresh(ObjectNode object, ObjectNode config) {
    var annotations = annotations(object);
    if (annotations == null || annotations.path(ANNOTATION).asString("").isEmpty()) {
      return;
    }
    var copy = config.deepCopy();
    var applied = annotations(copy);
    if (applied != null) {
      applied.remove(ANNOTATION);
    }
    annotations.put(ANNOTATION, sorted(copy) + "\n");
    var size = 0L;
    for (var entry : annotations.properties()) {
      size += entry.getKey().length() + entry.getValue().asString("").length();
    }
    if (size > MAX_ANNOTATIONS) {
      annotations.remove(ANNOTATION);
    }
  }

  /** Upstream writes the keys of unstructured objects in order. */
  private static JsonNode sorted(JsonNode value) {
    if (value instanceof ObjectNode object) {
      var result = JsonNodeFactory.instance.objectNode();
      object
          .propertyStream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .forEach(entry -> result.set(entry.getKey(), sorted(entry.getValue())));
      return result;
    }
    if (value.isArray()) {
      var result = JsonNodeFactory.instance.arrayNode(value.size());
      value.forEach(item -> result.add(sorted(item)));
      return result;
    }
    return value;
  }
}
