package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Trees.UNSET;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.or;
import static io.coxswain.apiserver.table.Trees.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The tables of volumes, claims and storage classes. */
final class StorageCells {
  /** Access modes and their short forms, in the order they are shown. */
  private static final List<Map.Entry<String, String>> ACCESS_MODES =
      List.of(
          Map.entry("ReadWriteOnce", "RWO"),
          Map.entry("ReadOnlyMany", "ROX"),
          Map.entry("ReadWriteMany", "RWX"),
          Map.entry("ReadWriteOncePod", "RWOP"));

  private static final Column CAPACITY = Column.text("Capacity", "Size of the volume.");
  private static final Column MODES =
      Column.text("Access Modes", "How nodes and pods may mount the volume.");
  private static final Column CLASS = Column.text("StorageClass", "Class that made the volume.");
  private static final Column ATTRIBUTES =
      Column.text("VolumeAttributesClass", "Class of the volume's changeable attributes.");
  private static final Column VOLUME_MODE =
      Column.text("VolumeMode", "File system or raw block device.").wide();

  static final Printer VOLUMES =
      new Printer(
          List.of(
              NAME,
              CAPACITY,
              MODES,
              Column.text("Reclaim Policy", "What happens to the volume after its claim is gone."),
              Column.text("Status", "Where the volume is in its life."),
              Column.text("Claim", "Claim the volume is bound to."),
              CLASS,
              ATTRIBUTES,
              Column.text("Reason", "Why the volume failed."),
              AGE,
              VOLUME_MODE),
          StorageCells::volume);

  static final Printer CLAIMS =
      new Printer(
          List.of(
              NAME,
              Column.text("Status", "Where the claim is in its life."),
              Column.text("Volume", "Volume the claim is bound to."),
              CAPACITY,
              MODES,
              CLASS,
              ATTRIBUTES,
              AGE,
              VOLUME_MODE),
          StorageCells::claim);

  static final Printer CLASSES =
      new Printer(
          List.of(
              NAME,
              Column.text("Provisioner", "Who makes the volumes."),
              Column.text("ReclaimPolicy", "What happens to volumes after their claims are gone."),
              Column.text("VolumeBindingMode", "When volumes are made and bound."),
              Column.text("AllowVolumeExpansion", "Whether claims may grow."),
              AGE),
          (object, now) ->
              List.of(
                  isDefault(object) ? name(object) + " (default)" : name(object),
                  text(object, "provisioner"),
                  or(text(object, "reclaimPolicy"), "Delete"),
                  or(text(object, "volumeBindingMode"), "Immediate"),
                  at(object, "allowVolumeExpansion").asBoolean(false),
                  age(object, now)));

  static final Printer ATTRIBUTES_CLASSES =
      new Printer(
          List.of(NAME, Column.text("DriverName", "Driver that knows the attributes."), AGE),
          (object, now) ->
              List.of(
                  text(
                              object,
                              "metadata",
                              "annotations",
                              "volumeattributesclass.alpha.kubernetes.io/is-default-class")
                          .equals("true")
                      ? name(object) + " (default)"
                      : name(object),
                  text(object, "driverName"),
                  age(object, now)));

  static final Printer DRIVERS =
      new Printer(
          List.of(
              NAME,
              Column.flag(
                  "AttachRequired", "Whether volumes are attached before they are mounted."),
              Column.flag("PodInfoOnMount", "Whether the driver is told the pod's name."),
              Column.flag("StorageCapacity", "Whether scheduling looks at the space that is left."),
              Column.text("TokenRequests", "Audiences of the tokens the driver is given."),
              Column.flag("RequiresRepublish", "Whether mounting is repeated."),
              Column.text("Modes", "Lifecycles of volumes the driver supports."),
              AGE),
          StorageCells::driver);

  static final Printer NODES =
      new Printer(
          List.of(NAME, Column.number("Drivers", "Number of drivers on the node."), AGE),
          (object, now) ->
              List.of(name(object), at(object, "spec", "drivers").size(), age(object, now)));

  static final Printer CAPACITIES =
      new Printer(
          List.of(
              NAME,
              Column.text("StorageClassName", "Class the storage is of."),
              Column.text("Capacity", "Space that is left.")),
          (object, now) ->
              List.of(
                  name(object),
                  text(object, "storageClassName"),
                  object.has("capacity") ? Trees.quantity(object.get("capacity")) : UNSET));

  static final Printer ATTACHMENTS =
      new Printer(
          List.of(
              NAME,
              new Column("Attacher", "string", "name", "Driver that attaches the volume.", 0),
              Column.text("PV", "Volume that is attached."),
              Column.text("Node", "Node it is attached to."),
              Column.flag("Attached", "Whether it is attached."),
              AGE),
          (object, now) ->
              List.of(
                  name(object),
                  text(object, "spec", "attacher"),
                  text(object, "spec", "source", "persistentVolumeName"),
                  text(object, "spec", "nodeName"),
                  at(object, "status", "attached").asBoolean(false),
                  age(object, now)));

  private StorageCells() {}

  private static List<Object> driver(JsonNode driver, Instant now) {
    var spec = at(driver, "spec");
    var audiences =
        spec.path("tokenRequests").valueStream().map(request -> text(request, "audience")).toList();
    var modes =
        spec.path("volumeLifecycleModes").valueStream().map(mode -> mode.asString("")).toList();
    return List.of(
        name(driver),
        spec.path("attachRequired").asBoolean(true),
        spec.path("podInfoOnMount").asBoolean(false),
        spec.path("storageCapacity").asBoolean(false),
        spec.has("tokenRequests") ? String.join(",", audiences) : UNSET,
        spec.path("requiresRepublish").asBoolean(false),
        modes.isEmpty() ? "<none>" : String.join(",", modes),
        age(driver, now));
  }

  private static List<Object> volume(JsonNode volume, Instant now) {
    var claim = at(volume, "spec", "claimRef");
    return List.of(
        name(volume),
        Trees.quantity(at(volume, "spec", "capacity", "storage")),
        modes(at(volume, "spec", "accessModes")),
        text(volume, "spec", "persistentVolumeReclaimPolicy"),
        phase(volume),
        claim.isObject() ? text(claim, "namespace") + "/" + text(claim, "name") : "",
        storageClass(volume),
        at(volume, "spec", "volumeAttributesClassName").asString(UNSET),
        text(volume, "status", "reason"),
        age(volume, now),
        or(text(volume, "spec", "volumeMode"), UNSET));
  }

  private static List<Object> claim(JsonNode claim, Instant now) {
    var volume = text(claim, "spec", "volumeName");
    var bound = !volume.isEmpty();
    return List.of(
        name(claim),
        phase(claim),
        volume,
        bound ? Trees.quantity(at(claim, "status", "capacity", "storage")) : "",
        bound ? modes(at(claim, "status", "accessModes")) : "",
        storageClass(claim),
        at(claim, "spec", "volumeAttributesClassName").asString(UNSET),
        age(claim, now),
        or(text(claim, "spec", "volumeMode"), UNSET));
  }

  private static String phase(JsonNode object) {
    return Trees.isDeleted(object) ? "Terminating" : text(object, "status", "phase");
  }

  private static String storageClass(JsonNode object) {
    var annotation =
        text(object, "metadata", "annotations", "volume.beta.kubernetes.io/storage-class");
    return or(annotation, text(object, "spec", "storageClassName"));
  }

  private static String modes(JsonNode modes) {
    var given = modes.valueStream().map(mode -> mode.asString("")).toList();
    var shown = new ArrayList<String>();
    for (var mode : ACCESS_MODES) {
      if (given.contains(mode.getKey())) {
        shown.add(mode.getValue());
      }
    }
    return String.join(",", shown);
  }

  private static boolean isDefault(JsonNode storageClass) {
    var annotations = at(storageClass, "metadata", "annotations");
    return text(annotations, "storageclass.kubernetes.io/is-default-class").equals("true")
        || text(annotations, "storageclass.beta.kubernetes.io/is-default-class").equals("true");
  }
}
