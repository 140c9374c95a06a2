package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The volumes section of pods and pod templates. */
final class Volumes {
  private Volumes() {}

  static void describe(Text out, int level, List<JsonNode> volumes) {
    if (volumes.isEmpty()) {
      out.field(level, "Volumes", "<none>");
      return;
    }
    out.line(level, "Volumes:");
    for (var volume : volumes) {
      out.line(1, (level > 0 ? " " : "") + text(volume, "name") + ":");
      source(out, 2, volume);
    }
  }

  /** What a volume is made of; also of a PersistentVolume's spec. */
  static void source(Text out, int level, JsonNode volume) {
    if (volume.has("hostPath")) {
      var type = text(volume, "hostPath", "type");
      out.field(level, "Type", "HostPath (bare host directory volume)")
          .field(level, "Path", volume, "hostPath", "path")
          .field(level, "HostPathType", type);
    } else if (volume.has("emptyDir")) {
      var limit = text(volume, "emptyDir", "sizeLimit");
      out.field(level, "Type", "EmptyDir (a temporary directory that shares a pod's lifetime)")
          .field(level, "Medium", volume, "emptyDir", "medium")
          .field(level, "SizeLimit", limit.isEmpty() ? "<unset>" : limit);
    } else if (volume.has("configMap")) {
      out.field(level, "Type", "ConfigMap (a volume populated by a ConfigMap)")
          .field(level, "Name", volume, "configMap", "name")
          .field(level, "Optional", Trees.flag(volume, "configMap", "optional"));
    } else if (volume.has("secret")) {
      out.field(level, "Type", "Secret (a volume populated by a Secret)")
          .field(level, "SecretName", volume, "secret", "secretName")
          .field(level, "Optional", Trees.flag(volume, "secret", "optional"));
    } else if (volume.has("persistentVolumeClaim")) {
      out.field(
              level,
              "Type",
              "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same"
                  + " namespace)")
          .field(level, "ClaimName", volume, "persistentVolumeClaim", "claimName")
          .field(level, "ReadOnly", Trees.flag(volume, "persistentVolumeClaim", "readOnly"));
    } else if (volume.has("nfs")) {
      out.field(level, "Type", "NFS (an NFS mount that lasts the lifetime of a pod)")
          .field(level, "Server", volume, "nfs", "server")
          .field(level, "Path", volume, "nfs", "path")
          .field(level, "ReadOnly", Trees.flag(volume, "nfs", "readOnly"));
    } else if (volume.has("local")) {
      out.field(
              level, "Type", "LocalVolume (a persistent volume backed by local storage on a node)")
          .field(level, "Path", volume, "local", "path");
    } else if (volume.has("csi")) {
      csi(out, level, volume.path("csi"));
    } else if (volume.has("image")) {
      out.field(level, "Type", "Image (a container image or OCI artifact)")
          .field(level, "Reference", volume, "image", "reference")
          .field(level, "PullPolicy", volume, "image", "pullPolicy");
    } else if (volume.has("ephemeral")) {
      var claim = Trees.at(volume, "ephemeral", "volumeClaimTemplate");
      out.field(
          level,
          "Type",
          "EphemeralVolume (an inline specification for a volume that gets created and deleted with"
              + " the pod)");
      StorageDescribers.claim(out, level, claim, false);
    } else if (volume.has("downwardAPI")) {
      out.field(level, "Type", "DownwardAPI (a volume populated by information about the pod)");
      downward(out, level, volume.path("downwardAPI"));
    } else if (volume.has("projected")) {
      out.field(
          level, "Type", "Projected (a volume that contains injected data from multiple sources)");
      items(volume, "projected", "sources").forEach(source -> projected(out, level, source));
    } else {
      var names = Trees.sorted(volume).keySet().stream().filter(name -> !name.equals("name"));
      out.field(level, "Type", names.findFirst().orElse("<unknown>"));
    }
  }

  private static void csi(Text out, int level, JsonNode csi) {
    out.field(level, "Type", "CSI (a Container Storage Interface (CSI) volume source)")
        .field(level, "Driver", csi, "driver")
        .field(level, "FSType", csi, "fsType");
    if (csi.has("volumeHandle")) {
      out.field(level, "VolumeHandle", csi, "volumeHandle");
    }
    out.field(level, "ReadOnly", Trees.flag(csi, "readOnly"));
    var attributes = Trees.textMap(csi, "volumeAttributes");
    if (attributes.isEmpty()) {
      out.field(level, "VolumeAttributes", "<none>");
    }
    // Upstream indents the values too, and the empty cells before them twice.
    var prefix = "VolumeAttributes:\t    ";
    for (var attribute : attributes.entrySet()) {
      out.line(level, prefix + attribute.getKey() + "=" + attribute.getValue());
      prefix = "    \t    ";
    }
  }

  private static void downward(Text out, int level, JsonNode source) {
    out.line(level, "Items:");
    for (var item : items(source, "items")) {
      var field = text(item, "fieldRef", "fieldPath");
      out.line(
          level + 1,
          (field.isEmpty() ? text(item, "resourceFieldRef", "resource") : field)
              + " -> "
              + text(item, "path"));
    }
  }

  private static void projected(Text out, int level, JsonNode source) {
    if (source.has("serviceAccountToken")) {
      out.field(
          level, "TokenExpirationSeconds", source, "serviceAccountToken", "expirationSeconds");
    } else if (source.has("downwardAPI")) {
      out.field(level, "DownwardAPI", "true");
    } else if (source.has("configMap")) {
      out.field(level, "ConfigMapName", source, "configMap", "name");
      out.field(level, "Optional", optional(source.path("configMap")));
    } else if (source.has("secret")) {
      out.field(level, "SecretName", source, "secret", "name");
      out.field(level, "Optional", optional(source.path("secret")));
    }
  }

  private static String optional(JsonNode reference) {
    return String.valueOf(Trees.flag(reference, "optional"));
  }
}
