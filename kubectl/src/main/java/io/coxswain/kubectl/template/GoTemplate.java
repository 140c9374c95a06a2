package io.coxswain.kubectl.template;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One parsed template in the language of Go's {@code text/template}: pipelines, variables, {@code
 * if}, {@code range}, {@code with}, {@code define} and {@code template}.
 */
public final class GoTemplate {
  private final List<Node> nodes;
  private final Map<String, List<Node>> defined;

  /** A piece of a template. */
  sealed interface Node permits Text, Action, If, Range, With, Call, Break, Continue {}

  record Text(String text) implements Node {}

  record Action(Pipeline pipeline) implements Node {}

  record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

  record Range(Pipeline over, List<Node> body, List<Node> otherwise) implements Node {}

  record With(Pipeline value, List<Node> body, List<Node> otherwise) implements Node {}

  record Call(String name, List<Operand> argument) implements Node {}

  record Break() implements Node {}

  record Continue() implements Node {}

  /**
   * Commands of which each gets the one before's value as its last argument.
   *
   * @param variables what the value is bound to; two of {@code range}
   * @param declares the variables are new ({@code :=}), not assigned ({@code =})
   */
  record Pipeline(List<String> variables, boolean declares, List<List<Operand>> commands) {}

  /** An argument of a command. */
  sealed interface Operand permits Literal, Field, Variable, Function, Group {}

  record Literal(Object value) implements Operand {}

  /** {@code .a.b}; no names mean the dot itself. */
  record Field(List<String> names) implements Operand {}

  record Variable(String name, List<String> names) implements Operand {}

  record Function(String name) implements Operand {}

  record Group(Pipeline pipeline, List<String> names) implements Operand {}

  private GoTemplate(List<Node> nodes, Map<String, List<Node>> defined) {
    this.nodes = nodes;
    this.defined = defined;
  }

  /** Parses; throws {@link TemplateException}. */
  public static GoTemplate parse(String text) {
    var parser = new TemplateParser(TemplateLexer.tokens(text));
    return new GoTemplate(parser.template(), parser.defined());
  }

  /** The template's text for one object; throws {@link TemplateException}. */
  public String print(JsonNode object) {
    return print(object, true);
  }

  /** The same; a key that a map lacks is an error unless that is allowed. */
  public String print(JsonNode object, boolean allowMissingKeys) {
    return new TemplateEvaluator(defined, allowMissingKeys).run(nodes, GoValues.of(object));
  }

  /** A value as Go prints it: {@code map[app:web]}, {@code [a b]}. */
  public static String shown(JsonNode value) {
    return GoValues.text(GoValues.of(value));
  }
}
