package io.coxswain.api.patch;

import io.coxswain.api.patch.PatchResult.Malformed;
import io.coxswain.api.patch.PatchResult.Patched;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategic merge patch: a merge patch whose lists are merged by the keys the schema declares, with
 * upstream's directives {@code $patch}, {@code $retainKeys}, {@code $setElementOrder/FIELD} and
 * {@code $deleteFromPrimitiveList/FIELD}.
 */
public final class StrategicMergePatch {
  static final String PATCH = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String SET_ELEMENT_ORDER = "$setElementOrder/";
  static final String DELETE_FROM_PRIMITIVE_LIST = "$deleteFromPrimitiveList/";

  private StrategicMergePatch() {}

  /** The target with the patch merged in, as the schema of the target's kind says. */
  public static PatchResult apply(JsonNode target, JsonNode patch, ObjectSchema schema) {
    if (!(patch instanceof ObjectNode changes)) {
      return new Malformed("a strategic merge patch must be an object");
    }
    try {
      return new Patched(mergeObject(target, changes, schema));
    } catch (BadPatch e) {
      return new Malformed(e.text);
    }
  }

  private static ObjectNode mergeObject(
      @Nullable JsonNode target, ObjectNode patch, @Nullable Schema schema) throws BadPatch {
    var result = JsonNodeFactory.instance.objectNode();
    var directive = patch.get(PATCH);
    if (directive != null) {
      switch (directive.asString()) {
        case "replace" -> {
          return withoutDirectives(patch);
        }
        case "delete" -> {
          return result;
        }
        default ->
            throw new BadPatch("unknown patch type found: " + directive.asString() + " in map");
      }
    }
    if (target instanceof ObjectNode object) {
      result.setAll(object);
    }
    retainKeys(result, patch);
    for (var change : patch.properties()) {
      mergeField(result, patch, change.getKey(), change.getValue(), schema);
    }
    for (var change : patch.properties()) {
      if (change.getKey().startsWith(DELETE_FROM_PRIMITIVE_LIST)) {
        var field = change.getKey().substring(DELETE_FROM_PRIMITIVE_LIST.length());
        deletePrimitives(result, field, change.getValue());
      }
    }
    return result;
  }

  private static void mergeField(
      ObjectNode result, ObjectNode patch, String name, JsonNode value, @Nullable Schema schema)
      throws BadPatch {
    if (name.equals(RETAIN_KEYS) || name.startsWith(DELETE_FROM_PRIMITIVE_LIST)) {
      return;
    }
    if (name.startsWith(SET_ELEMENT_ORDER)) {
      var field = name.substring(SET_ELEMENT_ORDER.length());
      if (!patch.has(field)) {
        reorder(result, field, value, schema);
      }
      return;
    }
    if (value.isNull()) {
      result.remove(name);
      return;
    }
    var old = result.get(name);
    var fieldSchema = schemaOf(schema, name);
    switch (value) {
      case ObjectNode object when isReplaced(schema, name) ->
          result.set(name, withoutDirectives(object));
      case ObjectNode object when old instanceof ObjectNode ->
          result.set(name, mergeObject(old, object, fieldSchema));
      case ObjectNode object when object.has(PATCH) -> result.remove(name);
      case ObjectNode object -> result.set(name, withoutDirectives(object));
      case ArrayNode list -> {
        var order = patch.get(SET_ELEMENT_ORDER + name);
        if (order != null && !order.isArray()) {
          throw new BadPatch(SET_ELEMENT_ORDER + name + " must be a list");
        }
        if (order instanceof ArrayNode wanted) {
          StrategicList.checkOrder(list, wanted, fieldSchema);
        }
        result.set(
            name,
            StrategicList.merge(
                old instanceof ArrayNode oldList ? oldList : null,
                list,
                fieldSchema instanceof ListSchema listSchema ? listSchema : null,
                (ArrayNode) order));
      }
      default -> result.set(name, value);
    }
  }

  /** Merges one element of a list with its counterpart in the patch. */
  static ObjectNode mergeElement(JsonNode target, ObjectNode patch, @Nullable Schema schema)
      throws BadPatch {
    return mergeObject(target, patch, schema);
  }

  private static void retainKeys(ObjectNode result, ObjectNode patch) throws BadPatch {
    var retain = patch.get(RETAIN_KEYS);
    if (retain == null) {
      return;
    }
    if (!(retain instanceof ArrayNode list)) {
      throw new BadPatch("invalid patch format of $retainKeys: it must be a list of strings");
    }
    Set<String> kept = new HashSet<>();
    list.forEach(key -> kept.add(key.asString()));
    for (var change : patch.properties()) {
      if (!change.getKey().startsWith("$")
          && !change.getValue().isNull()
          && !kept.contains(change.getKey())) {
        throw new BadPatch(
            "bad patch format of $retainKeys: it does not contain all keys of the patch, "
                + change.getKey()
                + " is missing");
      }
    }
    result.retain(kept);
  }

  private static void reorder(
      ObjectNode result, String field, JsonNode order, @Nullable Schema schema) throws BadPatch {
    if (!(order instanceof ArrayNode wanted)) {
      throw new BadPatch(SET_ELEMENT_ORDER + field + " must be a list");
    }
    if (result.get(field) instanceof ArrayNode list) {
      var key = schemaOf(schema, field) instanceof ListSchema listed ? listed.mergeKey() : null;
      result.set(field, StrategicList.order(list, wanted, list, key));
    }
  }

  private static void deletePrimitives(ObjectNode result, String field, JsonNode values)
      throws BadPatch {
    if (!(values instanceof ArrayNode deleted)) {
      throw new BadPatch(DELETE_FROM_PRIMITIVE_LIST + field + " must be a list");
    }
    if (result.get(field) instanceof ArrayNode list) {
      var kept = JsonNodeFactory.instance.arrayNode();
      for (var element : list) {
        if (!StrategicList.contains(deleted, element, null)) {
          kept.add(element);
        }
      }
      result.set(field, kept);
    }
  }

  private static boolean isReplaced(@Nullable Schema schema, String field) {
    return schema instanceof ObjectSchema object
        && object.field(field) instanceof Property property
        && property.patchStrategy().equals("replace");
  }

  private static @Nullable Schema schemaOf(@Nullable Schema schema, String field) {
    return switch (schema) {
      case ObjectSchema object -> {
        var property = object.field(field);
        yield property == null ? null : property.schema();
      }
      case MapSchema map -> map.value();
      case null, default -> null;
    };
  }

  /**
   * New parts of a patch are taken as they are, without nulls and directives; what says how to
   * patch something that is not there is left out.
   */
  static ObjectNode withoutDirectives(ObjectNode patch) {
    var result = JsonNodeFactory.instance.objectNode();
    for (var entry : patch.properties()) {
      if (!isDirective(entry.getKey())
          && !entry.getValue().isNull()
          && !entry.getValue().has(PATCH)) {
        result.set(entry.getKey(), withoutDirectives(entry.getValue()));
      }
    }
    return result;
  }

  static JsonNode withoutDirectives(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> withoutDirectives(object);
      case ArrayNode list -> {
        var result = JsonNodeFactory.instance.arrayNode(list.size());
        for (var element : list) {
          if (!element.has(PATCH)) {
            result.add(withoutDirectives(element));
          }
        }
        yield result;
      }
      default -> value;
    };
  }

  private static boolean isDirective(String name) {
    return name.equals(PATCH)
        || name.equals(RETAIN_KEYS)
        || name.startsWith(SET_ELEMENT_ORDER)
        || name.startsWith(DELETE_FROM_PRIMITIVE_LIST);
  }

  /** Ends one patch; never leaves this package. */
  static final class BadPatch extends Exception {
    private static final long serialVersionUID = 1L;
    private final String text;

    BadPatch(String text) {
      super(text, null, false, false);
      this.text = text;
    }
  }
}
