package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Collects field errors in the order they are found. For one thread. */
public final class Errors {
  private final List<FieldError> found = new ArrayList<>(0);

  public List<FieldError> list() {
    return found;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether something was found wrong with a field, or with the object it is in, as shown. */
  boolean complainOf(Value at) {
    if (found.isEmpty()) {
      return false;
    }
    var path = at.path();
    var dot = path.lastIndexOf('.');
    var parent = dot < 0 ? "" : path.substring(0, dot);
    return found.stream()
        .anyMatch(
            error ->
                error.field().equals(path)
                    || error.field().equals(parent) && error.body().contains("value: {"));
  }

  public void required(Value at, String detail) {
    add(FieldError.Type.REQUIRED, at, with("Required value", detail));
  }

  public void required(Value at) {
    required(at, "");
  }

  public void invalid(Value at, String detail) {
    add(FieldError.Type.INVALID, at, with("Invalid value: " + quoted(at.node()), detail));
  }

  /** Like {@link #invalid(Value, String)}, showing another value than the one found there. */
  public void invalid(Value at, Object shown, String detail) {
    var text = shown instanceof String string ? quote(string) : shown.toString();
    add(FieldError.Type.INVALID, at, with("Invalid value: " + text, detail));
  }

  /** Like {@link #invalid(Value, Object, String)}, where upstream takes it for a wrong type. */
  void typeInvalid(Value at, String shown, String detail) {
    add(FieldError.Type.TYPE_INVALID, at, with("Invalid value: " + quote(shown), detail));
  }

  /** Like {@link #invalid(Value, String)}, without the value, which would say little. */
  void unfit(Value at, String detail) {
    add(FieldError.Type.INVALID, at, with("Invalid value", detail));
  }

  public void notSupported(Value at, Collection<String> supported) {
    add(
        FieldError.Type.NOT_SUPPORTED,
        at,
        "Unsupported value: "
            + quoted(at.node())
            + ": supported values: "
            + supported.stream().map(Errors::quote).collect(Collectors.joining(", ")));
  }

  public void forbidden(Value at, String detail) {
    add(FieldError.Type.FORBIDDEN, at, with("Forbidden", detail));
  }

  public void internal(Value at, String detail) {
    add(FieldError.Type.INTERNAL, at, with("Internal error", detail));
  }

  public void duplicate(Value at) {
    add(FieldError.Type.DUPLICATE, at, "Duplicate value: " + quoted(at.node()));
  }

  public void duplicate(Value at, String shown) {
    add(FieldError.Type.DUPLICATE, at, "Duplicate value: " + shown);
  }

  public void notFound(Value at) {
    add(FieldError.Type.NOT_FOUND, at, "Not found: " + quoted(at.node()));
  }

  public void notFound(Value at, String detail) {
    add(FieldError.Type.NOT_FOUND, at, with("Not found: " + quoted(at.node()), detail));
  }

  public void tooLong(Value at, int max) {
    add(FieldError.Type.TOO_LONG, at, "Too long: may not be more than " + max + " bytes");
  }

  public void tooMany(Value at, int actual, int max) {
    add(
        FieldError.Type.TOO_MANY,
        at,
        "Too many: " + actual + ": must have at most " + max + (max == 1 ? " item" : " items"));
  }

  /** A text as Go has it, where nothing is as good as empty. */
  static JsonNode textOf(Value value) {
    return JsonNodeFactory.instance.stringNode(value.text());
  }

  /** Go's %q for text, JSON for the rest. */
  static String quoted(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "null";
    }
    return node.isString() ? quote(node.stringValue()) : node.toString();
  }

  static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String with(String head, String detail) {
    return detail.isEmpty() ? head : head + ": " + detail;
  }

  /** An error that was put together elsewhere. */
  public void add(FieldError error) {
    found.add(error);
  }

  private void add(FieldError.Type type, Value at, String body) {
    found.add(new FieldError(type, at.path(), body));
  }
}
