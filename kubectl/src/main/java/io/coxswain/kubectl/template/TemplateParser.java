package io.coxswain.kubectl.template;

import io.coxswain.kubectl.template.GoTemplate.Node;
import io.coxswain.kubectl.template.GoTemplate.Operand;
import io.coxswain.kubectl.template.GoTemplate.Pipeline;
import io.coxswain.kubectl.template.TemplateLexer.Kind;
import io.coxswain.kubectl.template.TemplateLexer.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the nodes of a template from its tokens. */
final class TemplateParser {
  private static final Set<String> ENDS = Set.of("end", "else");
  private static final Token NOTHING = new Token(Kind.END, "", false);
  private final List<Token> tokens;
  private final Map<String, List<Node>> defined = new HashMap<>();
  private int at;

  TemplateParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  Map<String, List<Node>> defined() {
    return defined;
  }

  List<Node> template() {
    var nodes = list();
    if (at < tokens.size()) {
      throw error("unexpected {{%s}}".formatted(peek().text()));
    }
    return nodes;
  }

  private Token peek() {
    return at < tokens.size() ? tokens.get(at) : NOTHING;
  }

  private Token next() {
    var token = peek();
    at++;
    return token;
  }

  private boolean skip(Kind kind, String text) {
    if (peek().kind() == kind && peek().text().equals(text)) {
      at++;
      return true;
    }
    return false;
  }

  private static TemplateException error(String message) {
    return new TemplateException("template: output:1: " + message);
  }

  /** Nodes up to the end of the template or an action that ends a block, which stays unread. */
  private List<Node> list() {
    var nodes = new ArrayList<Node>();
    while (at < tokens.size()) {
      var token = peek();
      if (token.kind() == Kind.TEXT) {
        nodes.add(new GoTemplate.Text(next().text()));
      } else if (token.kind() == Kind.WORD && ENDS.contains(token.text())) {
        return nodes;
      } else {
        action(nodes);
      }
    }
    return nodes;
  }

  private void action(List<Node> nodes) {
    var word = peek().kind() == Kind.WORD ? peek().text() : "";
    switch (word) {
      case "if" -> nodes.add(conditional());
      case "range" -> {
        at++;
        var over = header();
        nodes.add(new GoTemplate.Range(over, list(), otherwise()));
      }
      case "with" -> {
        at++;
        var value = header();
        nodes.add(new GoTemplate.With(value, list(), otherwise()));
      }
      case "define" -> {
        at++;
        var name = GoValues.unquote(next().text());
        end();
        defined.put(name, list());
        closeBlock();
      }
      case "template" -> {
        at++;
        var name = GoValues.unquote(next().text());
        nodes.add(new GoTemplate.Call(name, peek().kind() == Kind.END ? List.of() : command()));
        end();
      }
      case "break" -> {
        at++;
        end();
        nodes.add(new GoTemplate.Break());
      }
      case "continue" -> {
        at++;
        end();
        nodes.add(new GoTemplate.Continue());
      }
      default -> nodes.add(new GoTemplate.Action(header()));
    }
  }

  private Node conditional() {
    at++;
    var condition = header();
    return new GoTemplate.If(condition, list(), otherwise());
  }

  /** What follows {@code else}, up to and with {@code end}. */
  private List<Node> otherwise() {
    if (skip(Kind.WORD, "else")) {
      if (peek().kind() == Kind.WORD && peek().text().equals("if")) {
        return List.of(conditional());
      }
      end();
      var nodes = list();
      closeBlock();
      return nodes;
    }
    closeBlock();
    return List.of();
  }

  private void closeBlock() {
    if (!skip(Kind.WORD, "end")) {
      throw error("unexpected EOF");
    }
    end();
  }

  private void end() {
    if (next().kind() != Kind.END) {
      throw error("unexpected %s in command".formatted(tokens.get(at - 1).text()));
    }
  }

  private Pipeline header() {
    var pipeline = pipeline();
    end();
    return pipeline;
  }

  private Pipeline pipeline() {
    var variables = new ArrayList<String>();
    var start = at;
    while (peek().kind() == Kind.VARIABLE) {
      variables.add(next().text());
      if (!skip(Kind.SIGN, ",")) {
        break;
      }
    }
    var declares = skip(Kind.SIGN, ":=");
    if (variables.isEmpty() || !declares && !skip(Kind.SIGN, "=")) {
      at = start;
      variables.clear();
    }
    var commands = new ArrayList<List<Operand>>();
    do {
      commands.add(command());
    } while (skip(Kind.SIGN, "|"));
    return new Pipeline(List.copyOf(variables), declares, commands);
  }

  private List<Operand> command() {
    var operands = new ArrayList<Operand>();
    while (peek().kind() != Kind.END && !Set.of("|", ")").contains(peek().text())) {
      operands.add(operand());
    }
    if (operands.isEmpty()) {
      throw error("missing value for command");
    }
    return operands;
  }

  private Operand operand() {
    var token = next();
    return switch (token.kind()) {
      case STRING -> new GoTemplate.Literal(GoValues.literal(token.text()));
      case NUMBER -> new GoTemplate.Literal(GoValues.number(token.text()));
      case VARIABLE -> new GoTemplate.Variable(token.text(), fields());
      case FIELD -> {
        var names = new ArrayList<String>();
        if (token.text().length() > 1) {
          names.add(token.text().substring(1));
        }
        names.addAll(fields());
        yield new GoTemplate.Field(names);
      }
      case WORD ->
          switch (token.text()) {
            case "true", "false" -> new GoTemplate.Literal(Boolean.valueOf(token.text()));
            default -> {
              if (!TemplateFunctions.NAMES.contains(token.text())) {
                throw error("function \"%s\" not defined".formatted(token.text()));
              }
              yield new GoTemplate.Function(token.text());
            }
          };
      default -> {
        if (!token.text().equals("(")) {
          throw error("unexpected \"%s\" in operand".formatted(token.text()));
        }
        var inner = pipeline();
        if (!skip(Kind.SIGN, ")")) {
          throw error("unclosed left paren");
        }
        yield new GoTemplate.Group(inner, fields());
      }
    };
  }

  /** The fields that follow an operand without a space. */
  private List<String> fields() {
    var names = new ArrayList<String>();
    while (peek().kind() == Kind.FIELD && peek().joined() && peek().text().length() > 1) {
      names.add(next().text().substring(1));
    }
    return names;
  }
}
