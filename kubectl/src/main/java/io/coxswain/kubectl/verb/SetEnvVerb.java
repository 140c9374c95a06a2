package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = {"-e", "--env"},
      description = "NAME=VALUE, as the arguments; can be repeated.")
  List<String> pairs = new ArrayList<>();

  @Option(names = "--keys", split = ",", description = "Take these keys of --from only.")
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--overwrite",
      arity = "0..1",
      fallbackValue = "true",
      description = "Replace values that are there.")
  boolean overwrite = true;

  @Option(names = "--resolve", description = "With --list, show what references point at.")
  boolean resolve;

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
  void check() {
    for (var pair : pairs) {
      if (!takes(pair)) {
        throw KubectlException.error(
            "environment variables must be of the form key=value: " + pair);
      }
    }
  }

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

  /** The value that a reference to a field, ConfigMap or Secret has; null for other references. */
  private static @Nullable String resolved(Session session, Located item, JsonNode source) {
    var kind = source.propertyNames().iterator().next();
    if (kind.equals("fieldRef")) {
      return text(item.object(), text(source, kind, "fieldPath").split("\\.", -1));
    }
    if (!kind.endsWith("KeyRef")) {
      return null;
    }
    var secret = kind.startsWith("secret");
    var type = session.resources().named(secret ? "secrets" : "configmaps");
    var object = session.api().get(type.path(item.namespace(), text(source, kind, "name")));
    var value = text(object, "data", text(source, kind, "key"));
    return secret ? new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8) : value;
  }

  private void print(Session session, Located item, ObjectNode container) {
    session
        .out()
        .printf(
            "# %s %s, container %s%n", item.type().kind(), item.name(), text(container, "name"));
    for (var variable : Trees.items(container, "env")) {
      var name = text(variable, "name");
      var source = variable.path("valueFrom");
      var resolved = resolve && source.isObject() ? resolved(session, item, source) : null;
      if (resolved != null) {
        session.out().println(name + "=" + resolved);
      } else if (source.isObject()) {
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
      if (!keys.isEmpty() && !keys.contains(key)) {
        continue;
      }
      var variable = Trees.object();
      variable.put("name", prefix + key.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT));
      var source = Trees.ensure(variable, "valueFrom", reference);
      source.put("name", name);
      source.put("key", key);
      put(variables, variable);
    }
  }

  private void put(ArrayNode variables, ObjectNode variable) {
    for (var i = 0; i < variables.size(); i++) {
      if (text(variables.path(i), "name").equals(text(variable, "name"))) {
        if (!overwrite && !text(variables.path(i), "value").isEmpty()) {
          throw KubectlException.error(
              "'%s' already has a value (%s), and --overwrite is false"
                  .formatted(text(variable, "name"), text(variables.path(i), "value")));
        }
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
