package io.coxswain.apiserver.registry.admission.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.cel.Environment.Compiled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compiles a policy's validations once more for each kind it names, with the kind's own types: what
 * does not compile then is a doubt in the policy's status, not a mistake (upstream's TypeChecker).
 */
public final class TypeCheck {
  private static final int MOST_KINDS = 10;
  private static final String COMPILATION_FAILED = "compilation failed: ";

  private final JsonNode spec;
  private final List<ResourceType> kinds;
  private final Kinds served;

  private TypeCheck(JsonNode spec, Kinds served) {
    this.spec = spec;
    this.served = served;
    kinds = kinds(spec, served);
  }

  /** The {@code status.typeChecking.expressionWarnings} of a policy; empty where all is well. */
  public static ArrayNode warnings(JsonNode spec, Kinds served) {
    var check = new TypeCheck(spec, served);
    var warnings = JsonNodeFactory.instance.arrayNode();
    var validations = spec.path("validations");
    for (var i = 0; i < validations.size(); i++) {
      for (var field : List.of("expression", "messageExpression")) {
        var expression = validations.get(i).path(field).asString("");
        var warning = expression.isEmpty() ? "" : check.check(expression);
        if (!warning.isEmpty()) {
          warnings
              .addObject()
              .put("fieldRef", "spec.validations[" + i + "]." + field)
              .put("warning", warning);
        }
      }
    }
    return warnings;
  }

  private String check(String expression) {
    var doubts = new ArrayList<String>();
    for (var kind : kinds) {
      var types = new KindTypes();
      var object = types.of(kind.schema());
      var params = params(types);
      var environment =
          PolicyProgram.composed(
              spec, object, types.structs(), params, new HashMap<>(), new HashMap<>());
      if (environment.compile(expression) instanceof Compiled.Wrong(String message)) {
        var issue =
            message.startsWith(COMPILATION_FAILED)
                ? message.substring(COMPILATION_FAILED.length())
                : message;
        doubts.add(name(kind) + ": " + issue + "\n");
      }
    }
    return String.join("\n", doubts);
  }

  private CelType params(KindTypes types) {
    var kind = spec.path("paramKind");
    return served
        .byApiVersion(kind.path("apiVersion").asString(""), kind.path("kind").asString(""))
        .map(found -> types.of(found.schema()))
        .orElse(SimpleType.DYN);
  }

  private static String name(ResourceType kind) {
    return kind.group() + "/" + kind.version() + ", Kind=" + kind.kind();
  }

  /** Kinds that are named one by one; a wildcard among groups or versions names none. */
  private static List<ResourceType> kinds(JsonNode spec, Kinds served) {
    var found = new LinkedHashSet<ResourceType>();
    for (var rule : spec.path("matchConstraints").path("resourceRules")) {
      var groups = texts(rule.path("apiGroups")).toList();
      var versions = texts(rule.path("apiVersions")).toList();
      if (Stream.concat(groups.stream(), versions.stream()).anyMatch(each -> each.contains("*"))) {
        continue;
      }
      for (var group : groups) {
        for (var version : versions) {
          texts(rule.path("resources"))
              .filter(each -> !each.contains("*") && !each.contains("/"))
              .sorted()
              .forEach(
                  resource -> served.byResource(group, version, resource).ifPresent(found::add));
        }
      }
    }
    return found.stream()
        .limit(MOST_KINDS)
        .sorted(
            Comparator.comparing(ResourceType::group)
                .thenComparing(ResourceType::version)
                .thenComparing(ResourceType::kind))
        .collect(Collectors.toList());
  }

  private static Stream<String> texts(JsonNode list) {
    return list.valueStream().map(each -> each.asString("")).sorted();
  }
}
