package io.coxswain.kubectl.apply;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The strategic merge patch from one tree to another. Either side of the difference can be left
 * out: what the target has more or otherwise, and what it lacks.
 *
 * @param changes tell additions and changes
 * @param deletions tell what the target lacks
 */
record StrategicDiff(boolean changes, boolean deletions) {
  static final String PATCH = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String ELEMENT_ORDER = "$setElementOrder/";
  static final String DELETE_SCALARS = "$deleteFromPrimitiveList/";

  ObjectNode diff(ObjectNode from, ObjectNode to, PatchSchema schema) {
    var patch = Trees.object();
    for (var name : names(from, to)) {
      var before = from.get(name);
      var after = to.get(name);
      if (after == null) {
        if (deletions) {
          patch.set(name, JsonNodeFactory.instance.nullNode());
        }
      } else if (before == null) {
        if (changes) {
          patch.set(name, after.deepCopy());
        }
      } else if (schema.replaces(name) && before.isObject() && after.isObject()) {
        // Said every time, different or not, as upstream does.
        if (changes) {
          patch.set(name, after.deepCopy());
        }
      } else if (before.isObject() || !before.equals(after)) {
        value(patch, name, before, after, schema.field(name));
      }
    }
    return patch;
  }

  private static Set<String> names(ObjectNode from, ObjectNode to) {
    var names = new TreeSet<String>(from.propertyNames());
    names.addAll(to.propertyNames());
    return names;
  }

  private void value(
      ObjectNode patch, String name, JsonNode before, JsonNode after, PatchSchema schema) {
    if (before instanceof ObjectNode from && after instanceof ObjectNode to) {
      var child = diff(from, to, schema);
      if (schema.retainsKeys() && changes && !child.isEmpty()) {
        child.set(RETAIN_KEYS, Trees.strings(new TreeSet<>(to.propertyNames())));
      }
      if (!child.isEmpty()) {
        patch.set(name, child);
      }
    } else if (before instanceof ArrayNode from && after instanceof ArrayNode to) {
      list(patch, name, from, to, schema);
    } else if (changes) {
      patch.set(name, after.deepCopy());
    }
  }

  private void list(
      ObjectNode patch, String name, ArrayNode from, ArrayNode to, PatchSchema schema) {
    var key = schema.mergeKey();
    if (key != null && keyed(from, key) && keyed(to, key)) {
      keyedList(patch, name, from, to, key, schema);
    } else if (schema.mergesScalars()) {
      scalarList(patch, name, from, to);
    } else if (changes) {
      patch.set(name, to.deepCopy());
    }
  }

  private static boolean keyed(ArrayNode list, String key) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(item -> item.has(key));
  }

  private void keyedList(
      ObjectNode patch, String name, ArrayNode from, ArrayNode to, String key, PatchSchema schema) {
    var items = Trees.array();
    for (var after : to) {
      var before = find(from, key, after.path(key));
      if (before == null) {
        if (changes) {
          items.add(after.deepCopy());
        }
      } else if (before instanceof ObjectNode old && after instanceof ObjectNode current) {
        element(items, old, current, key, schema);
      }
    }
    if (deletions) {
      for (var before : from) {
        if (find(to, key, before.path(key)) == null) {
          var removal = Trees.object();
          removal.put(PATCH, "delete");
          removal.set(key, before.path(key));
          items.add(removal);
        }
      }
    }
    if (!items.isEmpty()) {
      patch.set(name, items);
    }
    if (!items.isEmpty() || changes && !order(from, to, key)) {
      patch.set(ELEMENT_ORDER + name, keys(to, key));
    }
  }

  private void element(
      ArrayNode items, ObjectNode before, ObjectNode after, String key, PatchSchema schema) {
    var change = diff(before, after, schema.element());
    if (change.isEmpty()) {
      return;
    }
    if (changes && schema.retainsKeysOfElements()) {
      change.set(RETAIN_KEYS, Trees.strings(new TreeSet<>(after.propertyNames())));
    }
    change.set(key, after.path(key));
    items.add(change);
  }

  static @Nullable JsonNode find(ArrayNode list, String key, JsonNode value) {
    for (var item : list) {
      if (item.path(key).equals(value)) {
        return item;
      }
    }
    return null;
  }

  /** Do the elements of the target stand in the same order in the source? */
  private static boolean order(ArrayNode from, ArrayNode to, String key) {
    List<JsonNode> common = new ArrayList<>();
    for (var item : from) {
      if (find(to, key, item.path(key)) != null) {
        common.add(item.path(key));
      }
    }
    List<JsonNode> wanted = new ArrayList<>();
    to.forEach(item -> wanted.add(item.path(key)));
    return common.equals(wanted);
  }

  private static ArrayNode keys(ArrayNode list, String key) {
    var keys = Trees.array();
    for (var item : list) {
      var entry = Trees.object();
      entry.set(key, item.path(key));
      keys.add(entry);
    }
    return keys;
  }

  private void scalarList(ObjectNode patch, String name, ArrayNode from, ArrayNode to) {
    var added = Trees.array();
    to.forEach(item -> addMissing(added, from, item));
    var removed = Trees.array();
    from.forEach(item -> addMissing(removed, to, item));
    if (changes && !added.isEmpty()) {
      patch.set(name, added);
      patch.set(ELEMENT_ORDER + name, to.deepCopy());
    }
    if (deletions && !removed.isEmpty()) {
      patch.set(DELETE_SCALARS + name, removed);
    }
  }

  private static void addMissing(ArrayNode result, ArrayNode others, JsonNode item) {
    for (var other : others) {
      if (other.equals(item)) {
        return;
      }
    }
    result.add(item.deepCopy());
  }
}
