package io.coxswain.api.selector;

import io.coxswain.api.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Recursive descent over the label selector grammar. For one text. */
final class SelectorParser {
  private final String text;
  private int at;

  SelectorParser(String text) {
    this.text = text;
  }

  Selector parse() {
    List<Requirement> requirements = new ArrayList<>();
    do {
      requirements.add(requirement());
    } while (accept(","));
    if (at < text.length()) {
      throw unexpected("',' or 'end of string'");
    }
    requirements.sort((left, right) -> left.key().compareTo(right.key()));
    return new Selector(List.copyOf(requirements));
  }

  private Requirement requirement() {
    if (accept("!")) {
      return new Requirement(key(), Operator.DOES_NOT_EXIST, List.of());
    }
    var key = key();
    if (accept("!=")) {
      return new Requirement(key, Operator.NOT_IN, List.of(value()));
    }
    if (accept("==") || accept("=")) {
      return new Requirement(key, Operator.IN, List.of(value()));
    }
    if (accept(">")) {
      return new Requirement(key, Operator.GREATER_THAN, List.of(number()));
    }
    if (accept("<")) {
      return new Requirement(key, Operator.LESS_THAN, List.of(number()));
    }
    skipSpaces();
    if (at == text.length() || text.charAt(at) == ',') {
      return new Requirement(key, Operator.EXISTS, List.of());
    }
    var word = word();
    return switch (word) {
      case "in" -> new Requirement(key, Operator.IN, values());
      case "notin" -> new Requirement(key, Operator.NOT_IN, values());
      default -> {
        at -= word.length();
        throw unexpected("in, notin, =, ==, !=, gt, lt");
      }
    };
  }

  private List<String> values() {
    if (!accept("(")) {
      throw unexpected("'('");
    }
    Collection<String> values = new TreeSet<>();
    do {
      values.add(value());
    } while (accept(","));
    if (!accept(")")) {
      throw unexpected("',' or ')'");
    }
    return List.copyOf(values);
  }

  private String key() {
    var key = word();
    if (key.isEmpty()) {
      throw unexpected("!, identifier, or 'end of string'");
    }
    if (!LabelSyntax.isQualifiedName(key)) {
      throw new Selector.SelectorException(
          "unable to parse requirement: <nil>: Invalid value: \""
              + key
              + "\": "
              + String.join("; ", LabelSyntax.qualifiedNameErrors(key)));
    }
    return key;
  }

  private String value() {
    var value = word();
    var errors = LabelSyntax.valueErrors(value);
    if (!errors.isEmpty()) {
      throw new Selector.SelectorException(
          "unable to parse requirement: values[0][]: Invalid value: \""
              + value
              + "\": "
              + String.join("; ", errors));
    }
    return value;
  }

  private String number() {
    var value = value();
    try {
      Long.parseLong(value);
      return value;
    } catch (NumberFormatException e) {
      throw new Selector.SelectorException(
          "unable to parse requirement: values[0]: Invalid value: \""
              + value
              + "\": for 'Gt', 'Lt' operators, the value must be an integer");
    }
  }

  private String word() {
    skipSpaces();
    var start = at;
    while (at < text.length() && " \t\r\n,()=!<>".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean accept(String symbol) {
    skipSpaces();
    if (!text.startsWith(symbol, at)) {
      return false;
    }
    at += symbol.length();
    return true;
  }

  private void skipSpaces() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private Selector.SelectorException unexpected(String expected) {
    return new Selector.SelectorException(
        "unable to parse requirement: found '" + text.substring(at) + "', expected: " + expected);
  }
}
