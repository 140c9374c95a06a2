package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Containers of pods and pod templates (upstream's validateContainers). */
final class ContainerValidation {
  private static final List<String> RESIZABLE = List.of("cpu", "memory");
  private static final List<String> RESIZE_POLICIES = List.of("NotRequired", "RestartContainer");

  /** Ephemeral containers are there to look around, not to serve. */
  private static final List<String> NOT_EPHEMERAL =
      List.of(
          "ports",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle",
          "resources",
          "resizePolicy",
          "restartPolicy");

  private final Value podSpec;
  private final Errors errors;
  private final Set<String> names = new HashSet<>();
  private final MountValidation mounts;
  private final long gracePeriod;

  ContainerValidation(Value podSpec, Errors errors) {
    this.podSpec = podSpec;
    this.errors = errors;
    this.gracePeriod = podSpec.get("terminationGracePeriodSeconds").number();
    this.mounts = new MountValidation(podSpec.get("volumes"), errors);
  }

  void validate() {
    var containers = podSpec.get("containers");
    if (containers.size() == 0) {
      errors.required(containers);
    }
    for (var container : containers.items()) {
      common(container);
      lifecycle(container);
      if (!container.get("restartPolicy").text().isEmpty()) {
        errors.forbidden(container.get("restartPolicy"), "may not be set for non-init containers");
      }
    }
    for (var container : podSpec.get("initContainers").items()) {
      common(container);
      init(container);
    }
    hostPorts(containers);
  }

  /** Containers that are added while the pod runs, to look around. */
  void validateEphemeral() {
    for (var list : List.of("containers", "initContainers")) {
      podSpec.get(list).items().forEach(container -> names.add(container.get("name").text()));
    }
    var lasting = Set.copyOf(names);
    for (var container : podSpec.get("ephemeralContainers").items()) {
      var target = container.get("targetContainerName");
      if (!target.text().isEmpty() && !lasting.contains(target.text())) {
        errors.notFound(target);
      }
      common(container);
      NOT_EPHEMERAL.forEach(field -> notEphemeral(container.get(field)));
      for (var mount : container.get("volumeMounts").items()) {
        notEphemeral(mount.get("subPath"));
        notEphemeral(mount.get("subPathExpr"));
      }
    }
  }

  private void notEphemeral(Value field) {
    if (field.exists() && (!field.node().isContainer() || field.size() > 0)) {
      errors.forbidden(field, "cannot be set for an Ephemeral Container");
    }
  }

  private void common(Value container) {
    var name = container.get("name");
    if (name.text().isEmpty()) {
      errors.required(name);
    } else {
      Names.label(name.text()).forEach(error -> errors.invalid(name, error));
      if (!names.add(name.text())) {
        errors.duplicate(name);
      }
    }
    var image = container.get("image");
    if (image.text().isEmpty()) {
      errors.required(image);
    } else if (!image.text().equals(image.text().strip())) {
      errors.invalid(image, "must not have leading or trailing whitespace");
    }
    ports(container);
    EnvValidation.validate(container, errors);
    mounts.validate(container);
    ResourceValidation.validate(container.get("resources"), errors);
    ClaimReferenceValidation.container(
        container.in("resources", "claims"), podSpec.get("resourceClaims"), errors);
    resizePolicy(container.get("resizePolicy"));
    var message = container.get("terminationMessagePath");
    if (message.text().isEmpty()) {
      errors.required(message);
    }
    SecurityValidation.container(container.get("securityContext"), errors);
  }

  /** What a change of resources does; upstream names the list, not its entry, in most errors. */
  private void resizePolicy(Value policies) {
    Set<String> resources = new HashSet<>();
    for (var entry : policies.items()) {
      var resource = entry.get("resourceName");
      var policy = entry.get("restartPolicy");
      if (!resources.add(resource.text())) {
        errors.duplicate(entry, Errors.quote(resource.text()));
      }
      oneOf(policies, resource, RESIZABLE);
      oneOf(policies, policy, RESIZE_POLICIES);
      if (podSpec.get("restartPolicy").is("Never") && !policy.is("NotRequired")) {
        errors.invalid(
            policies, policy.text(), "must be 'NotRequired' when `restartPolicy` is 'Never'");
      }
    }
  }

  private void oneOf(Value list, Value value, List<String> supported) {
    if (value.text().isEmpty()) {
      errors.required(list);
    } else if (!supported.contains(value.text())) {
      errors.notSupported(Value.at(list.path(), value.node()), supported);
    }
  }

  private void lifecycle(Value container) {
    ProbeValidation.validate(container, gracePeriod, errors);
  }

  /** Init containers end before the pod runs, unless they are sidecars. */
  private void init(Value container) {
    var policy = container.get("restartPolicy");
    if (policy.is("Always")) {
      lifecycle(container);
      return;
    }
    if (!policy.text().isEmpty() && !policy.is("Never") && !policy.is("OnFailure")) {
      errors.notSupported(policy, List.of("Always", "Never", "OnFailure"));
    }
    for (var field : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(field).exists()) {
        errors.forbidden(
            container.get(field),
            "may not be set for init containers without restartPolicy=Always");
      }
    }
  }

  private void ports(Value container) {
    Set<String> portNames = new HashSet<>();
    for (var port : container.get("ports").items()) {
      var name = port.get("name");
      if (!name.text().isEmpty()) {
        var broken = Names.portName(name.text());
        broken.forEach(error -> errors.invalid(name, error));
        if (broken.isEmpty() && !portNames.add(name.text())) {
          errors.duplicate(name);
        }
      }
      if (port.get("containerPort").number() == 0) {
        errors.required(port.get("containerPort"));
      } else {
        Checks.port(port.get("containerPort"), errors);
      }
      var hostPort = port.get("hostPort");
      if (hostPort.exists()) {
        Checks.port(hostPort, errors);
        if (podSpec.get("hostNetwork").isTrue()
            && hostPort.number() != port.get("containerPort").number()) {
          errors.invalid(hostPort, "must match `containerPort` when `hostNetwork` is true");
        }
      }
    }
  }

  private void hostPorts(Value containers) {
    Set<String> taken = new HashSet<>();
    for (var container : containers.items()) {
      for (var port : container.get("ports").items()) {
        var hostPort = port.get("hostPort");
        if (!hostPort.exists()) {
          continue;
        }
        var key =
            port.get("protocol").text() + "/" + port.get("hostIP").text() + "/" + hostPort.number();
        if (!taken.add(key)) {
          errors.duplicate(hostPort, Errors.quote(key));
        }
      }
    }
  }
}
