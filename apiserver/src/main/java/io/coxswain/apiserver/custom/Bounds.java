package io.coxswain.apiserver.custom;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.coxswain.api.Json;
import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.FieldError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The bounds of one value: enumeration, range, length, pattern, format, size. */
record Bounds(String path, JsonNode value, Structural schema, List<FieldError> errors) {
  /** Compiled once for all objects; definitions are few and so are their patterns. */
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  void check() {
    allowed();
    switch (ValueValidation.typeOf(value)) {
      case "integer", "number" -> number();
      case "string" -> text();
      case "array" -> list();
      case "object" -> object();
      default -> {
        // booleans have no bounds
      }
    }
  }

  private void allowed() {
    if (schema.allowed().isEmpty() || schema.allowed().stream().anyMatch(this::equal)) {
      return;
    }
    var supported =
        schema.allowed().stream()
            .map(
                node ->
                    node.isString()
                        ? Json.text(node)
                        : Json.text(StringNode.valueOf(node.toString())))
            .collect(Collectors.joining(", "));
    add(
        FieldError.Type.NOT_SUPPORTED,
        "Unsupported value: " + value + ": supported values: " + supported);
  }

  private boolean equal(JsonNode allowed) {
    return allowed.equals(value)
        || allowed.isNumber()
            && value.isNumber()
            && allowed.decimalValue().compareTo(value.decimalValue()) == 0;
  }

  private void number() {
    var limits = schema.limits();
    var number = value.decimalValue();
    var maximum = limits.maximum();
    if (maximum != null) {
      var order = number.compareTo(maximum);
      if (order > 0 || order == 0 && limits.exclusiveMaximum()) {
        var bound = limits.exclusiveMaximum() ? "less than " : "less than or equal to ";
        invalid(value.toString(), "should be " + bound + plain(maximum));
      }
    }
    var minimum = limits.minimum();
    if (minimum != null) {
      var order = number.compareTo(minimum);
      if (order < 0 || order == 0 && limits.exclusiveMinimum()) {
        var bound = limits.exclusiveMinimum() ? "greater than " : "greater than or equal to ";
        invalid(value.toString(), "should be " + bound + plain(minimum));
      }
    }
    var unit = limits.multipleOf();
    if (unit != null && unit.signum() > 0 && number.remainder(unit).signum() != 0) {
      invalid(value.toString(), "should be a multiple of " + plain(unit));
    }
  }

  private void text() {
    var limits = schema.limits();
    var text = value.stringValue();
    var length = text.codePointCount(0, text.length());
    if (limits.maxLength() != null && length > limits.maxLength()) {
      add(
          FieldError.Type.TOO_LONG,
          "Too long: may not be more than " + limits.maxLength() + " bytes");
    }
    if (limits.minLength() != null && length < limits.minLength()) {
      invalid(value.toString(), "should be at least " + limits.minLength() + " chars long");
    }
    var pattern = limits.pattern();
    if (pattern != null && !pattern(pattern).matcher(text).find()) {
      invalid(value.toString(), "should match '" + pattern + "'");
    }
    if (!schema.format().isEmpty() && !Formats.matches(schema.format(), text)) {
      add(
          FieldError.Type.TYPE_INVALID,
          "Invalid value: "
              + value
              + ": "
              + path
              + " in body must be of type "
              + Formats.name(schema.format())
              + ": "
              + value);
    }
  }

  private void list() {
    var limits = schema.limits();
    if (limits.maxItems() != null && value.size() > limits.maxItems()) {
      tooMany(limits.maxItems());
    }
    if (limits.minItems() != null && value.size() < limits.minItems()) {
      invalid("" + value.size(), "should have at least " + limits.minItems() + " items");
    }
    if (limits.uniqueItems() && value.valueStream().distinct().count() < value.size()) {
      invalid("\"\"", "shouldn't contain duplicates");
    }
  }

  private void object() {
    var limits = schema.limits();
    if (limits.maxProperties() != null && value.size() > limits.maxProperties()) {
      tooMany(limits.maxProperties());
    }
    if (limits.minProperties() != null && value.size() < limits.minProperties()) {
      invalid("" + value.size(), "should have at least " + limits.minProperties() + " properties");
    }
  }

  private void tooMany(long most) {
    add(
        FieldError.Type.TOO_MANY,
        "Too many: "
            + value.size()
            + ": must have at most "
            + most
            + (most == 1 ? " item" : " items"));
  }

  private void invalid(String shown, String rule) {
    add(
        FieldError.Type.INVALID,
        "Invalid value: " + shown + ": " + (path.isEmpty() ? "" : path + " ") + "in body " + rule);
  }

  private void add(FieldError.Type type, String body) {
    errors.add(new FieldError(type, path.isEmpty() ? "<nil>" : path, body));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** The pattern as RE2 reads it, which Go's regexp is; definitions with others are refused. */
  private static Pattern pattern(String text) {
    return PATTERNS.computeIfAbsent(text, Pattern::compile);
  }

  /** Why a text is no pattern; null where it is one. */
  static @Nullable String patternError(String text) {
    try {
      Pattern.compile(text);
      return null;
    } catch (PatternSyntaxException e) {
      return "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`";
    }
  }
}
