package io.coxswain.apiserver.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions that are added to CEL together: their types, and what they do. */
final class Library {
  /** Functions that CEL's own libraries have, too: only one may dispatch among all overloads. */
  private static final Set<String> SHARED = Set.of("string", "indexOf", "lastIndexOf");

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
  private final Map<String, List<CelFunctionBinding>> bindings = new LinkedHashMap<>();

  /** What a function does; arguments are as CEL passes them. */
  @FunctionalInterface
  interface Body {
    Object apply(Object[] arguments) throws CelEvaluationException;
  }

  /** A parameter: its type in CEL and the Java class of its values. */
  record Parameter(CelType type, Class<?> values) {}

  /** A method: {@code target.name(arguments)}. */
  Library method(String name, CelType result, Body body, Parameter... parameters) {
    return add(name, true, result, body, parameters);
  }

  /** A function: {@code name(arguments)}. */
  Library function(String name, CelType result, Body body, Parameter... parameters) {
    return add(name, false, result, body, parameters);
  }

  private Library add(
      String name, boolean method, CelType result, Body body, Parameter... parameters) {
    var types = ImmutableList.<CelType>builder();
    var classes = ImmutableList.<Class<?>>builder();
    var id = new StringBuilder("kubernetes_").append(name.replace('.', '_'));
    for (var parameter : parameters) {
      types.add(parameter.type);
      classes.add(parameter.values);
      id.append('_').append(parameter.type.name().replaceAll("\\W", "_"));
      for (var inner : parameter.type.parameters()) {
        id.append('_').append(inner.name().replaceAll("\\W", "_"));
      }
    }
    id.append(method ? "_method" : "");
    overloads
        .computeIfAbsent(name, ignored -> new ArrayList<>())
        .add(
            method
                ? CelOverloadDecl.newMemberOverload(id.toString(), result, types.build())
                : CelOverloadDecl.newGlobalOverload(id.toString(), result, types.build()));
    bindings
        .computeIfAbsent(name, ignored -> new ArrayList<>())
        .add(CelFunctionBinding.from(id.toString(), classes.build(), body::apply));
    return this;
  }

  void addTo(CelBuilder builder) {
    overloads.forEach(
        (name, list) ->
            builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, list)));
    bindings.forEach(
        (name, list) ->
            builder.addFunctionBindings(
                SHARED.contains(name) ? list : CelFunctionBinding.fromOverloads(name, list)));
  }
}
