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

  private SecurityValidation() {}

  static void pod(Value spec, Errors errors) {
    var context = spec.get("securityContext");
    for (var field : List.of("fsGroup", "runAsUser", "runAsGroup")) {
      id(context.get(field), errors);
    }
    context.get("supplementalGroups").items().forEach(group -> id(group, errors));
    if (spec.get("shareProcessNamespace").isTrue() && spec.get("hostPID").isTrue()) {
      errors.invalid(
          Value.at(context.path() + ".shareProcessNamespace", spec.get("hostPID").node()),
          "ShareProcessNamespace and HostPID cannot both be enabled");
    }
    sysctls(context.get("sysctls"), errors);
    profiles(context, errors);
  }

  static void container(Value context, Errors errors) {
    if (!context.exists()) {
      return;
    }
    id(context.get("runAsUser"), errors);
    id(context.get("runAsGroup"), errors);
    var escalation = context.get("allowPrivilegeEscalation");
    if (escalation.exists() && !escalation.isTrue()) {
      if (context.get("privileged").isTrue()) {
        errors.invalid(
            context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
      }
      for (var capability : context.in("capabilities", "add").items()) {
        if (capability.is("CAP_SYS_ADMIN")) {
          errors.invalid(
              context,
              "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add`"
                  + " CAP_SYS_ADMIN");
        }
      }
    }
    profiles(context, errors);
  }

  private static void id(Value id, Errors errors) {
    if (id.exists() && (id.number() < 0 || id.number() > Integer.MAX_VALUE)) {
      errors.invalid(id, "must be between 0 and 2147483647, inclusive");
    }
  }

  private static void sysctls(Value sysctls, Errors errors) {
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
      } else if (!seen.add(name.text().replace('/', '.'))) {
        errors.duplicate(name);
      }
    }
  }

  private static void profiles(Value context, Errors errors) {
    profile(context.get("seccompProfile"), "seccomp", "seccompProfile", errors);
    var armor = context.get("appArmorProfile");
    profile(armor, "AppArmor", "appArmorProfile", errors);
    var name = armor.get("localhostProfile");
    if (armor.get("type").is("Localhost") && !name.text().strip().equals(name.text())) {
      errors.invalid(name, "must not be padded with whitespace");
    }
  }

  private static void profile(Value profile, String kind, String field, Errors errors) {
    if (!profile.exists()) {
      return;
    }
    var type = profile.get("type");
    var name = profile.get("localhostProfile");
    if (type.text().isEmpty()) {
      errors.required(type, "type is required when " + field + " is set");
    }
    if (type.is("Localhost")) {
      if (!name.exists()) {
        errors.required(name, "must be set when " + kind + " type is Localhost");
      } else if (kind.equals("seccomp")) {
        MountValidation.descending(name, errors);
      }
    } else if (name.exists()) {
      errors.invalid(name, "can only be set when " + kind + " type is Localhost");
    }
  }
}
