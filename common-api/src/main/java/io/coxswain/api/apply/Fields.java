package io.coxswain.api.apply;

import io.coxswain.api.apply.PathElement.BadElement;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields an object sets: leaves, list elements and entries of maps, not what holds them. */
public final class Fields {
  private final Typing typing;

  private Fields(Typing typing) {
    this.typing = typing;
  }

  public static FieldSet of(JsonNode tree, ObjectSchema schema) {
    var set = new FieldSet.Builder();
    new Fields(new Typing(schema)).collect(tree, schema, set);
    return set.build();
  }

  private void collect(@Nullable JsonNode value, Schema schema, FieldSet.Builder at) {
    switch (Typing.grain(schema, value)) {
      case LEAF -> at.add();
      case OBJECT -> {
        if (value instanceof ObjectNode object) {
          entries(object, schema, at);
        }
      }
      case LIST -> {
        if (value instanceof ArrayNode list) {
          elements(list, (ListSchema) schema, at);
        }
      }
    }
  }

  private void entries(ObjectNode object, Schema schema, FieldSet.Builder at) {
    for (var entry : object.properties()) {
      var child = at.child(PathElement.field(entry.getKey()));
      var value = entry.getValue();
      collect(value, typing.below(schema, entry.getKey()), child);
      if (value.isNull()
          || value.isObject() && value.isEmpty()
          || !Typing.names(schema, entry.getKey())) {
        child.add();
      }
    }
  }

  private void elements(ArrayNode list, ListSchema schema, FieldSet.Builder at) {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (var item : list) {
      var element = element(item, schema);
      if (element != null && !seen.add(element)) {
        repeated.add(element);
      }
    }
    for (var item : list) {
      var element = element(item, schema);
      if (element == null) {
        continue;
      }
      var child = at.child(element);
      child.add();
      if (!repeated.contains(element)) {
        collect(item, typing.element(schema), child);
      }
    }
  }

  private static @Nullable String element(JsonNode item, ListSchema schema) {
    try {
      return PathElement.of(item, schema);
    } catch (BadElement e) {
      return null; // what can't be named is owned by nobody
    }
  }

  /**
   * A set with the named fields that lead to its members: of {@code a.b.c} also {@code a}, but not
   * {@code a.b} where {@code a} is a map.
   */
  static FieldSet withNamedParents(FieldSet set, ObjectSchema schema) {
    var built = new FieldSet.Builder();
    new Fields(new Typing(schema)).nameParents(set, schema, built);
    return built.build();
  }

  private void nameParents(FieldSet set, Schema schema, FieldSet.Builder at) {
    if (set.isMember()) {
      at.add();
    }
    for (var entry : set.children().entrySet()) {
      var element = entry.getKey();
      var child = at.child(element);
      if (PathElement.isField(element)) {
        var name = PathElement.name(element);
        if (Typing.names(schema, name)) {
          child.add();
        }
        nameParents(entry.getValue(), typing.below(schema, name), child);
      } else {
        var below = schema instanceof ListSchema list ? typing.element(list) : Typing.DEDUCED;
        nameParents(entry.getValue(), below, child);
      }
    }
  }
}
