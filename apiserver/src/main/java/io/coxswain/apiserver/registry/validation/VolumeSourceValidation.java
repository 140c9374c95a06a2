package io.coxswain.apiserver.registry.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Volumes of pods and pod templates (upstream's ValidateVolumes). */
final class VolumeSourceValidation {
  /** In upstream's order: of several sources of a volume it looks at the first. */
  private static final List<String> SOURCES =
      List.of(
          "emptyDir",
          "hostPath",
          "gitRepo",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "secret",
          "nfs",
          "iscsi",
          "glusterfs",
          "flocker",
          "persistentVolumeClaim",
          "rbd",
          "cinder",
          "cephfs",
          "quobyte",
          "downwardAPI",
          "fc",
          "flexVolume",
          "configMap",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "storageos",
          "projected",
          "scaleIO",
          "csi",
          "ephemeral",
          "image");

  /** What upstream calls sources where there are too many. */
  private static final Map<String, String> MISSPELT =
      Map.of("cephfs", "cephFS", "downwardAPI", "downwarAPI");

  private static final Set<String> DOWNWARD_FIELDS =
      new TreeSet<>(
          Set.of(
              "metadata.annotations",
              "metadata.labels",
              "metadata.name",
              "metadata.namespace",
              "metadata.uid"));
  private static final List<String> PATH_TYPES =
      List.of(
          "",
          "BlockDevice",
          "CharDevice",
          "Directory",
          "DirectoryOrCreate",
          "File",
          "FileOrCreate",
          "Socket");
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final int MAX_MODE = 0777;

  private final String pod;
  private final Errors errors;

  /**
   * For the volumes of a pod, or of a template.
   *
   * @param pod the pod's name, empty for a template
   */
  VolumeSourceValidation(String pod, Errors errors) {
    this.pod = pod;
    this.errors = errors;
  }

  /** The volumes that are right, by name; others are not there for containers to mount. */
  Map<String, Value> validate(Value volumes) {
    if (volumes.size() == 0) {
      return Map.of();
    }
    Map<String, Value> right = new HashMap<>();
    var created = createdClaims(volumes);
    for (var volume : volumes.items()) {
      var before = errors.list().size();
      source(volume);
      var name = volume.get("name");
      if (name.text().isEmpty()) {
        errors.required(name);
      } else {
        Checks.label(name, errors);
      }
      if (right.containsKey(name.text())) {
        errors.duplicate(name);
      }
      if (errors.list().size() == before) {
        right.put(name.text(), volume);
      }
      var claim = volume.in("persistentVolumeClaim", "claimName");
      if (created.contains(claim.text())) {
        errors.invalid(claim, "must not reference a PVC that gets created for an ephemeral volume");
      }
    }
    return right;
  }

  private Set<String> createdClaims(Value volumes) {
    if (pod.isEmpty()) {
      return Set.of();
    }
    Set<String> created = Set.of();
    for (var volume : volumes.items()) {
      if (volume.has("ephemeral")) {
        created = created.isEmpty() ? new HashSet<>() : created;
        created.add(pod + "-" + volume.get("name").text());
      }
    }
    return created;
  }

  private void source(Value volume) {
    var found = false;
    for (var kind : SOURCES) {
      if (!volume.has(kind)) {
        continue;
      }
      if (found) {
        errors.forbidden(
            Value.at(
                volume.path() + "." + MISSPELT.getOrDefault(kind, kind), volume.get(kind).node()),
            "may not specify more than 1 volume type");
      } else {
        known(kind, volume);
      }
      found = true;
    }
    if (!found) {
      errors.required(volume, "must specify a volume type");
    }
  }

  private void known(String kind, Value volume) {
    var source = volume.get(kind);
    switch (kind) {
      case "hostPath" -> hostPath(source, errors);
      case "emptyDir" -> {
        var limit = source.get("sizeLimit");
        if (limit.exists() && Checks.quantity(limit).value().signum() < 0) {
          errors.forbidden(limit, "SizeLimit field must be a valid resource quantity");
        }
      }
      case "gitRepo" -> {
        Checks.required(source.get("repository"), errors);
        MountValidation.descending(source.get("directory"), errors);
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
      case "ephemeral" -> ephemeral(source.get("volumeClaimTemplate"), volume.get("name"));
      case "image" -> image(source);
      default ->
          new RemoteVolumeValidation(volume.get("name").text(), false, errors)
              .validate(volume, kind);
    }
  }

  static void hostPath(Value source, Errors errors) {
    var path = source.get("path");
    if (path.text().isEmpty()) {
      errors.required(path);
      return;
    }
    dotDot(path, errors);
    if (source.has("type")) {
      Checks.oneOf(source.get("type"), PATH_TYPES, errors);
    }
  }

  private void ephemeral(Value template, Value name) {
    if (!template.exists()) {
      errors.required(template);
    } else {
      ClaimValidation.validateTemplate(template, errors);
    }
    if (pod.isEmpty() || name.text().isEmpty()) {
      return;
    }
    var claim = pod + "-" + name.text();
    for (var error : Names.subdomain(claim)) {
      errors.invalid(name, "PVC name " + Errors.quote(claim) + ": " + error);
    }
  }

  /** A template may leave the image open, for whoever makes pods of it. */
  private void image(Value source) {
    if (!pod.isEmpty()) {
      Checks.required(source.get("reference"), errors);
    }
    Checks.requiredOneOf(source.get("pullPolicy"), PULL_POLICIES, errors);
  }

  static void downward(Value source, Errors errors) {
    mode(source.get("defaultMode"), errors);
    for (var entry : source.get("items").items()) {
      // upstream leaves the index out here
      downwardFile(Value.at(source.path(), entry.node()), errors);
    }
  }

  static void downwardFile(Value item, Errors errors) {
    path(item.get("path"), errors);
    if (item.has("fieldRef")) {
      EnvValidation.fieldRef(item.get("fieldRef"), DOWNWARD_FIELDS, errors);
      if (item.has("resourceFieldRef")) {
        errors.invalid(
            item, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
      }
    } else if (item.has("resourceFieldRef")) {
      EnvValidation.resourceFieldRef(item.get("resourceFieldRef"), true, errors);
    } else {
      errors.required(item, "one of fieldRef and resourceFieldRef is required");
    }
    mode(item.get("mode"), errors);
  }

  static void items(Value source, Errors errors) {
    mode(source.get("defaultMode"), errors);
    source.get("items").items().forEach(item -> item(item, errors));
  }

  static void item(Value item, Errors errors) {
    Checks.required(item.get("key"), errors);
    path(item.get("path"), errors);
    mode(item.get("mode"), errors);
  }

  /** A file below the volume that does not get in the way of the volume's own. */
  static void path(Value path, Errors errors) {
    Checks.required(path, errors);
    localPath(path, errors);
  }

  static void localPath(Value path, Errors errors) {
    MountValidation.descending(path, errors);
    if (path.text().startsWith("..") && !path.text().startsWith("../")) {
      errors.invalid(path, "must not start with '..'");
    }
  }

  static void dotDot(Value path, Errors errors) {
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
