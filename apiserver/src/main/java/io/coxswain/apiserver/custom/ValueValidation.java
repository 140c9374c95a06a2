package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks values against a structural schema, in the words of upstream's OpenAPI validator. A value
 * that an update leaves as it is was accepted once and is not checked again (KEP-4008, ratcheting).
 * One instance collects the errors of one object.
 */
final class ValueValidation {
  private final List<FieldError> errors = new ArrayList<>(0);

  List<FieldError> errors() {
    return errors;
  }

  /** Checks a whole object, whose apiVersion, kind and metadata are checked elsewhere. */
  void validate(JsonNode object, @Nullable JsonNode old, Structural schema) {
    value("", object, old, schema);
  }

  private void value(String path, JsonNode value, @Nullable JsonNode old, Structural schema) {
    if (old != null && old.equals(value)) {
      return;
    }
    if (value.isNull()) {
      if (!schema.nullable() && !schema.type().isEmpty()) {
        wrongType(path, schema.type(), "null");
      }
      return;
    }
    if (!type(path, value, schema)) {
      return;
    }
    new Bounds(path, value, schema, errors).check();
    junctors(path, value, schema);
    if (value.isObject()) {
      object(path, value, old, schema);
    } else if (value.isArray() && schema.items() != null) {
      list(path, value, old, schema, schema.items());
    }
  }

  private boolean type(String path, JsonNode value, Structural schema) {
    var found = typeOf(value);
    if (schema.intOrString()) {
      if (!found.equals("integer") && !found.equals("string")) {
        wrongType(path, "integer,string", found);
        return false;
      }
      return true;
    }
    var wanted = schema.type();
    if (wanted.isEmpty() || wanted.equals(found)) {
      return true;
    }
    if (wanted.equals("number") && found.equals("integer")) {
      return true;
    }
    if (wanted.equals("integer") && found.equals("number") && isWhole(value)) {
      return true;
    }
    // upstream names the format instead of the type for values that are no strings or lists
    var format = schema.format();
    if (format.isEmpty() || found.equals("string") || found.equals("array")) {
      wrongType(path, wanted, found);
    } else {
      wrongType(path, format, found.equals("number") ? "double" : "");
    }
    return false;
  }

  private void object(String path, JsonNode value, @Nullable JsonNode old, Structural schema) {
    for (var name : schema.required()) {
      if (!value.has(name)) {
        errors.add(new FieldError(FieldError.Type.REQUIRED, child(path, name), "Required value"));
      }
    }
    for (var entry : value.properties()) {
      var name = entry.getKey();
      var known = schema.property(name);
      var child = known == null ? schema.additional() : known;
      if (child != null) {
        value(child(path, name), entry.getValue(), old == null ? null : old.get(name), child);
      }
    }
  }

  private void list(
      String path, JsonNode value, @Nullable JsonNode old, Structural schema, Structural items) {
    for (var i = 0; i < value.size(); i++) {
      var element = value.get(i);
      var before =
          old != null && schema.listType() == ListType.MAP
              ? ListKeys.find(old, element, schema.listMapKeys())
              : null;
      value(path + "[" + i + "]", element, before, items);
    }
  }

  private void junctors(String path, JsonNode value, Structural schema) {
    if (!schema.anyOf().isEmpty() && !schema.intOrString()) {
      var results = results(path, value, schema.anyOf());
      if (results.stream().noneMatch(List::isEmpty)) {
        whole("\"" + path + "\" must validate at least one schema (anyOf)");
        errors.addAll(best(results));
      }
    }
    if (!schema.oneOf().isEmpty()) {
      var results = results(path, value, schema.oneOf());
      var fitting = results.stream().filter(List::isEmpty).count();
      if (fitting != 1) {
        var found = fitting == 0 ? "Found none valid" : "Found " + fitting + " valid alternatives";
        whole("\"" + path + "\" must validate one and only one schema (oneOf). " + found);
        if (fitting == 0) {
          errors.addAll(best(results));
        }
      }
    }
    if (!schema.allOf().isEmpty()) {
      var results = results(path, value, schema.allOf());
      results.forEach(errors::addAll);
      var fitting = results.stream().filter(List::isEmpty).count();
      if (fitting != results.size()) {
        whole(
            "\""
                + path
                + "\" must validate all the schemas (allOf)"
                + (fitting == 0 ? ". None validated" : ""));
      }
    }
    var not = schema.not();
    if (not != null && results(path, value, List.of(not)).getFirst().isEmpty()) {
      whole("\"" + path + "\" must not validate the schema (not)");
    }
  }

  private static List<List<FieldError>> results(
      String path, JsonNode value, List<Structural> schemas) {
    Function<Structural, List<FieldError>> check =
        schema -> {
          var validation = new ValueValidation();
          validation.value(path, value, null, schema);
          return validation.errors;
        };
    return schemas.stream().map(check).toList();
  }

  /** The alternative that came closest. */
  private static List<FieldError> best(List<List<FieldError>> results) {
    return results.stream()
        .min((one, two) -> Integer.compare(one.size(), two.size()))
        .orElse(List.of());
  }

  /** An error that upstream gives no field. */
  private void whole(String message) {
    errors.add(new FieldError(FieldError.Type.INVALID, "<nil>", "Invalid value: \"\": " + message));
  }

  private void wrongType(String path, String wanted, String found) {
    errors.add(
        new FieldError(
            FieldError.Type.TYPE_INVALID,
            path.isEmpty() ? "<nil>" : path,
            "Invalid value: \""
                + found
                + "\": "
                + (path.isEmpty() ? "" : path + " ")
                + "in body must be of type "
                + wanted
                + ": \""
                + found
                + "\""));
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static final Map<String, String> TYPES =
      Map.of("OBJECT", "object", "ARRAY", "array", "STRING", "string", "BOOLEAN", "boolean");

  static String typeOf(JsonNode value) {
    if (value.isNumber()) {
      return value.isIntegralNumber() ? "integer" : "number";
    }
    return TYPES.getOrDefault(value.getNodeType().name(), "null");
  }

  private static boolean isWhole(JsonNode value) {
    var number = value.doubleValue();
    return number == Math.rint(number) && !Double.isInfinite(number);
  }
}
