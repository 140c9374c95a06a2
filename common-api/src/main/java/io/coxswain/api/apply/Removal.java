package io.coxswain.api.apply;

import io.coxswain.api.apply.PathElement.BadElement;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes fields out of an object. What loses all it held becomes null, as upstream leaves it. */
final class Removal {
  private final Typing typing;

  private Removal(Typing typing) {
    this.typing = typing;
  }

  /** The tree without the fields of the set; it shares what it keeps with the argument. */
  static ObjectNode of(ObjectNode tree, FieldSet fields, ObjectSchema schema) {
    return fields.isEmpty()
        ? tree
        : new Removal(new Typing(schema)).remove(tree, fields, schema) instanceof ObjectNode rest
            ? rest
            : JsonNodeFactory.instance.objectNode();
  }

  private JsonNode remove(JsonNode value, FieldSet fields, Schema schema) {
    return switch (Typing.grain(schema, value)) {
      case LEAF -> value.isContainer() ? JsonNodeFactory.instance.nullNode() : value;
      case OBJECT -> value instanceof ObjectNode object ? entries(object, fields, schema) : value;
      case LIST ->
          value instanceof ArrayNode list ? elements(list, fields, (ListSchema) schema) : value;
    };
  }

  private JsonNode entries(ObjectNode object, FieldSet fields, Schema schema) {
    var kept = JsonNodeFactory.instance.objectNode();
    for (var entry : object.properties()) {
      var below = fields.child(PathElement.field(entry.getKey()));
      if (!below.isMember()) {
        kept.set(
            entry.getKey(),
            below.isEmpty()
                ? entry.getValue()
                : remove(entry.getValue(), below, typing.below(schema, entry.getKey())));
      }
    }
    return kept.isEmpty() ? JsonNodeFactory.instance.nullNode() : kept;
  }

  private JsonNode elements(ArrayNode list, FieldSet fields, ListSchema schema) {
    var kept = JsonNodeFactory.instance.arrayNode(list.size());
    for (var item : list) {
      var below = below(fields, item, schema);
      if (below == null || below.isEmpty()) {
        kept.add(item);
      } else if (!below.isMember()) {
        kept.add(remove(item, below, typing.element(schema)));
      }
    }
    return kept.isEmpty() ? JsonNodeFactory.instance.nullNode() : kept;
  }

  private static @Nullable FieldSet below(FieldSet fields, JsonNode item, ListSchema schema) {
    try {
      return fields.child(PathElement.of(item, schema));
    } catch (BadElement e) {
      return null; // no set names it, so no set removes it
    }
  }
}
