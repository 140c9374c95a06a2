package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod of a runtime class costs what the class says and runs where the class can run. */
public final class RuntimeClassAdmission implements Admission {
  private final Lookup lookup;

  public RuntimeClassAdmission(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public String name() {
    return "RuntimeClass";
  }

  @Override
  public @Nullable Refusal mutate(Review review) {
    var pod = review.object();
    if (pod == null || !review.creates("pods")) {
      return null;
    }
    var spec = Trees.child(pod, "spec");
    var name = Trees.text(spec, "runtimeClassName");
    if (name.isEmpty()) {
      return spec.path("overhead").isEmpty()
          ? null
          : new Refusal.Forbidden(
              "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
    }
    var found = lookup.find("runtimeclasses", "", name);
    if (found == null) {
      return new Refusal.Forbidden("pod rejected: RuntimeClass \"" + name + "\" not found");
    }
    var refusal = overhead(spec, found.path("overhead").path("podFixed"));
    return refusal != null ? refusal : scheduling(spec, found.path("scheduling"));
  }

  private static @Nullable Refusal overhead(ObjectNode spec, JsonNode cost) {
    var given = spec.path("overhead");
    if (cost.isEmpty()) {
      return given.isEmpty()
          ? null
          : new Refusal.Forbidden(
              "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
    }
    if (!given.isEmpty() && !given.equals(cost)) {
      return new Refusal.Forbidden(
          "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
    }
    spec.set("overhead", cost.deepCopy());
    return null;
  }

  private static @Nullable Refusal scheduling(ObjectNode spec, JsonNode scheduling) {
    for (var label : scheduling.path("nodeSelector").properties()) {
      var selector = Trees.child(spec, "nodeSelector");
      var given = selector.get(label.getKey());
      if (given != null && !given.equals(label.getValue())) {
        return new Refusal.Forbidden(
            "conflict: runtimeClass.scheduling.nodeSelector["
                + label.getKey()
                + "] = "
                + label.getValue().asString("")
                + "; pod.spec.nodeSelector["
                + label.getKey()
                + "] = "
                + given.asString(""));
      }
      selector.set(label.getKey(), label.getValue());
    }
    for (var toleration : scheduling.path("tolerations")) {
      var tolerations = spec.withArray("tolerations");
      if (tolerations.valueStream().noneMatch(toleration::equals)) {
        tolerations.add(toleration.deepCopy());
      }
    }
    return null;
  }
}
