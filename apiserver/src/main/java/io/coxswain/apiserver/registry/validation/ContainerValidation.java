package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Containers of pods and pod templates (upstream's validateContainers, validateInitContainers and
 * validateEphemeralContainers). The three are called in this order: names must differ among all.
 */
final class ContainerValidation {
  private static final List<String> RESIZABLE = List.of("cpu", "memory");
  private static final List<String> RESIZE_POLICIES = List.of("NotRequired", "RestartContainer");
  private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> INIT_POLICIES = List.of("Always");

  private final Value podSpec;
  private final Errors errors;
  private final Set<String> names = new HashSet<>();
  private final MountValidation mounts;
  private final SecurityValidation security;

  /**
   * For the containers of one spec.
   *
   * @param volumes the volumes there are to mount
   */
  ContainerValidation(Value podSpec, Map<String, Value> volumes, Errors errors) {
    this.podSpec = podSpec;
    this.errors = errors;
    this.mounts = new MountValidation(volumes, errors);
    this.security = new SecurityValidation(podSpec, errors);
  }

  void validate() {
    var containers = podSpec.get("containers");
    if (containers.size() == 0) {
      errors.required(containers);
    }
    for (var container : containers.items()) {
      common(container);
      name(container.get("name"), true);
      running(container);
      if (container.has("restartPolicy")) {
        errors.forbidden(container.get("restartPolicy"), "may not be set for non-init containers");
      }
    }
    hostPorts(containers.items(), containers.path());
    init();
    new EphemeralValidation(podSpec, errors).validate(this);
  }

  private void init() {
    var containers = podSpec.get("initContainers");
    for (var container : containers.items()) {
      common(container);
      var policy = container.get("restartPolicy");
      if (policy.exists()) {
        Checks.oneOf(policy, INIT_POLICIES, errors);
      }
      name(container.get("name"), false);
      hostPorts(List.of(container), containers.path());
      if (policy.is("Always")) {
        running(container);
      } else {
        ending(container);
      }
    }
  }

  /** Rules for containers of all kinds. */
  void common(Value container) {
    var name = container.get("name");
    if (name.text().isEmpty()) {
      errors.required(name);
    } else {
      Checks.label(name, errors);
    }
    Checks.required(container.get("image"), errors);
    Checks.requiredOneOf(container.get("terminationMessagePolicy"), MESSAGE_POLICIES, errors);
    PortValidation.validate(container.get("ports"), errors);
    EnvValidation.validate(container, errors);
    mounts.validate(container);
    Checks.requiredOneOf(container.get("imagePullPolicy"), PULL_POLICIES, errors);
    if (container.has("resources")) {
      var resources = container.get("resources");
      ResourceValidation.validate(resources, errors);
      ClaimReferenceValidation.container(
          resources.get("claims"), podSpec.get("resourceClaims"), errors);
    }
    if (container.has("resizePolicy")) {
      resizePolicy(container.get("resizePolicy"));
    }
    security.container(container.get("securityContext"));
  }

  /**
   * Names differ among all containers of a pod.
   *
   * @param countsNone whether a second container without a name is reported as well
   */
  void name(Value name, boolean countsNone) {
    if (names.contains(name.text())) {
      errors.duplicate(Value.at(name.path(), Errors.textOf(name)));
    } else if (countsNone || !name.text().isEmpty()) {
      names.add(name.text());
    }
  }

  /** Templates may have what is no image yet. */
  static void image(Value image, Errors errors) {
    if (!image.text().equals(image.text().strip())) {
      errors.invalid(image, "must not have leading or trailing whitespace");
    }
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
      Checks.requiredOneOf(Value.at(policies.path(), resource.node()), RESIZABLE, errors);
      Checks.requiredOneOf(Value.at(policies.path(), policy.node()), RESIZE_POLICIES, errors);
      if (podSpec.get("restartPolicy").is("Never") && !policy.is("NotRequired")) {
        errors.invalid(
            policies, policy.text(), "must be 'NotRequired' when `restartPolicy` is 'Never'");
      }
    }
  }

  private void running(Value container) {
    ProbeValidation.validate(container, podSpec.get("terminationGracePeriodSeconds"), errors);
  }

  /** Init containers end before the pod runs, unless they are sidecars. */
  private void ending(Value container) {
    for (var field : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.has(field)) {
        errors.forbidden(
            container.get(field),
            "may not be set for init containers without restartPolicy=Always");
      }
    }
  }

  /** Ports of the node that are taken twice, numbered as if these were all containers. */
  private void hostPorts(List<Value> containers, String path) {
    Set<String> taken = null;
    for (var i = 0; i < containers.size(); i++) {
      var ports = containers.get(i).get("ports").items();
      for (var j = 0; j < ports.size(); j++) {
        var port = ports.get(j);
        var hostPort = port.get("hostPort");
        if (hostPort.number() == 0) {
          continue;
        }
        taken = taken == null ? new HashSet<>() : taken;
        var key =
            port.get("protocol").text() + "/" + port.get("hostIP").text() + "/" + hostPort.number();
        if (!taken.add(key)) {
          errors.duplicate(
              Value.at("%s[%d].ports[%d].hostPort".formatted(path, i, j), hostPort.node()),
              Errors.quote(key));
        }
      }
    }
  }
}
