package io.coxswain.api.apply;

import io.coxswain.api.apply.PathElement.BadElement;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks an applied configuration against its schema, in upstream's words. */
public final class TypeCheck {
  private final Typing typing;
  private final List<String> errors = new ArrayList<>();

  private TypeCheck(Typing typing) {
    this.typing = typing;
  }

  /** What is wrong, as one text of upstream's form; empty where nothing is. */
  public static String check(JsonNode tree, ObjectSchema schema) {
    var check = new TypeCheck(new Typing(schema));
    check.value(tree, schema, "");
    return switch (check.errors.size()) {
      case 0 -> "";
      case 1 -> check.errors.getFirst();
      default -> "errors:\n  " + String.join("\n  ", check.errors);
    };
  }

  private void error(String path, String message) {
    errors.add(path + ": " + message);
  }

  private void value(JsonNode value, Schema schema, String path) {
    if (value.isNull() || schema == Typing.DEDUCED || schema instanceof AnySchema) {
      return;
    }
    switch (schema) {
      case ScalarSchema scalar -> scalar(value, scalar.kind(), path);
      case ListSchema list -> list(value, list, path);
      case MapSchema map -> object(value, map, path);
      case ObjectSchema object -> object(value, object, path);
      default -> throw new IllegalStateException("unresolved schema " + schema);
    }
  }

  private void object(JsonNode value, Schema schema, String path) {
    if (!value.isObject()) {
      error(path, "expected map, got " + shown(value));
      return;
    }
    for (var entry : value.properties()) {
      var below = path + "." + entry.getKey();
      var child = typing.entry(schema, entry.getKey());
      if (child == null) {
        error(below, "field not declared in schema");
        return; // upstream looks no further in this object
      }
      value(entry.getValue(), child, below);
    }
  }

  private void list(JsonNode value, ListSchema schema, String path) {
    if (!value.isArray()) {
      error(path, "expected list, got " + shown(value));
      return;
    }
    var seen = new HashSet<String>();
    for (var i = 0; i < value.size(); i++) {
      var step = "[" + i + "]";
      if (schema.type() != ListType.ATOMIC) {
        try {
          var element = PathElement.of(value.get(i), schema);
          step = PathElement.shown(element);
          if (!seen.add(element)) {
            error(path, "duplicate entries for key " + step);
          }
        } catch (BadElement e) {
          error(path, "element " + i + ": " + e.getMessage());
          return;
        }
      }
      value(value.get(i), typing.element(schema), path + step);
    }
  }

  private void scalar(JsonNode value, Kind kind, String path) {
    switch (kind) {
      case INT32, INT64, DOUBLE -> {
        if (!value.isNumber()) {
          error(path, "expected numeric (int or float), got " + goType(value));
        }
      }
      case STRING -> {
        if (!value.isString()) {
          error(path, "expected string, got &value.valueUnstructured{Value:" + go(value) + "}");
        }
      }
      case BOOLEAN -> {
        if (!value.isBoolean()) {
          error(path, "expected boolean, got " + shown(value));
        }
      }
      case TIME, MICRO_TIME, QUANTITY, INT_OR_STRING, BYTES -> {
        if (value.isContainer()) {
          error(path, "expected any scalar, got " + shown(value));
        }
      }
    }
  }

  /** As Go prints a pointer to a struct that holds the value. */
  private static String shown(JsonNode value) {
    return "&{" + plain(value) + "}";
  }

  /** As Go's {@code %v} prints a value. */
  private static String plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> {
        var entries = new ArrayList<String>();
        value.properties().forEach(e -> entries.add(e.getKey() + ":" + plain(e.getValue())));
        entries.sort(null);
        yield "map[" + String.join(" ", entries) + "]";
      }
      case ARRAY -> {
        var items = new ArrayList<String>();
        value.forEach(item -> items.add(plain(item)));
        yield "[" + String.join(" ", items) + "]";
      }
      case NULL -> "<nil>";
      default -> value.asString();
    };
  }

  /** As Go's {@code %#v} prints a value. */
  private static String go(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> {
        var entries = new ArrayList<String>();
        value.properties().forEach(e -> entries.add("\"" + e.getKey() + "\":" + go(e.getValue())));
        entries.sort(null);
        yield "map[string]interface {}{" + String.join(", ", entries) + "}";
      }
      case ARRAY -> {
        var items = new ArrayList<String>();
        value.forEach(item -> items.add(go(item)));
        yield "[]interface {}{" + String.join(", ", items) + "}";
      }
      case NULL -> "interface {}(nil)";
      default -> value.toString();
    };
  }

  private static String goType(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "map[string]interface {}";
      case ARRAY -> "[]interface {}";
      case BOOLEAN -> "bool";
      default -> "string";
    };
  }
}
