package io.coxswain.apiserver.registry.validation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Volumes that live on other machines: what each driver needs to find them. */
final class RemoteVolumeValidation {
  /** Fields that may not be empty, by source. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("awsElasticBlockStore", List.of("volumeID")),
          Map.entry("azureDisk", List.of("diskName", "diskURI")),
          Map.entry("azureFile", List.of("secretName", "shareName")),
          Map.entry("cephfs", List.of("monitors")),
          Map.entry("cinder", List.of("volumeID")),
          Map.entry("flexVolume", List.of("driver")),
          Map.entry("gcePersistentDisk", List.of("pdName")),
          Map.entry("gitRepo", List.of("repository")),
          Map.entry("glusterfs", List.of("endpoints", "path")),
          Map.entry("iscsi", List.of("targetPortal", "iqn")),
          Map.entry("nfs", List.of("server", "path")),
          Map.entry("photonPersistentDisk", List.of("pdID")),
          Map.entry("portworxVolume", List.of("volumeID")),
          Map.entry("quobyte", List.of("volume")),
          Map.entry("rbd", List.of("monitors", "image")),
          Map.entry("scaleIO", List.of("gateway", "system", "volumeName")),
          Map.entry("storageos", List.of("volumeName")),
          Map.entry("vsphereVolume", List.of("volumePath")));

  private static final String REGISTRY =
      "must be a host:port pair or multiple pairs separated by commas";
  private static final int MOST = 255;
  private static final int LONGEST_SESSION = 64;

  private static final Map<String, Pattern> QUALIFIED =
      Map.of(
          "iqn", Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.[0-9A-Za-z\\-.]+:[^,;*&$|\\s]+"),
          "eui", Pattern.compile("eui.[0-9A-Za-z]{16}"),
          "naa", Pattern.compile("naa.[0-9A-Za-z]{32}"));

  private RemoteVolumeValidation() {}

  static void validate(String kind, Value source, Errors errors) {
    for (var field : REQUIRED.getOrDefault(kind, List.of())) {
      var value = source.get(field);
      if (value.text().isEmpty() && value.size() == 0) {
        errors.required(value);
      }
    }
    switch (kind) {
      case "awsElasticBlockStore", "gcePersistentDisk" ->
          partition(source.get("partition"), errors);
      case "azureDisk" -> azureDisk(source, errors);
      case "cinder", "storageos" -> secret(source, errors);
      case "fc" -> fibreChannel(source, errors);
      case "flexVolume" -> options(source.get("options"), errors);
      case "flocker" -> flocker(source, errors);
      case "gitRepo" -> MountValidation.descending(source.get("directory"), errors);
      case "iscsi" -> iscsi(source, errors);
      case "nfs" -> {
        if (!source.get("path").text().startsWith("/")) {
          errors.invalid(source.get("path"), source.get("path").text(), "must be an absolute path");
        }
      }
      case "quobyte" -> quobyte(source, errors);
      default -> {}
    }
    if (kind.equals("storageos")) {
      for (var field : List.of("volumeName", "volumeNamespace")) {
        var name = source.get(field);
        if (!name.text().isEmpty()) {
          Names.label(name.text()).forEach(error -> errors.invalid(name, error));
        }
      }
    }
  }

  private static void partition(Value number, Errors errors) {
    if (number.number() < 0 || number.number() > MOST) {
      errors.invalid(number, "must be between 1 and 255, inclusive"); // 0 is the whole disk
    }
  }

  private static void iscsi(Value source, Errors errors) {
    if (!source.get("iqn").text().isEmpty()) {
      qualified(source.get("iqn"), source.get("iqn"), errors);
    }
    range(source.get("lun"), errors);
    if ((source.get("chapAuthDiscovery").isTrue() || source.get("chapAuthSession").isTrue())
        && !source.has("secretRef")) {
      errors.required(source.get("secretRef"));
    }
    var initiator = source.get("initiatorName");
    if (initiator.exists()) {
      qualified(initiator, Value.at(source.path() + ".initiatorname", initiator.node()), errors);
    }
  }

  /** With a name of its own, the initiator's session carries the volume's name. */
  static void session(Value source, Value name, Errors errors) {
    if (source.has("initiatorName")
        && (name.text() + ":" + source.get("targetPortal").text()).length() > LONGEST_SESSION) {
      errors.invalid(
          name,
          "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
              + " iscsi.initiatorName is specified.");
    }
  }

  private static void qualified(Value name, Value at, Errors errors) {
    var text = name.text();
    var pattern = QUALIFIED.get(text.substring(0, Math.min(3, text.length())));
    if (pattern == null) {
      errors.invalid(at, "must be valid format starting with iqn, eui, or naa");
    } else if (!pattern.matcher(text).matches()) {
      errors.invalid(at, "must be valid format");
    }
  }

  private static void fibreChannel(Value source, Errors errors) {
    var names = source.get("targetWWNs");
    var ids = source.get("wwids");
    if (names.size() == 0 && ids.size() == 0) {
      errors.required(names, "must specify either targetWWNs or wwids, but not both");
    } else if (names.size() > 0 && ids.size() > 0) {
      errors.invalid(names, "targetWWNs and wwids can not be specified simultaneously");
    }
    if (names.size() > 0 && !source.has("lun")) {
      errors.required(source.get("lun"), "lun is required if targetWWNs is specified");
    } else if (names.size() > 0) {
      range(source.get("lun"), errors);
    }
  }

  private static void flocker(Value source, Errors errors) {
    var name = source.get("datasetName").text();
    var id = source.get("datasetUUID").text();
    if (name.isEmpty() && id.isEmpty()) {
      errors.required(source, "one of datasetName and datasetUUID is required");
    } else if (!name.isEmpty() && !id.isEmpty()) {
      errors.invalid(
          source, "resource", "datasetName and datasetUUID can not be specified simultaneously");
    }
    if (name.contains("/")) {
      errors.invalid(source.get("datasetName"), "must not contain '/'");
    }
  }

  private static void quobyte(Value source, Errors errors) {
    var registry = source.get("registry");
    if (registry.text().isEmpty()) {
      errors.required(registry, REGISTRY);
    } else if (source.get("tenant").text().length() > LONGEST_SESSION) {
      errors.required(
          source.get("tenant"), "must be a UUID and may not exceed a length of 64 characters");
    } else {
      for (var pair : registry.text().split(",", -1)) {
        if (!pair.matches("[^:\\[\\]]*:[^:]*|\\[[^\\]]*\\]:[^:]*")) {
          errors.invalid(registry, REGISTRY);
        }
      }
    }
  }

  private static void azureDisk(Value source, Errors errors) {
    var kind = source.get("kind");
    var address = source.get("diskURI");
    var at = Value.at(address.path(), Errors.textOf(address));
    if (kind.is("Managed") && !address.text().startsWith("/subscriptions/")) {
      errors.notSupported(
          at,
          List.of(
              "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"));
    } else if (kind.exists() && !kind.is("Managed") && !address.text().startsWith("https://")) {
      errors.notSupported(
          at,
          List.of("https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"));
    }
  }

  private static void options(Value options, Errors errors) {
    for (var option : options.entries()) {
      var owner = "." + option.key().split("/", 2)[0].toLowerCase(Locale.ROOT);
      if (owner.endsWith(".kubernetes.io") || owner.endsWith(".k8s.io")) {
        errors.invalid(option, option.key(), "kubernetes.io and k8s.io namespaces are reserved");
      }
    }
  }

  private static void secret(Value source, Errors errors) {
    if (source.has("secretRef")) {
      Checks.required(source.in("secretRef", "name"), errors);
    }
  }

  private static void range(Value number, Errors errors) {
    if (number.number() < 0 || number.number() > MOST) {
      errors.invalid(number, "must be between 0 and 255, inclusive");
    }
  }
}
