package io.coxswain.api.patch;

import io.coxswain.api.patch.PatchResult.Inapplicable;
import io.coxswain.api.patch.PatchResult.Malformed;
import io.coxswain.api.patch.PatchResult.Patched;
import io.coxswain.api.patch.PatchResult.TooLarge;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Patch (RFC 6902). All operations apply, or none. */
public final class JsonPatch {
  /** As upstream's: more operations are refused as too large. */
  public static final int MAX_OPERATIONS = 10_000;

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
    var value = target;
    for (var operation : operations) {
      try {
        value = step(value, operation);
      } catch (Unfit e) {
        return e.malformed ? new Malformed(e.text) : new Inapplicable(e.text);
      }
    }
    return new Patched(value);
  }

  private static JsonNode step(JsonNode root, JsonNode operation) throws Unfit {
    var name = text(operation, "op");
    var path = JsonPointer.parse(text(operation, "path"));
    return switch (name) {
      case "add" -> edit(root, path, 0, new Add(value(operation)));
      case "replace" -> edit(root, path, 0, new Replace(value(operation)));
      case "remove" -> edit(root, path, 0, new Remove());
      case "move" -> {
        var from = JsonPointer.parse(text(operation, "from"));
        if (path.size() > from.size() && path.subList(0, from.size()).equals(from)) {
          throw new Unfit(false, "a value can't be moved into one of its own children");
        }
        var moved = at(root, from);
        yield edit(edit(root, from, 0, new Remove()), path, 0, new Add(moved));
      }
      case "copy" ->
          edit(root, path, 0, new Add(at(root, JsonPointer.parse(text(operation, "from")))));
      case "test" -> {
        if (!same(at(root, path), value(operation))) {
          throw new Unfit(false, "testing path " + text(operation, "path") + " failed");
        }
        yield root;
      }
      default -> throw new Unfit(true, "unexpected kind of operation: " + name);
    };
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

  /** Copies the way from the root to the edited place; the rest is shared. */
  private static JsonNode edit(JsonNode node, List<String> path, int depth, Edit edit)
      throws Unfit {
    if (path.isEmpty()) {
      return switch (edit) {
        case Add add -> add.value();
        case Replace replace -> replace.value();
        case Remove ignored -> JsonNodeFactory.instance.nullNode();
      };
    }
    var last = depth == path.size() - 1;
    return switch (node) {
      case ObjectNode object -> {
        var copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(object);
        if (last) {
          editField(copy, path.get(depth), edit);
        } else {
          copy.set(
              path.get(depth), edit(child(object, path.get(depth), path), path, depth + 1, edit));
        }
        yield copy;
      }
      case ArrayNode array -> {
        var copy = JsonNodeFactory.instance.arrayNode(array.size() + 1);
        copy.addAll(array);
        if (last) {
          editElement(copy, path.get(depth), edit);
        } else {
          var index = JsonPointer.index(path.get(depth), array.size() - 1);
          if (index < 0) {
            throw missing(path);
          }
          copy.set(index, edit(array.get(index), path, depth + 1, edit));
        }
        yield copy;
      }
      default -> throw missing(path);
    };
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
