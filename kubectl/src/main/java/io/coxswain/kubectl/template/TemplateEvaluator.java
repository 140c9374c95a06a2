package io.coxswain.kubectl.template;

import io.coxswain.kubectl.template.GoTemplate.Node;
import io.coxswain.kubectl.template.GoTemplate.Operand;
import io.coxswain.kubectl.template.GoTemplate.Pipeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes one template once. */
final class TemplateEvaluator {
  private static final int MAXIMUM_DEPTH = 100;

  /** What a node asks of the loop around it. */
  private enum Flow {
    GO_ON,
    BREAK,
    CONTINUE
  }

  /** A variable; scopes see the variables of those around them. */
  private static final class Binding {
    private final String name;
    private @Nullable Object value;

    private Binding(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  private final Map<String, List<Node>> defined;
  private final boolean allowMissingKeys;
  private final StringBuilder out = new StringBuilder();
  private Deque<Binding> variables = new ArrayDeque<>();
  private int depth;

  TemplateEvaluator(Map<String, List<Node>> defined, boolean allowMissingKeys) {
    this.defined = defined;
    this.allowMissingKeys = allowMissingKeys;
  }

  String run(List<Node> nodes, @Nullable Object root) {
    variables.push(new Binding("$", root));
    walk(nodes, root);
    return out.toString();
  }

  private Flow walk(List<Node> nodes, @Nullable Object dot) {
    var scope = variables.size();
    try {
      for (var node : nodes) {
        var flow = walk(node, dot);
        if (flow != Flow.GO_ON) {
          return flow;
        }
      }
      return Flow.GO_ON;
    } finally {
      leave(scope);
    }
  }

  private void leave(int scope) {
    while (variables.size() > scope) {
      variables.pop();
    }
  }

  private Flow walk(Node node, @Nullable Object dot) {
    switch (node) {
      case GoTemplate.Text text -> out.append(text.text());
      case GoTemplate.Action action -> {
        var value = evaluate(action.pipeline(), dot, true);
        if (action.pipeline().variables().isEmpty()) {
          out.append(GoValues.text(value));
        }
      }
      case GoTemplate.If choice -> {
        var scope = variables.size();
        var holds = GoValues.isTrue(evaluate(choice.condition(), dot, true));
        var flow = walk(holds ? choice.then() : choice.otherwise(), dot);
        leave(scope);
        return flow;
      }
      case GoTemplate.With with -> {
        var scope = variables.size();
        var value = evaluate(with.value(), dot, true);
        var holds = GoValues.isTrue(value);
        var flow = walk(holds ? with.body() : with.otherwise(), holds ? value : dot);
        leave(scope);
        return flow;
      }
      case GoTemplate.Range range -> range(range, dot);
      case GoTemplate.Call call -> call(call, dot);
      case GoTemplate.Break end -> {
        return Flow.BREAK;
      }
      case GoTemplate.Continue next -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.GO_ON;
  }

  private void call(GoTemplate.Call call, @Nullable Object dot) {
    var body = defined.get(call.name());
    if (body == null || depth > MAXIMUM_DEPTH) {
      throw new TemplateException("template \"%s\" not defined".formatted(call.name()));
    }
    var argument = call.argument().isEmpty() ? null : command(call.argument(), dot, List.of());
    var outer = variables;
    variables = new ArrayDeque<>();
    variables.push(new Binding("$", argument));
    depth++;
    walk(body, argument);
    depth--;
    variables = outer;
  }

  private void range(GoTemplate.Range range, @Nullable Object dot) {
    var over = evaluate(range.over(), dot, false);
    Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
    switch (over) {
      case List<?> list -> {
        for (var element : list) {
          entries.put((long) entries.size(), element);
        }
      }
      case Map<?, ?> map -> entries.putAll(map);
      case Long count -> {
        for (long i = 0; i < count; i++) {
          entries.put(i, i);
        }
      }
      case null -> {}
      default -> throw new TemplateException("range can't iterate over " + GoValues.text(over));
    }
    if (entries.isEmpty()) {
      walk(range.otherwise(), dot);
      return;
    }
    var names = range.over().variables();
    for (var entry : entries.entrySet()) {
      var scope = variables.size();
      if (names.size() == 2) {
        variables.push(new Binding(names.getFirst(), entry.getKey()));
      }
      if (!names.isEmpty()) {
        variables.push(new Binding(names.getLast(), entry.getValue()));
      }
      var flow = walk(range.body(), entry.getValue());
      leave(scope);
      if (flow == Flow.BREAK) {
        return;
      }
    }
  }

  /** The value of a pipeline; binds its variables unless a range does that for each element. */
  private @Nullable Object evaluate(Pipeline pipeline, @Nullable Object dot, boolean bind) {
    List<@Nullable Object> before = List.of();
    Object value = null;
    for (var command : pipeline.commands()) {
      value = command(command, dot, before);
      before = new ArrayList<>();
      before.add(value);
    }
    if (bind) {
      for (var name : pipeline.variables()) {
        if (pipeline.declares()) {
          variables.push(new Binding(name, value));
        } else {
          variable(name).value = value;
        }
      }
    }
    return value;
  }

  private @Nullable Object command(
      List<Operand> operands, @Nullable Object dot, List<@Nullable Object> before) {
    if (operands.getFirst() instanceof GoTemplate.Function function) {
      List<@Nullable Object> arguments = new ArrayList<>();
      for (var operand : operands.subList(1, operands.size())) {
        arguments.add(value(operand, dot));
      }
      arguments.addAll(before);
      return TemplateFunctions.call(function.name(), arguments);
    }
    if (operands.size() > 1 || !before.isEmpty()) {
      throw new TemplateException("can't give argument to non-function");
    }
    return value(operands.getFirst(), dot);
  }

  private @Nullable Object value(Operand operand, @Nullable Object dot) {
    return switch (operand) {
      case GoTemplate.Literal literal -> literal.value();
      case GoTemplate.Field field -> fields(dot, field.names());
      case GoTemplate.Variable variable ->
          fields(variable(variable.name()).value, variable.names());
      case GoTemplate.Function function -> TemplateFunctions.call(function.name(), List.of());
      case GoTemplate.Group group -> fields(evaluate(group.pipeline(), dot, true), group.names());
    };
  }

  private Binding variable(String name) {
    for (var binding : variables) {
      if (binding.name.equals(name)) {
        return binding;
      }
    }
    throw new TemplateException("undefined variable \"%s\"".formatted(name));
  }

  private @Nullable Object fields(@Nullable Object start, List<String> names) {
    var value = start;
    for (var name : names) {
      value =
          switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
              if (!allowMissingKeys && !map.containsKey(name)) {
                throw new TemplateException("map has no entry for key \"%s\"".formatted(name));
              }
              yield map.get(name);
            }
            default ->
                throw new TemplateException(
                    "can't evaluate field %s in type %s"
                        .formatted(name, TemplateFunctions.typeName(value)));
          };
    }
    return value;
  }
}
