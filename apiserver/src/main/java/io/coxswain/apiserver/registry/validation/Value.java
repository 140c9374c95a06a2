package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A place in an object tree: its value, which may be missing, and the way there. Paths are written
 * only when an error needs them.
 */
public final class Value {
  private final JsonNode node;
  private final @Nullable Value parent;
  private final String step;

  private Value(JsonNode node, @Nullable Value parent, String step) {
    this.node = node;
    this.parent = parent;
    this.step = step;
  }

  public static Value root(JsonNode node) {
    return new Value(node, null, "");
  }

  /** A value elsewhere, seen as if it stood at {@code path}. */
  public static Value at(String path, JsonNode node) {
    return new Value(node, new Value(MissingNode.getInstance(), null, ""), path);
  }

  public Value get(String field) {
    var child = node.get(field);
    return new Value(child == null ? MissingNode.getInstance() : child, this, field);
  }

  /** Several steps down: {@code in("spec", "template", "spec")}. */
  public Value in(String... fields) {
    var value = this;
    for (var field : fields) {
      value = value.get(field);
    }
    return value;
  }

  /** A list's elements; none where there is no list. */
  public List<Value> items() {
    if (!node.isArray()) {
      return List.of();
    }
    List<Value> items = new ArrayList<>(node.size());
    for (var i = 0; i < node.size(); i++) {
      items.add(new Value(node.get(i), this, "[" + i + "]"));
    }
    return items;
  }

  /** A map's values with paths as upstream writes keys: {@code data[key]}. */
  public List<Value> entries() {
    List<Value> entries = new ArrayList<>(node.size());
    for (var entry : node.properties()) {
      entries.add(new Value(entry.getValue(), this, "[" + entry.getKey() + "]"));
    }
    return entries;
  }

  /** One of {@link #entries()}, which may be missing. */
  public Value entry(String key) {
    var child = node.get(key);
    return new Value(child == null ? MissingNode.getInstance() : child, this, "[" + key + "]");
  }

  /** The key of one of {@link #entries()}. */
  public String key() {
    return step.substring(1, step.length() - 1);
  }

  public Iterable<Map.Entry<String, JsonNode>> properties() {
    return node.properties();
  }

  public boolean exists() {
    return !node.isMissingNode() && !node.isNull();
  }

  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  public int size() {
    return node.size();
  }

  /** The text, empty where there is none. */
  public String text() {
    return node.isString() ? node.stringValue() : "";
  }

  public boolean is(String text) {
    return node.isString() && node.stringValue().equals(text);
  }

  public long number() {
    return node.isNumber() ? node.longValue() : 0;
  }

  public boolean isNumber() {
    return node.isNumber();
  }

  public boolean isText() {
    return node.isString();
  }

  public boolean isTrue() {
    return node.isBoolean() && node.booleanValue();
  }

  public JsonNode node() {
    return node;
  }

  public boolean same(Value other) {
    return node.equals(other.node) || empty(node) && empty(other.node);
  }

  private static boolean empty(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.isContainer() && node.isEmpty();
  }

  public String path() {
    if (parent == null) {
      return step;
    }
    var before = parent.path();
    return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
  }
}
