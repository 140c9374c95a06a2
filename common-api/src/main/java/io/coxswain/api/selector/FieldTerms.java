package io.coxswain.api.selector;

import java.util.ArrayList;
import java.util.List;

/** The terms of a field selector. */
final class FieldTerms {
  private FieldTerms() {}

  static List<Requirement> parse(String text) {
    List<Requirement> terms = new ArrayList<>();
    for (var term : split(text)) {
      if (!term.isEmpty()) {
        terms.add(term(term, text));
      }
    }
    return List.copyOf(terms);
  }

  private static Requirement term(String term, String whole) {
    for (var i = 0; i < term.length(); i++) {
      if (term.startsWith("!=", i)) {
        return requirement(term, i, 2, Requirement.Operator.NOT_IN);
      }
      if (term.startsWith("==", i)) {
        return requirement(term, i, 2, Requirement.Operator.IN);
      }
      if (term.charAt(i) == '=') {
        return requirement(term, i, 1, Requirement.Operator.IN);
      }
    }
    throw new Selector.SelectorException(
        "invalid selector: '" + whole + "'; can't understand '" + term + "'");
  }

  private static Requirement requirement(
      String term, int at, int length, Requirement.Operator operator) {
    return new Requirement(
        term.substring(0, at), operator, List.of(unescape(term.substring(at + length))));
  }

  /** At commas that are not escaped. */
  private static List<String> split(String text) {
    List<String> terms = new ArrayList<>();
    var start = 0;
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ',') {
        terms.add(text.substring(start, i));
        start = i + 1;
      }
    }
    terms.add(text.substring(start));
    return terms;
  }

  private static String unescape(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    var result = new StringBuilder();
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '\\') {
        i++;
        if (i == value.length() || "\\,=".indexOf(value.charAt(i)) < 0) {
          throw new Selector.SelectorException(
              "invalid field selector: invalid escape sequence in value: " + value);
        }
        c = value.charAt(i);
      }
      result.append(c);
    }
    return result.toString();
  }
}
