package io.coxswain.api.apply;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step of a path, in the form in which FieldsV1 writes it: {@code f:name} is a field, {@code
 * k:{"name":"web"}} the element of a keyed list, {@code v:"x"} the element of a set, {@code i:0} an
 * index. The text is canonical, so that equal steps are equal strings.
 */
final class PathElement {
  /** Upstream's order: fields, keys, values, indexes, each by its content. */
  static final Comparator<String> ORDER = PathElement::compare;

  private PathElement() {}

  static String field(String name) {
    return "f:".concat(name);
  }

  static boolean isField(String element) {
    return element.startsWith("f:");
  }

  static String name(String element) {
    return element.substring(2);
  }

  /**
   * The step that leads to an element of a list with keys or of a set.
   *
   * @throws BadElement where the element has none
   */
  static String of(JsonNode element, ListSchema list) throws BadElement {
    return list.keys().isEmpty() ? value(element) : key(element, list);
  }

  private static String value(JsonNode element) throws BadElement {
    if (element.isNull()) {
      throw new BadElement("associative list without keys has an element that's an explicit null");
    }
    if (element.isObject()) {
      throw new BadElement("associative list without keys has an element that's a map type");
    }
    if (element.isArray()) {
      throw new BadElement("not supported: associative list with lists as elements");
    }
    return "v:".concat(text(element));
  }

  private static String key(JsonNode element, ListSchema list) throws BadElement {
    if (element.isNull()) {
      throw new BadElement("associative list with keys may not have a null element");
    }
    if (!element.isObject()) {
      throw new BadElement("associative list with keys may not have non-map elements");
    }
    var keys = JsonNodeFactory.instance.objectNode();
    for (var name : list.keys().size() == 1 ? list.keys() : new TreeSet<>(list.keys())) {
      var value = element.get(name);
      var chosen = value == null ? defaultOf(list.element(), name) : value;
      if (chosen != null) {
        keys.set(name, chosen);
      }
    }
    if (keys.isEmpty()) {
      throw new BadElement(
          "associative list with keys has an element that omits key field "
              + quoted(list.keys().getFirst())
              + " (and doesn't have default value)");
    }
    return "k:".concat(text(keys));
  }

  private static @Nullable JsonNode defaultOf(Schema element, String name) {
    var property = element instanceof ObjectSchema object ? object.field(name) : null;
    return property == null ? null : property.defaultValue();
  }

  /**
   * The canonical form of a step that a client wrote.
   *
   * @throws BadElement where it is none
   */
  static String parse(String text) throws BadElement {
    if (text.length() < 2 || text.charAt(1) != ':') {
      throw new BadElement("missing colon: " + quoted(text));
    }
    var content = text.substring(2);
    try {
      switch (text.charAt(0)) {
        case 'f' -> {
          return text;
        }
        case 'v' -> {
          return "v:".concat(text(Json.tree(content)));
        }
        case 'k' -> {
          if (!(Json.tree(content) instanceof ObjectNode keys)) {
            throw new BadElement("the key of a list element is not an object: " + content);
          }
          var sorted = JsonNodeFactory.instance.objectNode();
          for (var name : new TreeSet<>(keys.propertyNames())) {
            sorted.set(name, keys.get(name));
          }
          return "k:".concat(text(sorted));
        }
        case 'i' -> {
          return "i:" + Integer.parseInt(content);
        }
        default -> throw new BadElement("unknown path element type: " + quoted(text));
      }
    } catch (JacksonException | NumberFormatException e) {
      throw new BadElement("unreadable path element: " + quoted(text));
    }
  }

  /** The step as messages show it: {@code .spec}, {@code [name="web"]}, {@code [="x"]}. */
  static String shown(String element) {
    var content = name(element);
    return switch (element.charAt(0)) {
      case 'f' -> "." + content;
      case 'v' -> "[=" + text(Json.tree(content)) + "]";
      case 'k' -> {
        var text = new StringBuilder("[");
        for (var key : Json.tree(content).properties()) {
          if (text.length() > 1) {
            text.append(',');
          }
          text.append(key.getKey()).append('=').append(text(key.getValue()));
        }
        yield text.append(']').toString();
      }
      default -> "[" + content + "]";
    };
  }

  private static int compare(String left, String right) {
    var kind = left.charAt(0);
    var rank = Integer.compare(rank(kind), rank(right.charAt(0)));
    if (rank != 0 || left.equals(right)) {
      return rank;
    }
    return switch (kind) {
      case 'k', 'v' -> Values.compare(Json.tree(name(left)), Json.tree(name(right)));
      case 'i' -> Integer.compare(Integer.parseInt(name(left)), Integer.parseInt(name(right)));
      default -> left.compareTo(right);
    };
  }

  private static int rank(char kind) {
    return switch (kind) {
      case 'f' -> 0;
      case 'k' -> 1;
      case 'v' -> 2;
      default -> 3;
    };
  }

  private static String text(JsonNode value) {
    return value.toString();
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }

  /** A list's element that can't be told from others, or a step that is none. */
  static final class BadElement extends Exception {
    private static final long serialVersionUID = 1L;

    BadElement(String text) {
      super(text, null, false, false);
    }
  }
}
