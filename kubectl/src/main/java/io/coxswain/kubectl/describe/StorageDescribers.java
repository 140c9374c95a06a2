package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.print.HumanDuration;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Describes volumes, claims and the classes of both. */
final class StorageDescribers {
  private static final String CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final Map<String, String> MODES =
      Map.of(
          "ReadWriteOnce", "RWO",
          "ReadOnlyMany", "ROX",
          "ReadWriteMany", "RWX",
          "ReadWriteOncePod", "RWOP");

  private StorageDescribers() {}

  static void volume(Text out, JsonNode object, Related related) {
    var spec = object.path("spec");
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    out.field(0, "Finalizers", Text.list(texts(object, "metadata", "finalizers")));
    out.field(0, "StorageClass", storageClass(object));
    phase(out, object, related);
    var claim = spec.path("claimRef");
    out.field(
        0, "Claim", claim.isObject() ? text(claim, "namespace") + "/" + text(claim, "name") : "");
    out.field(0, "Reclaim Policy", spec, "persistentVolumeReclaimPolicy");
    out.field(0, "Access Modes", modes(texts(spec, "accessModes")));
    out.optional(0, "VolumeMode", text(spec, "volumeMode"));
    out.field(0, "Capacity", spec, "capacity", "storage");
    affinity(out, Trees.at(spec, "nodeAffinity", "required"));
    out.field(0, "Message", object, "status", "message");
    out.line(0, "Source:");
    Volumes.source(out, 2, spec);
    EventsText.describe(out, related);
  }

  private static void affinity(Text out, JsonNode required) {
    if (!required.isObject()) {
      out.field(0, "Node Affinity", "<none>");
      return;
    }
    out.line(0, "Node Affinity:\t").line(1, "Required Terms:\t");
    var terms = items(required, "nodeSelectorTerms");
    for (var i = 0; i < terms.size(); i++) {
      var prefix = "Term " + i + ":\t";
      var expressions = items(terms.get(i), "matchExpressions");
      if (expressions.isEmpty()) {
        out.line(2, prefix + "<none>");
      }
      for (var expression : expressions) {
        var values = texts(expression, "values");
        out.line(
            2,
            prefix
                + text(expression, "key")
                + " "
                + text(expression, "operator").toLowerCase(Locale.ROOT)
                + (values.isEmpty() ? "" : " [" + String.join(", ", values) + "]"));
        prefix = "\t";
      }
    }
  }

  static void claim(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    out.field(0, "StorageClass", storageClass(object));
    phase(out, object, related);
    claim(out, 0, object, true);
    var users =
        related.of("pods").stream()
            .filter(pod -> mounts(pod, Trees.name(object)))
            .map(Trees::name)
            .sorted()
            .toList();
    var prefix = "Used By:\t";
    if (users.isEmpty()) {
      out.line(0, prefix + "<none>");
    }
    for (var user : users) {
      out.line(0, prefix + user);
      prefix = "\t";
    }
    EventsText.describe(out, related);
  }

  /** The part of a claim that templates of claims have too. */
  static void claim(Text out, int level, JsonNode object, boolean whole) {
    var spec = object.path("spec");
    var status = object.path("status");
    if (!whole) {
      out.field(level, "StorageClass", storageClass(object));
    }
    var bound = !text(spec, "volumeName").isEmpty();
    out.field(level, "Volume", spec, "volumeName");
    if (whole) {
      out.metadata(object);
      out.field(level, "Finalizers", Text.list(texts(object, "metadata", "finalizers")));
    } else {
      out.entries(level, "Labels", Trees.textMap(object, "metadata", "labels"));
      out.annotations(level, Trees.textMap(object, "metadata", "annotations"));
    }
    out.field(level, "Capacity", bound ? text(status, "capacity", "storage") : "");
    out.field(level, "Access Modes", bound ? modes(texts(status, "accessModes")) : "");
    out.optional(level, "VolumeMode", text(spec, "volumeMode"));
    var source = spec.path("dataSource");
    if (source.isObject()) {
      out.line(level, "DataSource:");
      out.optional(level + 1, "APIGroup", text(source, "apiGroup"));
      out.field(level + 1, "Kind", source, "kind").field(level + 1, "Name", source, "name");
    }
  }

  private static boolean mounts(JsonNode pod, String claim) {
    return items(pod, "spec", "volumes").stream()
        .anyMatch(volume -> text(volume, "persistentVolumeClaim", "claimName").equals(claim));
  }

  private static void phase(Text out, JsonNode object, Related related) {
    var deleted = text(object, "metadata", "deletionTimestamp");
    out.field(
        0,
        "Status",
        deleted.isEmpty()
            ? text(object, "status", "phase")
            : "Terminating (lasts " + HumanDuration.since(deleted, related.now()) + ")");
  }

  private static String storageClass(JsonNode object) {
    var annotated = text(object, "metadata", "annotations", CLASS);
    return annotated.isEmpty() ? text(object, "spec", "storageClassName") : annotated;
  }

  private static String modes(List<String> modes) {
    return modes.stream()
        .distinct()
        .map(mode -> MODES.getOrDefault(mode, mode))
        .collect(Collectors.joining(","));
  }

  static void storageClass(Text out, JsonNode object, Related related) {
    var annotations = Trees.textMap(object, "metadata", "annotations");
    var standard =
        annotations.entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getKey().endsWith("storageclass.kubernetes.io/is-default-class")
                        && entry.getValue().equals("true"));
    out.field(0, "Name", Trees.name(object));
    out.field(0, "IsDefaultClass", standard ? "Yes" : "No");
    out.field(0, "Annotations", Text.joined(annotations));
    out.field(0, "Provisioner", object, "provisioner");
    out.field(0, "Parameters", Text.joined(Trees.textMap(object, "parameters")));
    out.field(
        0,
        "AllowVolumeExpansion",
        object.has("allowVolumeExpansion")
            ? Text.trueOrFalse(Trees.flag(object, "allowVolumeExpansion"))
            : "<unset>");
    var options = texts(object, "mountOptions");
    out.line(0, "MountOptions:" + (options.isEmpty() ? "\t<none>" : ""));
    options.forEach(option -> out.line(1, option));
    out.optional(0, "ReclaimPolicy", text(object, "reclaimPolicy"));
    out.optional(0, "VolumeBindingMode", text(object, "volumeBindingMode"));
    topologies(out, items(object, "allowedTopologies"));
    EventsText.describe(out, related);
  }

  private static void topologies(Text out, List<JsonNode> topologies) {
    if (topologies.isEmpty()) {
      return;
    }
    out.line(0, "AllowedTopologies:\t");
    for (var i = 0; i < topologies.size(); i++) {
      var prefix = "Term " + i + ":\t";
      for (var expression : items(topologies.get(i), "matchLabelExpressions")) {
        var values = String.join(", ", texts(expression, "values"));
        out.line(1, prefix + text(expression, "key") + " in [" + values + "]");
        prefix = "\t";
      }
    }
  }

  static void attributesClass(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.field(0, "Annotations", Text.joined(Trees.textMap(object, "metadata", "annotations")));
    out.field(0, "DriverName", object, "driverName");
    out.field(0, "Parameters", Text.joined(Trees.textMap(object, "parameters")));
    EventsText.describe(out, related);
  }

  static void csiNode(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    out.field(0, "CreationTimestamp", Text.time(text(object, "metadata", "creationTimestamp")));
    out.line(0, "Spec:");
    var drivers = items(object, "spec", "drivers");
    if (!drivers.isEmpty()) {
      out.line(1, "Drivers:");
    }
    for (var driver : drivers) {
      out.line(2, text(driver, "name") + ":").field(3, "Node ID", driver, "nodeID");
      if (Trees.has(driver, "allocatable", "count")) {
        out.line(3, "Allocatables:").field(4, "Count", driver, "allocatable", "count");
      }
      if (driver.has("topologyKeys")) {
        out.field(3, "Topology Keys", Text.list(texts(driver, "topologyKeys")));
      }
    }
    EventsText.describe(out, related);
  }
}
