package io.coxswain.api.apply;

import io.coxswain.api.apply.PathElement.BadElement;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs between two objects, as fields.
 *
 * @param added in the second only
 * @param modified in both, with different values
 * @param removed in the first only
 */
public record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

  /** Compares two objects of one type. */
  public static Comparison of(JsonNode left, JsonNode right, ObjectSchema schema) {
    var walk = new Walk(new Typing(schema));
    var root = new Place(null, "");
    walk.compare(left, right, schema, root);
    return new Comparison(build(root.added), build(root.modified), build(root.removed));
  }

  private static FieldSet build(FieldSet.@Nullable Builder builder) {
    return builder == null ? FieldSet.EMPTY : builder.build();
  }

  /** Whether the two are the same. */
  public boolean isSame() {
    return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
  }

  /** What the second object sets: added or modified. */
  public FieldSet written() {
    return added.union(modified);
  }

  /** Without the given fields and what is below them. */
  public Comparison excluding(FieldSet fields) {
    return fields.isEmpty()
        ? this
        : new Comparison(
            added.recursiveDifference(fields),
            modified.recursiveDifference(fields),
            removed.recursiveDifference(fields));
  }

  /** Where the walk is; the three sets' nodes for the place come about when something differs. */
  private static final class Place {
    private final @Nullable Place parent;
    private final String element;
    private FieldSet.@Nullable Builder added;
    private FieldSet.@Nullable Builder modified;
    private FieldSet.@Nullable Builder removed;

    Place(@Nullable Place parent, String element) {
      this.parent = parent;
      this.element = element;
    }

    FieldSet.Builder added() {
      if (added == null) {
        added = parent == null ? new FieldSet.Builder() : parent.added().child(element);
      }
      return added;
    }

    FieldSet.Builder modified() {
      if (modified == null) {
        modified = parent == null ? new FieldSet.Builder() : parent.modified().child(element);
      }
      return modified;
    }

    FieldSet.Builder removed() {
      if (removed == null) {
        removed = parent == null ? new FieldSet.Builder() : parent.removed().child(element);
      }
      return removed;
    }
  }

  private record Walk(Typing typing) {

    void compare(@Nullable JsonNode left, @Nullable JsonNode right, Schema schema, Place place) {
      if (left == null && right == null) {
        return;
      }
      var before = Typing.grain(schema, left);
      var after = Typing.grain(schema, right);
      if (left == null) {
        walk(after, null, right, schema, place);
      } else if (right == null || before == after) {
        walk(before, left, right, schema, place);
      } else {
        walk(before, left, right, schema, place);
        walk(after, left, right, schema, place);
      }
    }

    private void walk(
        Typing.Grain grain,
        @Nullable JsonNode left,
        @Nullable JsonNode right,
        Schema schema,
        Place place) {
      if (grain == Typing.Grain.LEAF || Values.isEmpty(left) && Values.isEmpty(right)) {
        leaf(left, right, place);
        return;
      }
      if (grain == Typing.Grain.OBJECT) {
        objects(object(left), object(right), schema, place);
      } else if (left == null || !left.equals(right)) {
        lists(list(left), list(right), (ListSchema) schema, place);
      }
      if (left == null) {
        place.added().add();
      } else if (right == null) {
        place.removed().add();
      }
    }

    private static void leaf(@Nullable JsonNode left, @Nullable JsonNode right, Place place) {
      if (left == null) {
        place.added().add();
      } else if (right == null) {
        place.removed().add();
      } else if (!Values.same(left, right)) {
        place.modified().add();
      }
    }

    private void objects(
        @Nullable ObjectNode left, @Nullable ObjectNode right, Schema schema, Place place) {
      if (left != null) {
        for (var entry : left.properties()) {
          var name = entry.getKey();
          var other = right == null ? null : right.get(name);
          if (other != entry.getValue()) {
            below(entry.getValue(), other, schema, name, place);
          }
        }
      }
      if (right != null) {
        for (var entry : right.properties()) {
          if (left == null || left.get(entry.getKey()) == null) {
            below(null, entry.getValue(), schema, entry.getKey(), place);
          }
        }
      }
    }

    private void below(
        @Nullable JsonNode left,
        @Nullable JsonNode right,
        Schema schema,
        String name,
        Place place) {
      if (left != null && left.isValueNode() && left.equals(right)) {
        return; // most of most objects, so nothing is made for it
      }
      var child = typing.below(schema, name);
      compare(left, right, child, new Place(place, PathElement.field(name)));
    }

    private void lists(
        @Nullable ArrayNode left, @Nullable ArrayNode right, ListSchema schema, Place place) {
      Map<String, List<JsonNode>> before = byElement(left, schema);
      Map<String, List<JsonNode>> after = byElement(right, schema);
      for (var entry : before.entrySet()) {
        items(
            entry.getKey(),
            entry.getValue(),
            after.getOrDefault(entry.getKey(), List.of()),
            schema,
            place);
      }
      for (var entry : after.entrySet()) {
        if (!before.containsKey(entry.getKey())) {
          items(entry.getKey(), List.of(), entry.getValue(), schema, place);
        }
      }
    }

    /** Elements that are there more than once are compared as one value. */
    private void items(
        String element, List<JsonNode> left, List<JsonNode> right, ListSchema schema, Place list) {
      var place = new Place(list, element);
      if (left.size() <= 1 && right.size() <= 1) {
        compare(first(left), first(right), typing.element(schema), place);
      } else if (left.size() > 1 && right.size() > 1) {
        if (!left.equals(right)) {
          place.modified().add();
        }
      } else if (left.size() > 1) {
        compare(null, first(right), typing.element(schema), place);
        place.removed().add();
      } else {
        compare(first(left), null, typing.element(schema), place);
        place.added().add();
      }
    }

    private static @Nullable JsonNode first(List<JsonNode> values) {
      return values.isEmpty() ? null : values.getFirst();
    }

    private static Map<String, List<JsonNode>> byElement(
        @Nullable ArrayNode list, ListSchema schema) {
      Map<String, List<JsonNode>> found = new LinkedHashMap<>();
      if (list != null) {
        for (var item : list) {
          try {
            found
                .computeIfAbsent(PathElement.of(item, schema), ignored -> new ArrayList<>(1))
                .add(item);
          } catch (BadElement e) {
            // nobody can own what can't be named; validation says so where it matters
          }
        }
      }
      return found;
    }
  }

  private static @Nullable ObjectNode object(@Nullable JsonNode value) {
    return value instanceof ObjectNode object ? object : null;
  }

  private static @Nullable ArrayNode list(@Nullable JsonNode value) {
    return value instanceof ArrayNode list ? list : null;
  }
}
