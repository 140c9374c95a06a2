package io.coxswain.kubectl.print;

import io.coxswain.kubectl.invocation.KubectlException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Parses JSONPath templates. */
final class JsonPathParser {
  private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");
  private final String text;
  private int at;

  JsonPathParser(String text) {
    this.text = text;
  }

  private record Open(JsonPath.Path over, List<JsonPath.Part> outside) {}

  List<JsonPath.Part> template() {
    List<JsonPath.Part> parts = new ArrayList<>();
    Deque<Open> ranges = new ArrayDeque<>();
    while (at < text.length()) {
      var brace = text.indexOf('{', at);
      if (brace != at) {
        var end = brace < 0 ? text.length() : brace;
        parts.add(new JsonPath.Text(text.substring(at, end)));
        at = end;
        continue;
      }
      at++;
      skipSpaces();
      if (word("range")) {
        ranges.push(new Open(new JsonPath.Path(steps("}")), parts));
        parts = new ArrayList<>();
      } else if (word("end")) {
        if (ranges.isEmpty()) {
          throw problem("not in range, nothing to end");
        }
        var open = ranges.pop();
        open.outside().add(new JsonPath.Range(open.over(), parts));
        parts = open.outside();
      } else if (peek() == '"' || peek() == '\'') {
        parts.add(new JsonPath.Text(quoted()));
      } else {
        parts.add(new JsonPath.Path(steps("}")));
      }
      skipSpaces();
      if (peek() != '}') {
        throw problem("unclosed action");
      }
      at++;
    }
    if (!ranges.isEmpty()) {
      throw problem("unterminated range");
    }
    return parts;
  }

  /** Steps up to one of the end characters, which is not consumed. */
  private List<JsonPathStep> steps(String ends) {
    List<JsonPathStep> steps = new ArrayList<>();
    skipSpaces();
    while (at < text.length() && ends.indexOf(peek()) < 0 && peek() != ' ') {
      switch (peek()) {
        case '$' -> {
          at++;
          steps.add(new JsonPathStep.Root());
        }
        case '@' -> at++;
        case '.' -> dot(steps);
        case '[' -> steps.add(bracket());
        case '*' -> {
          at++;
          steps.add(new JsonPathStep.Wildcard());
        }
        default -> steps.add(new JsonPathStep.Field(name(ends)));
      }
    }
    return steps;
  }

  private void dot(List<JsonPathStep> steps) {
    at++;
    if (peek() == '.') {
      at++;
      steps.add(new JsonPathStep.Recursive());
    }
  }

  private String name(String ends) {
    var name = new StringBuilder();
    while (at < text.length() && " .[]=!<>".indexOf(peek()) < 0 && ends.indexOf(peek()) < 0) {
      if (peek() == '\\' && at + 1 < text.length()) {
        at++;
      }
      name.append(peek());
      at++;
    }
    if (name.isEmpty()) {
      throw problem("unrecognized character in action: " + peek());
    }
    return name.toString();
  }

  private JsonPathStep bracket() {
    at++;
    skipSpaces();
    if (peek() == '?') {
      return filter();
    }
    List<JsonPathStep> choices = new ArrayList<>();
    while (true) {
      skipSpaces();
      choices.add(choice());
      skipSpaces();
      if (peek() == ']') {
        at++;
        return choices.size() == 1 ? choices.getFirst() : new JsonPathStep.Union(choices);
      }
      if (peek() != ',') {
        throw problem("unterminated array");
      }
      at++;
    }
  }

  private JsonPathStep choice() {
    if (peek() == '*') {
      at++;
      return new JsonPathStep.Wildcard();
    }
    if (peek() == '\'' || peek() == '"') {
      return new JsonPathStep.Field(quoted());
    }
    var from = at;
    while (at < text.length() && ",] ".indexOf(peek()) < 0) {
      at++;
    }
    var body = text.substring(from, at);
    var bounds = body.split(":", -1);
    try {
      var step = bounds.length > 2 && !bounds[2].isEmpty() ? Integer.parseInt(bounds[2]) : 1;
      return new JsonPathStep.Slice(
          bound(bounds[0]),
          bounds.length > 1 ? bound(bounds[1]) : null,
          Math.max(step, 1),
          bounds.length == 1);
    } catch (NumberFormatException e) {
      throw problem("invalid array index " + body);
    }
  }

  private static @Nullable Integer bound(String text) {
    return text.isEmpty() ? null : Integer.valueOf(text);
  }

  private JsonPathStep filter() {
    at++;
    if (peek() != '(') {
      throw problem("filter is expected after ?");
    }
    at++;
    var left = operand();
    skipSpaces();
    @Nullable String operator = null;
    JsonPathStep.@Nullable Operand right = null;
    for (var candidate : OPERATORS) {
      if (operator == null && text.startsWith(candidate, at)) {
        operator = candidate;
        at += candidate.length();
        right = operand();
      }
    }
    skipSpaces();
    if (!text.startsWith(")]", at)) {
      throw problem("unclosed array expect ]");
    }
    at += 2;
    return new JsonPathStep.Filter(left, operator, right);
  }

  private JsonPathStep.Operand operand() {
    skipSpaces();
    if (peek() == '"' || peek() == '\'') {
      return new JsonPathStep.Operand(JsonNodeFactory.instance.stringNode(quoted()), List.of());
    }
    if (peek() == '@' || peek() == '.') {
      return new JsonPathStep.Operand(null, steps(")=!<>"));
    }
    var from = at;
    while (at < text.length() && " )=!<>".indexOf(peek()) < 0) {
      at++;
    }
    return new JsonPathStep.Operand(literal(text.substring(from, at)), List.of());
  }

  private JsonNode literal(String word) {
    if (word.equals("true") || word.equals("false")) {
      return JsonNodeFactory.instance.booleanNode(word.equals("true"));
    }
    try {
      return JsonNodeFactory.instance.numberNode(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      throw problem("unrecognized identifier " + word);
    }
  }

  private String quoted() {
    var quote = peek();
    var value = new StringBuilder();
    for (at++; at < text.length() && peek() != quote; at++) {
      if (peek() == '\\' && at + 1 < text.length()) {
        at++;
        value.append(
            switch (peek()) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> peek();
            });
      } else {
        value.append(peek());
      }
    }
    if (at >= text.length()) {
      throw problem("unterminated quoted string");
    }
    at++;
    return value.toString();
  }

  private boolean word(String word) {
    var end = at + word.length();
    var whole = end >= text.length() || " }.[".indexOf(text.charAt(end)) >= 0;
    if (!text.startsWith(word, at) || !whole) {
      return false;
    }
    at = end;
    return true;
  }

  private void skipSpaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private KubectlException problem(String message) {
    return KubectlException.error("error parsing jsonpath " + text + ", " + message);
  }
}
