package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets environment variables of containers: {@code NAME=VALUE}, {@code NAME-}, or all keys of an
 * object.
 */
public final class SetEnvVerb extends SetVerb {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> removals = new ArrayList<>();

  @Option(
      names = {"-c", "--containers"},
      description = "Name of the container; * for all.")
  String container = "*";

  @Option(names = "--list", description = "Print the variables.")
  boolean list;

  @Option(
      names = "--from",
      description = "configmap/NAME or secret/NAME whose keys become variables.")
  String from = "";

  @Option(names = "--prefix", description = "Put before names that come from an object.")
  String prefix = "";

  @Override
  boolean takes(String argument) {
    var equals = argument.indexOf('=');
    if (equals > 0) {
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
      return true;
    }
    if (argument.endsWith("-") && argument.length() > 1) {
      removals.add(argument.substring(0, argument.length() - 1));
      return true;
    }
    return false;
  }

  @Override
  void check() {}

  @Override
  String happened() {
    return "env updated";
  }

  @Override
  void change(Session session, Located item, ObjectNode podSpec) {
    var containers = containers(podSpec, container, true);
    if (containers.isEmpty()) {
      throw KubectlException.error(
          "%s does not have any containers matching \"%s\""
              .formatted(item.printedName(), container));
    }
    for (var target : containers) {
      if (list) {
        print(session, item, target);
        continue;
      }
      var variables = target.get("env") instanceof ArrayNode present ? present : Trees.array();
      values.forEach((name, value) -> put(variables, literal(name, value)));
      if (!from.isEmpty()) {
        fromObject(session, variables);
      }
      removals.forEach(name -> remove(variables, name));
      if (variables.isEmpty()) {
        target.remove("env");
      } else {
        target.set("env", variables);
      }
    }
  }

  private static String source(JsonNode source) {
    var kind = source.propertyNames().iterator().next();
    return switch (kind) {
      case "fieldRef" -> "field path " + text(source, kind, "fieldPath");
      case "resourceFieldRef" -> {
        var container = text(source, kind, "containerName");
        yield "resource field "
            + (container.isEmpty() ? "" : container + "/")
            + text(source, kind, "resource");
      }
      default ->
          "%s %s, key %s"
              .formatted(
                  kind.replace("KeyRef", "").toLowerCase(Locale.ROOT),
                  text(source, kind, "name"),
                  text(source, kind, "key"));
    };
  }

  private static void print(Session session, Located item, ObjectNode container) {
    session
        .out()
        .printf(
            "# %s %s, container %s%n", item.type().kind(), item.name(), text(container, "name"));
    for (var variable : Trees.items(container, "env")) {
      var name = text(variable, "name");
      var source = variable.path("valueFrom");
      if (source.isObject()) {
        session.out().println("# " + name + " from " + source(source));
      } else {
        session.out().println(name + "=" + text(variable, "value"));
      }
    }
  }

  private static ObjectNode literal(String name, String value) {
    var variable = Trees.object();
    variable.put("name", name);
    variable.put("value", value);
    return variable;
  }

  private void fromObject(Session session, ArrayNode variables) {
    var slash = from.indexOf('/');
    if (slash < 0) {
      throw KubectlException.error("--from must be configmap/NAME or secret/NAME");
    }
    var type = session.resources().named(from.substring(0, slash));
    var name = from.substring(slash + 1);
    var object = session.api().get(type.path(session.namespaceFor(type), name));
    var reference = type.kind().equals("Secret") ? "secretKeyRef" : "configMapKeyRef";
    for (var key : Trees.sorted(object, "data").keySet()) {
      var variable = Trees.object();
      variable.put("name", prefix + key.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT));
      var source = Trees.ensure(variable, "valueFrom", reference);
      source.put("name", name);
      source.put("key", key);
      put(variables, variable);
    }
  }

  private static void put(ArrayNode variables, ObjectNode variable) {
    for (var i = 0; i < variables.size(); i++) {
      if (text(variables.path(i), "name").equals(text(variable, "name"))) {
        variables.set(i, variable);
        return;
      }
    }
    variables.add(variable);
  }

  private static void remove(ArrayNode variables, String name) {
    for (var i = variables.size() - 1; i >= 0; i--) {
      if (text(variables.path(i), "name").equals(name)) {
        variables.remove(i);
      }
    }
  }
}
