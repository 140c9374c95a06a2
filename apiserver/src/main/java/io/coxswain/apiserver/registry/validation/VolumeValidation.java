package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** PersistentVolumes and claims. */
public final class VolumeValidation {
  private static final Set<String> ACCESS_MODES =
      new TreeSet<>(List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"));
  private static final Set<String> NOT_SOURCES =
      Set.of(
          "accessModes",
          "capacity",
          "claimRef",
          "mountOptions",
          "nodeAffinity",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "volumeAttributesClassName",
          "volumeMode");

  private VolumeValidation() {}

  public static void validateClaim(Value spec, Errors errors) {
    accessModes(spec.get("accessModes"), errors);
    Checks.selector(spec.get("selector"), errors);
    var storage = spec.in("resources", "requests", "storage");
    var at = Value.at("spec.resources[storage]", storage.node());
    if (!storage.exists()) {
      errors.required(at);
    } else if (Checks.quantity(storage).compareTo(Quantity.ZERO) <= 0) {
      errors.invalid(at, storage.text(), "must be greater than zero");
    }
    var className = spec.get("storageClassName");
    if (!className.text().isEmpty()) {
      Names.subdomain(className.text()).forEach(error -> errors.invalid(className, error));
    }
  }

  /** A bound claim may grow; everything else stays as it is. */
  public static void validateClaimUpdate(Value claim, Value old, Errors errors) {
    var spec = claim.get("spec");
    var before = old.get("spec");
    if (spec.same(before)) {
      return;
    }
    var munged = (ObjectNode) before.node().deepCopy();
    var bound = old.in("status", "phase").is("Bound");
    if (before.get("volumeName").text().isEmpty() && spec.has("volumeName")) {
      munged.set("volumeName", spec.get("volumeName").node());
    }
    if (!before.has("storageClassName") && spec.has("storageClassName")) {
      munged.set("storageClassName", spec.get("storageClassName").node());
    }
    if (spec.has("volumeAttributesClassName")) {
      munged.set("volumeAttributesClassName", spec.get("volumeAttributesClassName").node());
    }
    var wanted = spec.in("resources", "requests", "storage");
    var had = before.in("resources", "requests", "storage");
    if (bound
        && wanted.exists()
        && munged.path("resources").path("requests") instanceof ObjectNode requests) {
      requests.set("storage", wanted.node());
      if (Checks.quantity(wanted).compareTo(Checks.quantity(had)) < 0) {
        errors.forbidden(
            spec.in("resources", "requests", "storage"),
            "field can not be less than previous value");
      }
    }
    if (!munged.equals(spec.node())) {
      errors.forbidden(
          spec,
          "spec is immutable after creation except resources.requests and"
              + " volumeAttributesClassName for bound claims");
    }
  }

  public static void validateVolume(Value volume, Errors errors) {
    var spec = volume.get("spec");
    accessModes(spec.get("accessModes"), errors);
    var storage = spec.in("capacity", "storage");
    if (spec.get("capacity").size() == 0) {
      errors.required(spec.get("capacity"));
    } else if (!storage.exists() || spec.get("capacity").size() > 1) {
      errors.notSupported(spec.get("capacity"), List.of("storage"));
    } else if (Checks.quantity(storage).compareTo(Quantity.ZERO) <= 0) {
      errors.invalid(
          Value.at("spec.capacity[storage]", storage.node()), "must be greater than zero");
    }
    var sources = 0;
    for (var entry : spec.properties()) {
      if (!NOT_SOURCES.contains(entry.getKey()) && ++sources > 1) {
        errors.forbidden(spec.get(entry.getKey()), "may not specify more than 1 volume type");
      }
    }
    if (sources == 0) {
      errors.required(spec, "must specify a volume type");
    }
    var path = spec.in("hostPath", "path");
    if (spec.has("hostPath") && path.text().isEmpty()) {
      errors.required(path);
    }
    if (spec.has("hostPath")
        && path.is("/")
        && spec.get("persistentVolumeReclaimPolicy").is("Recycle")) {
      errors.forbidden(
          spec.get("persistentVolumeReclaimPolicy"),
          "may not be 'recycle' for a hostPath mount of '/'");
    }
    if (spec.has("local") && !spec.get("nodeAffinity").exists()) {
      errors.required(spec.get("nodeAffinity"), "Local volume requires node affinity");
    }
    spec.in("nodeAffinity", "required", "nodeSelectorTerms")
        .items()
        .forEach(term -> SchedulingValidation.nodeTerm(term, errors));
  }

  public static void validateVolumeUpdate(Value volume, Value old, Errors errors) {
    var spec = volume.get("spec");
    var before = old.get("spec");
    for (var entry : before.properties()) {
      if (!NOT_SOURCES.contains(entry.getKey())
          && !spec.get(entry.getKey()).same(before.get(entry.getKey()))) {
        errors.forbidden(
            Value.at("spec.persistentvolumesource", spec.node()),
            "spec.persistentvolumesource is immutable after creation");
      }
    }
    Checks.immutable(spec.get("volumeMode"), before.get("volumeMode"), errors);
  }

  private static void accessModes(Value modes, Errors errors) {
    if (modes.size() == 0) {
      errors.required(modes, "at least 1 access mode is required");
    }
    var exclusive = false;
    for (var mode : modes.items()) {
      if (!ACCESS_MODES.contains(mode.text())) {
        errors.notSupported(Value.at(modes.path(), mode.node()), ACCESS_MODES);
      }
      exclusive |= mode.is("ReadWriteOncePod");
    }
    if (exclusive && modes.size() > 1) {
      errors.forbidden(modes, "may not use ReadWriteOncePod with other access modes");
    }
  }
}
