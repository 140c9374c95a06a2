package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Environment variables and where they come from. */
final class EnvValidation {
  private static final Set<String> FIELDS =
      new TreeSet<>(
          List.of(
              "metadata.name",
              "metadata.namespace",
              "metadata.uid",
              "spec.nodeName",
              "spec.serviceAccountName",
              "status.hostIP",
              "status.hostIPs",
              "status.podIP",
              "status.podIPs"));
  private static final Set<String> RESOURCES =
      new TreeSet<>(
          List.of(
              "limits.cpu",
              "limits.ephemeral-storage",
              "limits.memory",
              "requests.cpu",
              "requests.ephemeral-storage",
              "requests.memory"));

  /** What a downward reference may name at all. */
  private static final Set<String> LABELS =
      Set.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.schedulerName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.phase",
          "status.podIP",
          "status.podIPs");

  private static final List<String> CPU_DIVISORS = List.of("1m", "1");
  private static final List<String> OTHER_DIVISORS =
      List.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");
  private static final List<String> KEY_SOURCES = List.of("configMapKeyRef", "secretKeyRef");

  private EnvValidation() {}

  static void validate(Value container, Errors errors) {
    for (var variable : container.get("env").items()) {
      variable(variable, errors);
    }
    for (var source : container.get("envFrom").items()) {
      source(source, errors);
    }
  }

  private static void variable(Value variable, Errors errors) {
    var name = variable.get("name");
    if (name.text().isEmpty()) {
      errors.required(name);
    } else {
      Names.environmentVariable(name.text()).forEach(error -> errors.invalid(name, error));
    }
    var from = variable.get("valueFrom");
    if (!from.exists()) {
      return;
    }
    if (from.size() == 0) {
      errors.invalid(
          from,
          "",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or"
              + " `secretKeyRef`");
    } else if (!variable.get("value").text().isEmpty()) {
      errors.invalid(from, "", "may not be specified when `value` is not empty");
    } else if (from.size() > 1) {
      errors.invalid(from, "", "may not have more than one field specified at a time");
    }
    fieldRef(from.get("fieldRef"), FIELDS, errors);
    resourceFieldRef(from.get("resourceFieldRef"), false, errors);
    for (var source : KEY_SOURCES) {
      var reference = from.get(source);
      if (reference.exists()) {
        Checks.required(reference.get("name"), errors);
        var key = reference.get("key");
        if (key.text().isEmpty()) {
          errors.required(key);
        } else {
          Names.configMapKey(key.text()).forEach(error -> errors.invalid(key, error));
        }
      }
    }
  }

  static void fieldRef(Value reference, Set<String> supported, Errors errors) {
    if (!reference.exists()) {
      return;
    }
    var path = reference.get("fieldPath");
    if (path.text().isEmpty()) {
      errors.required(path);
    } else if (!LABELS.contains(path.text()) && !isMapKey(path.text())) {
      errors.invalid(path, "error converting fieldPath: field label not supported: " + path.text());
    } else if (!supported.contains(path.text()) && !isMapKey(path.text())) {
      errors.notSupported(path, supported);
    }
  }

  /**
   * A container's request or limit.
   *
   * @param inVolume it has to say of which container
   */
  static void resourceFieldRef(Value reference, boolean inVolume, Errors errors) {
    if (!reference.exists()) {
      return;
    }
    var resource = reference.get("resource");
    if (inVolume && reference.get("containerName").text().isEmpty()) {
      errors.required(reference.get("containerName"));
    } else if (resource.text().isEmpty()) {
      errors.required(resource);
    } else if (!RESOURCES.contains(resource.text()) && !resource.text().contains("hugepages-")) {
      errors.notSupported(resource, RESOURCES);
    }
    divisor(reference.get("divisor"), resource, errors);
  }

  private static void divisor(Value divisor, Value resource, Errors errors) {
    if (Checks.quantity(divisor).compareTo(Quantity.ZERO) == 0) {
      return;
    }
    var what = resource.text().replaceFirst("^(limits|requests)\\.", "");
    var allowed = what.equals("cpu") ? CPU_DIVISORS : OTHER_DIVISORS;
    if (!allowed.contains(divisor.text())
        && List.of("cpu", "memory", "ephemeral-storage").contains(what)) {
      errors.invalid(
          divisor,
          resource.text(),
          "only divisor's values "
              + (what.equals("cpu") ? "1m and 1" : String.join(", ", OTHER_DIVISORS))
              + " are supported with the "
              + (what.equals("ephemeral-storage") ? "local ephemeral storage" : what)
              + " resource");
    }
  }

  private static boolean isMapKey(String path) {
    return path.endsWith("']")
        && (path.startsWith("metadata.labels['") || path.startsWith("metadata.annotations['"));
  }

  private static void source(Value source, Errors errors) {
    var prefix = source.get("prefix");
    if (!prefix.text().isEmpty()) {
      Names.environmentVariable(prefix.text()).forEach(error -> errors.invalid(prefix, error));
    }
    var configMap = source.get("configMapRef");
    var secret = source.get("secretRef");
    if (configMap.exists() && secret.exists()) {
      errors.invalid(source, "", "may not have more than one field specified at a time");
    } else if (!configMap.exists() && !secret.exists()) {
      errors.invalid(source, "", "must specify one of: `configMapRef` or `secretRef`");
    }
    for (var reference : List.of(configMap, secret)) {
      if (reference.exists()) {
        Checks.required(reference.get("name"), errors);
      }
    }
  }
}
