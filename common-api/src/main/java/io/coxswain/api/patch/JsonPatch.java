package io.coxswain.api.patch;

import io.coxswain.api.patch.PatchResult.Inapplicable;
import io.coxswain.api.patch.PatchResult.Malformed;
import io.coxswain.api.patch.PatchResult.Patched;
import io.coxswain.api.patch.PatchResult.TooLarge;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Patch (RFC 6902). All operations apply, or none. */
public final class JsonPatch {
  /** As upstream's: more operations are refused as too large. */
  public static final int MAX_OPERATIONS = 10_000;

  /** As upstream's: what all copies of a patch add, in bytes of JSON. */
  public static final int MAX_COPIED = 3 * 1024 * 1024;

  /** As deep as a body may be; operations could put one of those into the other. */
  private static final int MAX_DEPTH = 500;

  private JsonPatch() {}

  public static PatchResult apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ArrayNode operations)) {
      return new Malformed("a JSON patch must be a list of operations");
    }
    if (operations.size() > MAX_OPERATIONS) {
      return new TooLarge(
          "The allowed maximum operations in a JSON patch is "
              + MAX_OPERATIONS
              + ", got "
              + operations.size());
    }
    var document = new Document(target);
    for (var operation : operations) {
      try {
        step(document, operation);
      } catch (Unfit e) {
        return e.malformed ? new Malformed(e.text) : new Inapplicable(e.text);
      }
    }
    return JsonSize.isDeeper(document.root, MAX_DEPTH)
        ? new Inapplicable("the patched object is nested more than " + MAX_DEPTH + " deep")
        : new Patched(document.root);
  }

  private static void step(Document document, JsonNode operation) throws Unfit {
    var name = text(operation, "op");
    var path = JsonPointer.parse(text(operation, "path"));
    switch (name) {
      case "add" -> document.edit(path, new Add(value(operation)));
      case "replace" -> document.edit(path, new Replace(value(operation)));
      case "remove" -> document.edit(path, new Remove());
      case "move" -> {
        var from = JsonPointer.parse(text(operation, "from"));
        if (path.size() > from.size() && path.subList(0, from.size()).equals(from)) {
          throw new Unfit(false, "a value can't be moved into one of its own children");
        }
        var moved = at(document.root, from);
        document.edit(from, new Remove());
        document.edit(path, new Add(moved));
      }
      case "copy" -> {
        var from = at(document.root, JsonPointer.parse(text(operation, "from")));
        document.edit(path, new Add(document.copied(from)));
      }
      case "test" -> {
        if (!same(at(document.root, path), value(operation))) {
          throw new Unfit(false, "testing path " + text(operation, "path") + " failed");
        }
      }
      default -> throw new Unfit(true, "unexpected kind of operation: " + name);
    }
  }

  /** Numbers are compared by value: 1 equals 1.0 (RFC 6902, section 4.6). */
  private static boolean same(JsonNode left, JsonNode right) {
    return left.equals(JsonPatch::compare, right);
  }

  private static int compare(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return left.equals(right) ? 0 : 1;
  }

  private sealed interface Edit {}

  private record Add(JsonNode value) implements Edit {}

  private record Replace(JsonNode value) implements Edit {}

  private record Remove() implements Edit {}

  /**
   * What has become of the target. Of what an operation changes, only the way from the root is
   * copied, and only once: thousands of operations on an object of thousands of fields would
   * otherwise be millions.
   */
  private static final class Document {
    private JsonNode root;
    private final Set<JsonNode> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private long copied;

    private Document(JsonNode target) {
      root = target;
    }

    private void edit(List<String> path, Edit edit) throws Unfit {
      if (path.isEmpty()) {
        root =
            switch (edit) {
              case Add add -> add.value();
              case Replace replace -> replace.value();
              case Remove ignored -> JsonNodeFactory.instance.nullNode();
            };
        return;
      }
      switch (parent(path)) {
        case ObjectNode object -> editField(object, path.getLast(), edit);
        case ArrayNode array -> editElement(array, path.getLast(), edit);
        default -> throw missing(path);
      }
    }

    /** What the last step of a path begins at. */
    private JsonNode parent(List<String> path) throws Unfit {
      root = own(root);
      var node = root;
      for (var step : path.subList(0, path.size() - 1)) {
        var child = child(node, step, path);
        var mine = own(child);
        if (mine != child) {
          switch (node) {
            case ObjectNode object -> object.set(step, mine);
            case ArrayNode array -> array.set(JsonPointer.index(step, array.size() - 1), mine);
            default -> throw missing(path);
          }
        }
        node = mine;
      }
      return node;
    }

    private JsonNode own(JsonNode node) {
      if (own.contains(node)) {
        return node;
      }
      var mine =
          switch (node) {
            case ObjectNode object -> JsonNodeFactory.instance.objectNode().setAll(object);
            case ArrayNode array -> JsonNodeFactory.instance.arrayNode(array.size()).addAll(array);
            default -> node;
          };
      own.add(mine);
      return mine;
    }

    /** A copy that shares nothing; all of them together are limited. */
    private JsonNode copied(JsonNode value) throws Unfit {
      if (JsonSize.isDeeper(value, MAX_DEPTH)) {
        throw new Unfit(false, "what is copied is nested more than " + MAX_DEPTH + " deep");
      }
      copied += JsonSize.of(value, MAX_COPIED);
      if (copied > MAX_COPIED) {
        throw new Unfit(
            false,
            "Unable to complete the copy, the accumulated size increase of copy is "
                + copied
                + ", exceeding the limit "
                + MAX_COPIED);
      }
      return value.deepCopy();
    }
  }

  private static void editField(ObjectNode object, String name, Edit edit) throws Unfit {
    switch (edit) {
      case Add add -> object.set(name, add.value());
      case Replace replace -> {
        if (!object.has(name)) {
          throw new Unfit(false, "replace operation does not apply: doc is missing key: " + name);
        }
        object.set(name, replace.value());
      }
      case Remove ignored -> {
        if (object.remove(name) == null) {
          throw new Unfit(false, "remove operation does not apply: doc is missing path: " + name);
        }
      }
    }
  }

  private static void editElement(ArrayNode array, String name, Edit edit) throws Unfit {
    if (edit instanceof Add add) {
      var index = name.equals("-") ? array.size() : JsonPointer.index(name, array.size());
      if (index < 0) {
        throw new Unfit(false, "add operation does not apply: invalid index: " + name);
      }
      array.insert(index, add.value());
      return;
    }
    var index = JsonPointer.index(name, array.size() - 1);
    if (index < 0) {
      throw new Unfit(false, "operation does not apply: invalid index: " + name);
    }
    switch (edit) {
      case Replace replace -> array.set(index, replace.value());
      case Remove ignored -> array.remove(index);
      case Add ignored -> throw new IllegalStateException("handled above");
    }
  }

  private static JsonNode at(JsonNode root, List<String> path) throws Unfit {
    var node = root;
    for (var step : path) {
      node = child(node, step, path);
    }
    return node;
  }

  private static JsonNode child(JsonNode node, String step, List<String> path) throws Unfit {
    var child =
        node instanceof ArrayNode array
            ? array.get(JsonPointer.index(step, array.size() - 1))
            : node.get(step);
    if (child == null) {
      throw missing(path);
    }
    return child;
  }

  private static Unfit missing(List<String> path) {
    return new Unfit(
        false, "operation does not apply: doc is missing path: " + JsonPointer.text(path));
  }

  private static String text(JsonNode operation, String field) throws Unfit {
    var value = operation.get(field);
    if (value == null || !value.isString()) {
      throw new Unfit(true, "operation is missing its " + field);
    }
    return value.stringValue();
  }

  private static JsonNode value(JsonNode operation) throws Unfit {
    var value = operation.get("value");
    if (value == null) {
      throw new Unfit(true, "operation is missing its value");
    }
    return value;
  }

  /** Ends one patch; never leaves this class and its pointer syntax. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean malformed;
    private final String text;

    Unfit(boolean malformed, @Nullable String text) {
      super(text, null, false, false);
      this.malformed = malformed;
      this.text = text == null ? "" : text;
    }
  }
}
