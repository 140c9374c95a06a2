package io.coxswain.apiserver.registry;

import io.coxswain.api.Json;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing the parts of object trees that every object has. */
public final class Trees {
  private Trees() {}

  /** A stored object as a tree of its own, with its resourceVersion. */
  public static ObjectNode parse(Stored stored) {
    var tree = (ObjectNode) Json.tree(stored.value());
    return withRevision(tree, stored.modRevision());
  }

  /** Sets the resourceVersion. */
  public static ObjectNode withRevision(ObjectNode object, long revision) {
    metadata(object).put("resourceVersion", Long.toString(revision));
    return object;
  }

  /** An object as it is stored: without resourceVersion, which it loses. */
  public static byte[] encode(ObjectNode object) {
    metadata(object).remove("resourceVersion");
    return Json.mapper().writeValueAsBytes(object);
  }

  /** The metadata, made where there is none. */
  public static ObjectNode metadata(ObjectNode object) {
    return child(object, "metadata");
  }

  /** A nested object, made where there is none. */
  public static ObjectNode child(ObjectNode object, String field) {
    return object.get(field) instanceof ObjectNode found ? found : object.putObject(field);
  }

  /** A nested object; null where there is none. */
  public static @Nullable ObjectNode object(@Nullable JsonNode parent, String field) {
    return parent != null && parent.get(field) instanceof ObjectNode found ? found : null;
  }

  /** A text field; empty where it is absent. */
  public static String text(@Nullable JsonNode object, String field) {
    var value = object == null ? null : object.get(field);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  /** A text field of the metadata; empty where it is absent. */
  public static String meta(ObjectNode object, String field) {
    return text(object.get("metadata"), field);
  }

  public static String name(ObjectNode object) {
    return meta(object, "name");
  }

  public static boolean isDeleting(ObjectNode object) {
    return !meta(object, "deletionTimestamp").isEmpty();
  }

  /** Whether something still holds a deleted object: metadata finalizers. */
  public static boolean hasFinalizers(ObjectNode object) {
    var metadata = object.get("metadata");
    return metadata != null && !metadata.path("finalizers").isEmpty();
  }

  /** Puts a value, or removes the field where the value is null. */
  public static void put(ObjectNode object, String field, @Nullable JsonNode value) {
    if (value == null) {
      object.remove(field);
    } else {
      object.set(field, value);
    }
  }

  /** Puts a whole number as parsing would have made it, so that equal trees are equal. */
  public static void put(ObjectNode object, String field, long value) {
    if (value == (int) value) {
      object.put(field, (int) value);
    } else {
      object.put(field, value);
    }
  }

  /** RFC 3339 with whole seconds. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
