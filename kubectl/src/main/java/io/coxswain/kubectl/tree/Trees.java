package io.coxswain.kubectl.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Short ways of reading and making trees. Absent and null are the same to all of them. */
public final class Trees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  public static ArrayNode strings(Iterable<String> values) {
    var array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }

  /** An object of string values, in the map's order. */
  public static ObjectNode stringMap(Map<String, String> values) {
    var object = NODES.objectNode();
    values.forEach(object::put);
    return object;
  }

  /** The node at a path of property names; a missing node where there is none. */
  public static JsonNode at(JsonNode node, String... path) {
    var current = node;
    for (var name : path) {
      current = current.path(name);
    }
    return current;
  }

  /** The scalar at a path as text; empty where there is none. */
  public static String text(JsonNode node, String... path) {
    return scalar(at(node, path));
  }

  public static String scalar(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    return value.isNumber() || value.isBoolean() ? value.toString() : "";
  }

  public static long number(JsonNode node, String... path) {
    return number(node, 0, path);
  }

  public static long number(JsonNode node, long absent, String... path) {
    var value = at(node, path);
    return value.isNumber() ? value.longValue() : absent;
  }

  public static boolean flag(JsonNode node, String... path) {
    var value = at(node, path);
    return value.isBoolean() && value.booleanValue();
  }

  public static boolean has(JsonNode node, String... path) {
    return present(at(node, path));
  }

  public static boolean present(@Nullable JsonNode value) {
    return value != null && !value.isMissingNode() && !value.isNull();
  }

  /** The elements of the array at a path; none where there is no array. */
  public static List<JsonNode> items(JsonNode node, String... path) {
    var result = new ArrayList<JsonNode>();
    if (at(node, path) instanceof ArrayNode array) {
      array.forEach(result::add);
    }
    return result;
  }

  public static List<String> texts(JsonNode node, String... path) {
    return items(node, path).stream().map(Trees::scalar).toList();
  }

  /** The properties of the object at a path, sorted by name. */
  public static Map<String, JsonNode> sorted(JsonNode node, String... path) {
    var result = new TreeMap<String, JsonNode>();
    if (at(node, path) instanceof ObjectNode object) {
      object.properties().forEach(entry -> result.put(entry.getKey(), entry.getValue()));
    }
    return result;
  }

  /** The string properties of the object at a path, sorted by name. */
  public static Map<String, String> textMap(JsonNode node, String... path) {
    var result = new TreeMap<String, String>();
    sorted(node, path).forEach((key, value) -> result.put(key, scalar(value)));
    return result;
  }

  /** The object at a path, made where it is absent. */
  public static ObjectNode ensure(ObjectNode node, String... path) {
    var current = node;
    for (var name : path) {
      current = current.get(name) instanceof ObjectNode child ? child : putObject(current, name);
    }
    return current;
  }

  private static ObjectNode putObject(ObjectNode parent, String name) {
    var child = NODES.objectNode();
    parent.set(name, child);
    return child;
  }

  public static String name(JsonNode object) {
    return text(object, "metadata", "name");
  }

  public static String namespace(JsonNode object) {
    return text(object, "metadata", "namespace");
  }
}
