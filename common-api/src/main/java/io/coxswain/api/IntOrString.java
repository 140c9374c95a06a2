package io.coxswain.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A number, or a string that is a percentage or a name (util/intstr IntOrString). */
public sealed interface IntOrString {
  record Number(@JsonValue int value) implements IntOrString {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  record Text(@JsonValue String value) implements IntOrString {
    @Override
    public String toString() {
      return value;
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static IntOrString of(Object value) {
    return switch (value) {
      case Integer number -> new Number(number);
      case String text -> new Text(text);
      default ->
          throw new IllegalArgumentException("expected an integer or a string, got " + value);
    };
  }

  static IntOrString of(int value) {
    return new Number(value);
  }

  static IntOrString of(String value) {
    return new Text(value);
  }

  /**
   * The value in units, a percentage being taken of {@code total}.
   *
   * @throws IllegalArgumentException for text that is not a percentage
   */
  default int scaled(int total, boolean roundUp) {
    return switch (this) {
      case Number number -> number.value();
      case Text text -> {
        if (!text.value().endsWith("%")) {
          throw new IllegalArgumentException(
              "expected an integer or a percentage, got \"" + text.value() + "\"");
        }
        var percent = Long.parseLong(text.value().substring(0, text.value().length() - 1));
        var exact = percent * total;
        yield Math.toIntExact(roundUp ? Math.ceilDiv(exact, 100L) : Math.floorDiv(exact, 100L));
      }
    };
  }
}
