package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Containers that are added while a pod runs: there to look around, not to serve. */
final class EphemeralValidation {
  /** In the order of upstream's fields. */
  private static final List<String> FORBIDDEN =
      List.of(
          "ports",
          "resources",
          "resizePolicy",
          "restartPolicy",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle");

  private static final String NOT_HERE = "cannot be set for an Ephemeral Container";

  private final Value podSpec;
  private final Errors errors;

  EphemeralValidation(Value podSpec, Errors errors) {
    this.podSpec = podSpec;
    this.errors = errors;
  }

  void validate(ContainerValidation containers) {
    var ephemeral = podSpec.get("ephemeralContainers");
    if (ephemeral.size() == 0) {
      return;
    }
    Set<String> lasting = new HashSet<>();
    for (var list : List.of("containers", "initContainers")) {
      podSpec.get(list).items().forEach(container -> lasting.add(container.get("name").text()));
    }
    for (var container : ephemeral.items()) {
      containers.common(container);
      ContainerValidation.image(container.get("image"), errors);
      containers.name(container.get("name"), true);
      var target = container.get("targetContainerName");
      if (!target.text().isEmpty() && !lasting.contains(target.text())) {
        errors.notFound(target);
      }
      for (var field : FORBIDDEN) {
        notEphemeral(container.get(field));
      }
      for (var mount : container.get("volumeMounts").items()) {
        notEphemeral(mount.get("subPath"));
        notEphemeral(mount.get("subPathExpr"));
      }
    }
  }

  private void notEphemeral(Value field) {
    if (field.exists() && (!field.node().isContainer() || field.size() > 0)) {
      errors.forbidden(field, NOT_HERE);
    }
  }
}
