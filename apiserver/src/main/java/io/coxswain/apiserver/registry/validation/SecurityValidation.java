package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Security contexts of pods and of containers. */
final class SecurityValidation {
  private static final Pattern SYSCTL =
      Pattern.compile("([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?");
  private static final int LONGEST_SYSCTL = 253;
  private static final int LONGEST_PROFILE = 4095;
  private static final List<String> PROFILES = List.of("Localhost", "RuntimeDefault", "Unconfined");
  private static final List<String> OWNERSHIP_POLICIES = List.of("Always", "OnRootMismatch");
  private static final List<String> GROUP_POLICIES = List.of("Merge", "Strict");

  /** Others come with the SELinuxMount gate, which v1.34 has off. */
  private static final List<String> LABEL_POLICIES = List.of("Recursive");

  private static final List<String> PROC_MOUNTS = List.of("Default", "Unmasked");
  private static final String[] CONTEXT_FIELDS = {
    "capabilities",
    "privileged",
    "seLinuxOptions",
    "windowsOptions",
    "runAsUser",
    "runAsGroup",
    "runAsNonRoot",
    "readOnlyRootFilesystem",
    "allowPrivilegeEscalation",
    "procMount",
    "seccompProfile",
    "appArmorProfile"
  };

  private final Value spec;
  private final Errors errors;

  SecurityValidation(Value podSpec, Errors errors) {
    this.spec = podSpec;
    this.errors = errors;
  }

  void pod() {
    var context = spec.get("securityContext");
    if (spec.get("shareProcessNamespace").isTrue() || context.size() > 0) {
      ids(context);
      sysctls(context.get("sysctls"));
      ifPresent(context.get("fsGroupChangePolicy"), OWNERSHIP_POLICIES);
      seccomp(context.get("seccompProfile"));
      WindowsOptionsValidation.validate(context.get("windowsOptions"), errors);
      appArmor(context.get("appArmorProfile"));
      ifPresent(context.get("supplementalGroupsPolicy"), GROUP_POLICIES);
      ifPresent(context.get("seLinuxChangePolicy"), LABEL_POLICIES);
    }
  }

  private void ids(Value context) {
    id(context.get("fsGroup"), errors);
    id(context.get("runAsUser"), errors);
    id(context.get("runAsGroup"), errors);
    for (var group : context.get("supplementalGroups").items()) {
      id(group, errors);
    }
    var shared = spec.get("shareProcessNamespace");
    if (shared.isTrue() && spec.get("hostPID").isTrue()) {
      errors.invalid(
          Value.at(context.path() + ".shareProcessNamespace", shared.node()),
          "ShareProcessNamespace and HostPID cannot both be enabled");
    }
  }

  private void ifPresent(Value value, List<String> supported) {
    if (value.exists()) {
      Checks.oneOf(value, supported, errors);
    }
  }

  void container(Value context) {
    if (context.size() == 0) {
      return;
    }
    id(context.get("runAsUser"), errors);
    id(context.get("runAsGroup"), errors);
    var procMount = context.get("procMount");
    ifPresent(procMount, PROC_MOUNTS);
    if (procMount.is("Unmasked") && !isOfOwnUsers(spec)) {
      errors.invalid(procMount, "`hostUsers` must be false to use `Unmasked`");
    }
    seccomp(context.get("seccompProfile"));
    escalation(context);
    WindowsOptionsValidation.validate(context.get("windowsOptions"), errors);
    appArmor(context.get("appArmorProfile"));
  }

  /** Whether the pod's users are not those of its node. */
  static boolean isOfOwnUsers(Value spec) {
    return spec.has("hostUsers") && !spec.get("hostUsers").isTrue();
  }

  private void escalation(Value context) {
    var escalation = context.get("allowPrivilegeEscalation");
    if (!escalation.exists() || escalation.isTrue()) {
      return;
    }
    if (context.get("privileged").isTrue()) {
      errors.invalid(
          shown(context),
          "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    for (var capability : context.in("capabilities", "add").items()) {
      if (capability.is("CAP_SYS_ADMIN")) {
        errors.invalid(
            shown(context),
            "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
      }
    }
  }

  private static Value shown(Value context) {
    return Value.at(context.path(), GoNames.of(context, CONTEXT_FIELDS));
  }

  /** A user or a group. */
  static void id(Value id, Errors errors) {
    if (id.exists() && (id.number() < 0 || id.number() > Integer.MAX_VALUE)) {
      errors.invalid(id, "must be between 0 and 2147483647, inclusive");
    }
  }

  private void sysctls(Value sysctls) {
    Set<String> seen = new HashSet<>();
    for (var sysctl : sysctls.items()) {
      var name = sysctl.get("name");
      if (name.text().isEmpty()) {
        errors.required(name);
      } else if (name.text().length() > LONGEST_SYSCTL || !SYSCTL.matcher(name.text()).matches()) {
        errors.invalid(
            name,
            "must have at most "
                + LONGEST_SYSCTL
                + " characters and match regex ^"
                + SYSCTL.pattern()
                + "$");
      } else if (seen.contains(name.text())) {
        errors.duplicate(name);
      }
      seen.add(name.text());
      shared(name);
    }
  }

  /** What a pod shares with its node is not the pod's to set. */
  private void shared(Value name) {
    var dotted = name.text().replace('/', '.');
    if (spec.get("hostNetwork").isTrue() && dotted.startsWith("net.")) {
      errors.invalid(name, "may not be specified when 'hostNetwork' is true");
    } else if (spec.get("hostIPC").isTrue()
        && (dotted.equals("kernel.sem")
            || dotted.startsWith("kernel.shm")
            || dotted.startsWith("kernel.msg")
            || dotted.startsWith("fs.mqueue."))) {
      errors.invalid(name, "may not be specified when 'hostIPC' is true");
    }
  }

  private void seccomp(Value profile) {
    if (!profile.exists()) {
      return;
    }
    var type = profile.get("type");
    if (type.text().isEmpty()) {
      errors.required(type, "type is required when seccompProfile is set");
    } else {
      Checks.oneOf(type, PROFILES, errors);
    }
    var name = profile.get("localhostProfile");
    if (!type.is("Localhost")) {
      if (name.exists()) {
        errors.invalid(
            Value.at(name.path(), GoNames.of(profile, "type", "localhostProfile")),
            "can only be set when seccomp type is Localhost");
      }
    } else if (!name.exists()) {
      errors.required(name, "must be set when seccomp type is Localhost");
    } else {
      MountValidation.descending(name, errors);
    }
  }

  private void appArmor(Value profile) {
    if (!profile.exists()) {
      return;
    }
    var type = profile.get("type");
    var name = profile.get("localhostProfile");
    switch (type.text()) {
      case "Localhost" -> {
        if (name.text().isEmpty()) {
          errors.required(name, "must be set when AppArmor type is Localhost");
        } else if (!name.text().strip().equals(name.text())) {
          errors.invalid(name, "must not be padded with whitespace");
        }
        if (name.text().length() > LONGEST_PROFILE) {
          errors.tooLong(name, LONGEST_PROFILE);
        }
      }
      case "RuntimeDefault", "Unconfined" -> {
        if (name.exists()) {
          errors.invalid(name, "can only be set when AppArmor type is Localhost");
        }
      }
      case "" -> errors.required(type, "type is required when appArmorProfile is set");
      default -> Checks.oneOf(type, PROFILES, errors);
    }
  }
}
