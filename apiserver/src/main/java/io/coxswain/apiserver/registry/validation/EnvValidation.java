package io.coxswain.apiserver.registry.validation;

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
    resourceFieldRef(from.get("resourceFieldRef"), errors);
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
    } else if (!supported.contains(path.text()) && !isMapKey(path.text())) {
      errors.notSupported(path, supported);
    }
  }

  static void resourceFieldRef(Value reference, Errors errors) {
    if (!reference.exists()) {
      return;
    }
    var resource = reference.get("resource");
    if (resource.text().isEmpty()) {
      errors.required(resource);
    } else if (!RESOURCES.contains(resource.text()) && !resource.text().contains("hugepages-")) {
      errors.notSupported(resource, RESOURCES);
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
