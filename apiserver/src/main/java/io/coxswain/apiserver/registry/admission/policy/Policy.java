package io.coxswain.apiserver.registry.admission.policy;

import io.coxswain.apiserver.registry.admission.RequestMatch;
import io.coxswain.apiserver.registry.admission.cel.PolicyProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One policy and the bindings that put it in force. Its expressions compile at the first use. */
final class Policy {
  private final String name;
  private final JsonNode spec;
  private final RequestMatch match;
  private final List<Binding> bindings;
  private volatile @Nullable PolicyProgram program;

  Policy(String name, JsonNode spec, List<Binding> bindings) {
    this.name = name;
    this.spec = spec;
    this.bindings = bindings;
    match = RequestMatch.of(spec.path("matchConstraints"), "resourceRules");
  }

  /**
   * A binding.
   *
   * @param paramRef missing where it names no parameters
   * @param match null for every request the policy is about
   */
  record Binding(
      String name, JsonNode paramRef, @Nullable RequestMatch match, List<String> actions) {

    static Binding of(String name, JsonNode spec) {
      var resources = spec.path("matchResources");
      return new Binding(
          name,
          spec.path("paramRef"),
          resources.isObject() ? RequestMatch.of(resources, "resourceRules") : null,
          spec.path("validationActions").valueStream().map(each -> each.asString("")).toList());
    }
  }

  String name() {
    return name;
  }

  RequestMatch match() {
    return match;
  }

  List<Binding> bindings() {
    return bindings;
  }

  JsonNode paramKind() {
    return spec.path("paramKind");
  }

  boolean ignoresFailure() {
    return spec.path("failurePolicy").asString("").equals("Ignore");
  }

  PolicyProgram program() {
    var known = program;
    if (known == null) {
      known = PolicyProgram.of(spec);
      program = known;
    }
    return known;
  }
}
