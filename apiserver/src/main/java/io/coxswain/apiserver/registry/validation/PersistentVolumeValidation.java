package io.coxswain.apiserver.registry.validation;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** PersistentVolumes (upstream's ValidatePersistentVolume). */
public final class PersistentVolumeValidation {
  /** In upstream's order: of several sources it looks at the first. */
  private static final List<String> SOURCES =
      List.of(
          "hostPath",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "glusterfs",
          "flocker",
          "nfs",
          "rbd",
          "quobyte",
          "cephfs",
          "iscsi",
          "cinder",
          "fc",
          "flexVolume",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "scaleIO",
          "local",
          "storageos",
          "csi");

  private static final List<String> ACCESS_MODES =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
  private static final List<String> RECLAIM_POLICIES = List.of("Delete", "Recycle", "Retain");
  static final List<String> VOLUME_MODES = List.of("Block", "Filesystem");
  private static final Set<String> ROOT = Set.of("/", "/.", "//");
  private static final String EXPAND_SECRET = "controllerExpandSecretRef";

  private PersistentVolumeValidation() {}

  public static void validate(Value volume, Errors errors) {
    var spec = volume.get("spec");
    var modes = spec.get("accessModes");
    if (modes.size() == 0) {
      errors.required(modes);
    }
    accessModes(modes, errors);
    capacity(spec.get("capacity"), errors);
    if (!spec.get("persistentVolumeReclaimPolicy").text().isEmpty()) {
      Checks.oneOf(spec.get("persistentVolumeReclaimPolicy"), RECLAIM_POLICIES, errors);
    }
    nodeAffinity(spec.get("nodeAffinity"), errors);
    sources(spec, volume.in("metadata", "name").text(), errors);
    if (ROOT.contains(spec.in("hostPath", "path").text())
        && spec.get("persistentVolumeReclaimPolicy").is("Recycle")) {
      errors.forbidden(
          spec.get("persistentVolumeReclaimPolicy"),
          "may not be 'recycle' for a hostPath mount of '/'");
    }
    if (!spec.get("storageClassName").text().isEmpty()) {
      Checks.subdomain(spec.get("storageClassName"), errors);
    }
    if (spec.has("volumeMode")) {
      Checks.oneOf(spec.get("volumeMode"), VOLUME_MODES, errors);
    }
    attributesClass(spec, errors);
  }

  /** What a VolumeAttachment may have in place of a volume: nothing but what a driver needs. */
  static void validateInline(Value spec, Errors errors) {
    for (var field : List.of("claimRef", "capacity")) {
      if (spec.has(field) && spec.get(field).size() > 0) {
        notInline(spec.get(field), errors);
      }
    }
    if (!spec.has("csi")) {
      errors.required(spec.get("csi"), "has to be specified in the context of inline volumes");
    }
    var modes = spec.get("accessModes");
    if (modes.size() == 0) {
      errors.required(modes);
    }
    accessModes(modes, errors);
    var policy = spec.get("persistentVolumeReclaimPolicy");
    if (!policy.text().isEmpty() && !policy.is("Retain")) {
      errors.forbidden(policy, "may only be Retain in the context of inline volumes");
    }
    if (spec.has("nodeAffinity")) {
      notInline(spec.get("nodeAffinity"), errors);
    }
    sources(spec, "", errors);
    if (!spec.get("storageClassName").text().isEmpty()) {
      notInline(spec.get("storageClassName"), errors);
    }
    var mode = spec.get("volumeMode");
    if (mode.exists() && !mode.is("Filesystem")) {
      errors.forbidden(
          mode,
          "may not specify volumeMode other than Filesystem in the context of inline volumes");
    }
    attributesClass(spec, errors);
  }

  private static void notInline(Value field, Errors errors) {
    errors.forbidden(field, "may not be specified in the context of inline volumes");
  }

  static void accessModes(Value modes, Errors errors) {
    var exclusive = false;
    var shared = false;
    for (var mode : modes.items()) {
      Checks.oneOf(Value.at(modes.path(), mode.node()), ACCESS_MODES, errors);
      exclusive |= mode.is("ReadWriteOncePod");
      shared |= !mode.is("ReadWriteOncePod") && ACCESS_MODES.contains(mode.text());
    }
    if (exclusive && shared) {
      errors.forbidden(modes, "may not use ReadWriteOncePod with other access modes");
    }
  }

  private static void capacity(Value capacity, Errors errors) {
    if (capacity.size() == 0) {
      errors.required(capacity);
    }
    if (!capacity.has("storage") || capacity.size() > 1) {
      var shown = capacity.exists() ? capacity.node() : JsonNodeFactory.instance.nullNode();
      errors.notSupported(Value.at(capacity.path(), shown), List.of("storage"));
    }
    for (var entry : capacity.entries()) {
      var amount = Checks.quantity(entry);
      if (amount.units() < 0) {
        errors.invalid(entry, amount.units(), "must be a valid resource quantity");
      }
      Checks.positive(entry, errors);
    }
  }

  private static void nodeAffinity(Value affinity, Errors errors) {
    if (affinity.has("required")) {
      AffinityValidation.nodeSelector(affinity.get("required"), errors);
    } else if (affinity.exists()) {
      errors.required(affinity.get("required"), "must specify required node constraints");
    }
  }

  private static void sources(Value spec, String name, Errors errors) {
    var found = false;
    for (var kind : SOURCES) {
      if (!spec.has(kind)) {
        continue;
      }
      if (found && !kind.equals("flexVolume")) {
        var shown = kind.equals("cephfs") ? "cephFS" : kind;
        errors.forbidden(
            Value.at(spec.path() + "." + shown, spec.get(kind).node()),
            "may not specify more than 1 volume type");
      } else {
        source(kind, spec, name, errors);
      }
      found = true;
    }
    if (!found) {
      errors.required(spec, "must specify a volume type");
    }
  }

  private static void source(String kind, Value spec, String name, Errors errors) {
    switch (kind) {
      case "hostPath" -> VolumeSourceValidation.hostPath(spec.get(kind), errors);
      case "local" -> {
        var path = spec.in(kind, "path");
        Checks.required(path, errors);
        VolumeSourceValidation.dotDot(path, errors);
        if (!spec.has("nodeAffinity")) {
          errors.required(spec.get("nodeAffinity"), "Local volume requires node affinity");
        }
      }
      default -> new RemoteVolumeValidation(name, true, errors).validate(spec, kind);
    }
  }

  private static void attributesClass(Value spec, Errors errors) {
    var name = spec.get("volumeAttributesClassName");
    if (!name.exists()) {
      return;
    }
    if (name.text().isEmpty()) {
      errors.required(name, "an empty string is disallowed");
    } else {
      Checks.subdomain(name, errors);
    }
    if (!spec.has("csi")) {
      errors.required(spec.get("csi"), "has to be specified when using volumeAttributesClassName");
    }
  }

  /** A volume stays where and what it is. */
  public static void validateUpdate(Value volume, Value old, Errors errors) {
    var spec = volume.get("spec");
    var before = old.get("spec");
    if (!sourcesOf(spec, before).equals(sourcesOf(before, before))) {
      errors.forbidden(
          Value.at("spec.persistentvolumesource", spec.node()),
          "spec.persistentvolumesource is immutable after creation");
    }
    // upstream leaves "spec" out
    Checks.immutable(
        Value.at("volumeMode", spec.get("volumeMode").node()), before.get("volumeMode"), errors);
    var affinity = spec.get("nodeAffinity");
    if (before.has("nodeAffinity")
        && !NodeLabels.sameButForGraduated(affinity.node(), before.get("nodeAffinity").node())) {
      errors.invalid(
          Value.at(
              "nodeAffinity", affinity.exists() ? GoNames.of(affinity.node()) : affinity.node()),
          Checks.IMMUTABLE + ", except for updating from beta label to GA");
    }
    if (before.has("volumeAttributesClassName") && !spec.has("volumeAttributesClassName")) {
      errors.forbidden(
          spec.get("volumeAttributesClassName"), "update from non-nil value to nil is forbidden");
    }
  }

  /** The sources; a secret for growing may be added to a driver's. */
  private static ObjectNode sourcesOf(Value spec, Value before) {
    var sources = JsonNodeFactory.instance.objectNode();
    for (var kind : SOURCES) {
      if (spec.has(kind)) {
        sources.set(kind, spec.get(kind).node());
      }
    }
    if (sources.get("csi") instanceof ObjectNode csi
        && before.has("csi")
        && !before.get("csi").has(EXPAND_SECRET)) {
      sources.set("csi", csi.deepCopy().without(List.of(EXPAND_SECRET)));
    }
    return sources;
  }
}
