package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is allowed in PersistentVolumes and claims but hardly meant. */
public final class VolumeWarnings {
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "volume.beta.kubernetes.io/storage-class",
          "deprecated since v1.8; use \"storageClassName\" attribute instead",
          "volume.beta.kubernetes.io/mount-options",
          "deprecated since v1.31; use \"mountOptions\" attribute instead");
  private static final Map<String, String> SOURCES =
      Map.of(
          "cephfs", "deprecated in v1.28, non-functional in v1.31+",
          "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+",
          "scaleIO", "deprecated in v1.16, non-functional in v1.22+",
          "storageos", "deprecated in v1.22, non-functional in v1.25+",
          "glusterfs", "deprecated in v1.25, non-functional in v1.26+",
          "rbd", "deprecated in v1.28, non-functional in v1.31+");

  private VolumeWarnings() {}

  public static List<String> ofVolume(JsonNode volume) {
    var root = Value.root(volume);
    List<String> warnings = new ArrayList<>(0);
    for (var annotation : root.in("metadata", "annotations").entries()) {
      add(annotation, ANNOTATIONS.get(annotation.key()), warnings);
    }
    var spec = root.get("spec");
    var policy = spec.get("persistentVolumeReclaimPolicy");
    if (policy.is("Recycle")) {
      add(
          policy,
          "The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use"
              + " dynamic provisioning.",
          warnings);
    }
    for (var term : spec.in("nodeAffinity", "required", "nodeSelectorTerms").items()) {
      warnings.addAll(NodeLabels.warnings(term));
    }
    for (var field : spec.properties()) {
      add(spec.get(field.getKey()), SOURCES.get(field.getKey()), warnings);
    }
    return warnings;
  }

  public static List<String> ofClaim(JsonNode claim) {
    var root = Value.root(claim);
    List<String> warnings = new ArrayList<>(0);
    for (var annotation : root.in("metadata", "annotations").entries()) {
      if (annotation.key().endsWith("/storage-class")) {
        add(annotation, ANNOTATIONS.get(annotation.key()), warnings);
      }
    }
    claimSpec(root.get("spec"), warnings);
    return warnings;
  }

  /** Advice on the spec of a claim or of a template for claims. */
  static void claimSpec(Value spec, List<String> warnings) {
    fraction(spec.in("resources", "requests").entry("storage"), warnings);
    fraction(spec.in("resources", "limits").entry("storage"), warnings);
  }

  /** Nobody has half a byte. */
  static void fraction(Value amount, List<String> warnings) {
    if (amount.isText()
        && Quantity.of(amount.text()).value().remainder(BigDecimal.ONE).signum() != 0) {
      add(
          amount,
          "fractional byte value "
              + Errors.quote(amount.text())
              + " is invalid, must be an integer",
          warnings);
    }
  }

  private static void add(Value at, @Nullable String text, List<String> warnings) {
    if (text != null) {
      warnings.add(at.path() + ": " + text);
    }
  }
}
