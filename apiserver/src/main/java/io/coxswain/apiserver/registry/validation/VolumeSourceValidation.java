package io.coxswain.apiserver.registry.validation;

import java.util.Set;
import java.util.TreeSet;

/** Volumes of pods and pod templates. */
final class VolumeSourceValidation {
  private static final Set<String> DOWNWARD_FIELDS =
      new TreeSet<>(
          Set.of(
              "metadata.annotations",
              "metadata.labels",
              "metadata.name",
              "metadata.namespace",
              "metadata.uid"));
  private static final int MAX_MODE = 0777;

  private VolumeSourceValidation() {}

  static void validate(Value volumes, Errors errors) {
    for (var volume : volumes.items()) {
      var name = volume.get("name");
      if (name.text().isEmpty()) {
        errors.required(name);
      } else {
        Names.label(name.text()).forEach(error -> errors.invalid(name, error));
      }
      source(volume, errors);
    }
    Checks.unique(volumes.items(), "name", errors);
  }

  private static void source(Value volume, Errors errors) {
    var found = 0;
    for (var entry : volume.properties()) {
      if (entry.getKey().equals("name")) {
        continue;
      }
      var source = volume.get(entry.getKey());
      if (++found > 1) {
        errors.forbidden(source, "may not specify more than 1 volume type");
      } else {
        known(entry.getKey(), source, volume.get("name"), errors);
      }
    }
    if (found == 0) {
      errors.required(volume, "must specify a volume type");
    }
  }

  private static void known(String kind, Value source, Value name, Errors errors) {
    switch (kind) {
      case "hostPath" -> {
        Checks.required(source.get("path"), errors);
        dotDot(source.get("path"), errors);
      }
      case "emptyDir" -> {
        var limit = source.get("sizeLimit");
        if (limit.exists() && Checks.quantity(limit).value().signum() < 0) {
          errors.forbidden(limit, "SizeLimit field must be a valid resource quantity");
        }
      }
      case "configMap" -> {
        Checks.required(source.get("name"), errors);
        items(source, errors);
      }
      case "secret" -> {
        Checks.required(source.get("secretName"), errors);
        items(source, errors);
      }
      case "persistentVolumeClaim" -> Checks.required(source.get("claimName"), errors);
      case "downwardAPI" -> downward(source, errors);
      case "projected" -> new ProjectionValidation(source, errors).validate();
      case "csi" -> {
        StorageValidation.driverName(source.get("driver"), errors);
        var secret = source.get("nodePublishSecretRef");
        if (secret.exists() && secret.get("name").text().isEmpty()) {
          errors.required(secret.get("name"));
        }
      }
      case "ephemeral" -> {
        var template = source.get("volumeClaimTemplate");
        if (!template.exists()) {
          errors.required(template);
        } else {
          VolumeValidation.validateClaim(template.get("spec"), errors);
        }
      }
      default -> RemoteVolumeValidation.validate(kind, source, errors);
    }
    if (kind.equals("iscsi")) {
      RemoteVolumeValidation.session(source, name, errors);
    }
  }

  static void downward(Value source, Errors errors) {
    mode(source.get("defaultMode"), errors);
    for (var entry : source.get("items").items()) {
      // upstream leaves the index out here
      var item = Value.at(source.path(), entry.node());
      path(item.get("path"), errors);
      mode(item.get("mode"), errors);
      if (item.has("fieldRef")) {
        EnvValidation.fieldRef(item.get("fieldRef"), DOWNWARD_FIELDS, errors);
        if (item.has("resourceFieldRef")) {
          errors.invalid(item, "fieldRef and resourceFieldRef can not be specified simultaneously");
        }
      } else if (item.has("resourceFieldRef")) {
        EnvValidation.resourceFieldRef(item.get("resourceFieldRef"), true, errors);
      } else {
        errors.required(item, "one of fieldRef and resourceFieldRef is required");
      }
    }
  }

  static void items(Value source, Errors errors) {
    mode(source.get("defaultMode"), errors);
    for (var item : source.get("items").items()) {
      Checks.required(item.get("key"), errors);
      path(item.get("path"), errors);
      mode(item.get("mode"), errors);
    }
  }

  static void path(Value path, Errors errors) {
    if (path.text().isEmpty()) {
      errors.required(path);
    } else if (path.text().startsWith("/")) {
      errors.invalid(path, "must be a relative path");
    }
    dotDot(path, errors);
    if (path.text().startsWith("..") && !path.text().startsWith("../")) {
      errors.invalid(path, "must not start with '..'");
    }
  }

  private static void dotDot(Value path, Errors errors) {
    if (MountValidation.hasDotDot(path.text())) {
      errors.invalid(path, "must not contain '..'");
    }
  }

  static void mode(Value mode, Errors errors) {
    if (mode.exists() && (mode.number() < 0 || mode.number() > MAX_MODE)) {
      errors.invalid(mode, "must be a number between 0 and 0777 (octal), both inclusive");
    }
  }
}
