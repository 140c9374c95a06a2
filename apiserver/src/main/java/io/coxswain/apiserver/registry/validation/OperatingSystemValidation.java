package io.coxswain.apiserver.registry.validation;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** What pods of one operating system may not have of the other's. */
final class OperatingSystemValidation {
  private static final List<String> SYSTEMS = List.of("linux", "windows");
  private static final List<String> CONTAINER_LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");
  private static final String NOT_ON_WINDOWS = "cannot be set for a windows pod";
  private static final String NOT_ON_LINUX = "windows options cannot be set for a linux pod";

  /** Fields of the pod's security context, or, behind a dot, of the pod itself. */
  private static final List<String> LINUX_POD =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          ".hostUsers",
          ".hostPID",
          ".hostIPC",
          "seccompProfile",
          "fsGroup",
          "fsGroupChangePolicy",
          "sysctls",
          ".shareProcessNamespace",
          "runAsUser",
          "runAsGroup",
          "supplementalGroups",
          "supplementalGroupsPolicy",
          "seLinuxChangePolicy");

  private static final List<String> LINUX_CONTAINER =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "capabilities",
          "readOnlyRootFilesystem",
          "privileged",
          "allowPrivilegeEscalation",
          "procMount",
          "runAsUser",
          "runAsGroup");

  private OperatingSystemValidation() {}

  static void validate(Value spec, Errors errors) {
    if (!spec.has("os")) {
      return;
    }
    var os = spec.get("os");
    var name = os.get("name");
    switch (name.text()) {
      case "" -> errors.required(name, "cannot be empty");
      case "linux" -> linux(spec, errors);
      case "windows" -> windows(spec, errors);
      default -> errors.notSupported(Value.at(os.path(), name.node()), SYSTEMS);
    }
  }

  private static void linux(Value spec, Errors errors) {
    if (spec.get("securityContext").has("windowsOptions")) {
      errors.forbidden(spec.in("securityContext", "windowsOptions"), NOT_ON_LINUX);
    }
    for (var list : CONTAINER_LISTS) {
      for (var container : spec.get(list).items()) {
        if (container.get("securityContext").has("windowsOptions")) {
          errors.forbidden(container.in("securityContext", "windowsOptions"), NOT_ON_LINUX);
        }
      }
    }
  }

  private static void windows(Value spec, Errors errors) {
    var context = spec.get("securityContext");
    for (var field : LINUX_POD) {
      var value = field.startsWith(".") ? spec.get(field.substring(1)) : context.get(field);
      // upstream does not tell false from nothing in these two
      var unset = (field.equals(".hostPID") || field.equals(".hostIPC")) && !value.isTrue();
      if (value.exists() && !unset) {
        errors.forbidden(value, NOT_ON_WINDOWS);
      }
    }
    for (var list : CONTAINER_LISTS) {
      for (var container : spec.get(list).items()) {
        var own = container.get("securityContext");
        for (var field : LINUX_CONTAINER) {
          if (own.has(field)) {
            errors.forbidden(own.get(field), NOT_ON_WINDOWS);
          }
        }
      }
    }
  }

  /** A container that is a process of its Windows node: all of the pod's are, on its network. */
  static void hostProcess(Value spec, Errors errors) {
    if (!mentionsWindows(spec.node())) {
      return;
    }
    var ofPod = spec.in("securityContext", "windowsOptions", "hostProcess");
    var count = 0;
    var onHost = 0;
    for (var list : CONTAINER_LISTS) {
      for (var container : spec.get(list).items()) {
        count++;
        var own = container.in("securityContext", "windowsOptions", "hostProcess");
        if (ofPod.exists() && own.exists() && ofPod.isTrue() != own.isTrue()) {
          errors.invalid(
              own,
              "pod hostProcess value must be identical if both are specified, was "
                  + ofPod.isTrue());
        }
        if (own.exists() ? own.isTrue() : ofPod.isTrue()) {
          onHost++;
        }
      }
    }
    if (onHost == 0) {
      return;
    }
    if (onHost != count) {
      errors.invalid(
          spec,
          "",
          "If pod contains any hostProcess containers then all containers must be HostProcess"
              + " containers");
    }
    if (!spec.get("hostNetwork").isTrue()) {
      errors.invalid(
          Value.at(spec.path() + ".hostNetwork", BooleanNode.FALSE),
          "hostNetwork must be true if pod contains any hostProcess containers");
    }
  }

  private static boolean mentionsWindows(JsonNode spec) {
    var found = spec.path("securityContext").has("windowsOptions");
    for (var list : CONTAINER_LISTS) {
      for (var container : spec.path(list)) {
        found |= container.path("securityContext").has("windowsOptions");
      }
    }
    return found;
  }

  /** A pod with users of its own keeps to itself. */
  static void hostUsers(Value spec, Errors errors) {
    if (!SecurityValidation.isOfOwnUsers(spec)) {
      return;
    }
    for (var field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (spec.get(field).isTrue()) {
        // upstream has capitals in two of them
        var shown = field.equals("hostNetwork") ? field : "H" + field.substring(1);
        errors.forbidden(
            Value.at(spec.path() + "." + shown, spec.get(field).node()),
            "when `pod.Spec.HostUsers` is false");
      }
    }
  }
}
