package io.coxswain.apiserver.registry.validation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Volumes that live on other machines: what each driver needs to find them, for a pod's volume or
 * for a PersistentVolume, whose secrets have namespaces.
 *
 * @param name what the volume is called
 */
record RemoteVolumeValidation(String name, boolean persistent, Errors errors) {
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
          Map.entry("glusterfs", List.of("endpoints", "path")),
          Map.entry("nfs", List.of("server", "path")),
          Map.entry("photonPersistentDisk", List.of("pdID")),
          Map.entry("portworxVolume", List.of("volumeID")),
          Map.entry("rbd", List.of("monitors", "image")),
          Map.entry("scaleIO", List.of("gateway", "system", "volumeName")),
          Map.entry("storageos", List.of("volumeName")),
          Map.entry("vsphereVolume", List.of("volumePath")));

  private static final String REGISTRY =
      "must be a host:port pair or multiple pairs separated by commas";
  private static final int LONGEST_TENANT = 64;
  private static final List<String> CACHING_MODES = List.of("None", "ReadOnly", "ReadWrite");
  private static final List<String> DISK_KINDS = List.of("Dedicated", "Managed", "Shared");
  private static final List<String> MANAGED_ADDRESS =
      List.of(
          "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
  private static final List<String> BLOB_ADDRESS =
      List.of("https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");

  /**
   * Checks one source.
   *
   * @param volume what the source is a field of
   * @param kind the source's field
   */
  void validate(Value volume, String kind) {
    var source = volume.get(kind);
    if (kind.equals("gcePersistentDisk")) {
      // upstream calls it by another name here
      source = Value.at(volume.path() + ".persistentDisk", source.node());
    }
    for (var field : REQUIRED.getOrDefault(kind, List.of())) {
      var value = source.get(field);
      if (value.text().isEmpty() && value.size() == 0) {
        errors.required(value);
      }
    }
    switch (kind) {
      case "awsElasticBlockStore", "gcePersistentDisk" -> partition(source.get("partition"));
      case "azureDisk" -> azureDisk(source);
      case "azureFile" -> azureFile(source.get("secretNamespace"));
      case "cinder" -> secret(source.get("secretRef"));
      case "csi" -> csi(source);
      case "fc" -> fibreChannel(source);
      case "flexVolume" -> options(source.get("options"));
      case "flocker" -> flocker(source);
      case "glusterfs" -> endpointsNamespace(source.get("endpointsNamespace"));
      case "iscsi" -> new IscsiValidation(source, name, persistent, errors).validate();
      case "nfs" -> absolute(source.get("path"));
      case "quobyte" -> quobyte(source);
      case "storageos" -> storageOs(source);
      default -> {}
    }
  }

  private void partition(Value number) {
    if (number.number() < 0 || number.number() > 255) {
      errors.invalid(number, "must be between 1 and 255, inclusive"); // 0 is the whole disk
    }
  }

  private void absolute(Value path) {
    if (!path.text().startsWith("/")) {
      errors.invalid(path, path.text(), "must be an absolute path");
    }
  }

  private void azureFile(Value namespace) {
    if (persistent && namespace.exists()) {
      Checks.required(namespace, errors);
    }
  }

  private void endpointsNamespace(Value namespace) {
    if (!persistent || !namespace.exists()) {
      return;
    }
    if (namespace.text().isEmpty()) {
      errors.invalid(
          namespace, "if the endpointnamespace is set, it must be a valid namespace name");
    } else {
      Checks.label(namespace, errors);
    }
  }

  private void secret(Value reference) {
    if (reference.exists()) {
      Checks.required(reference.get("name"), errors);
      if (persistent) {
        Checks.required(reference.get("namespace"), errors);
      }
    }
  }

  private void csi(Value source) {
    StorageValidation.driverName(source.get("driver"), errors);
    if (!persistent) {
      var secret = source.in("nodePublishSecretRef", "name");
      if (!source.has("nodePublishSecretRef")) {
        return;
      }
      if (secret.text().isEmpty()) {
        errors.required(secret);
      } else {
        Checks.subdomain(Value.at(source.path() + ".name", secret.node()), errors);
      }
      return;
    }
    Checks.required(source.get("volumeHandle"), errors);
    for (var field :
        List.of(
            "controllerPublishSecretRef",
            "controllerExpandSecretRef",
            "nodePublishSecretRef",
            "nodeExpandSecretRef")) {
      if (source.has(field)) {
        namespacedSecret(source.get(field));
      }
    }
  }

  private void namespacedSecret(Value reference) {
    var secret = reference.get("name");
    if (secret.text().isEmpty()) {
      errors.required(secret);
    } else {
      Checks.subdomain(secret, errors);
    }
    var namespace = reference.get("namespace");
    if (namespace.text().isEmpty()) {
      errors.required(namespace);
    } else {
      Checks.label(namespace, errors);
    }
  }

  private void storageOs(Value source) {
    for (var field : List.of("volumeName", "volumeNamespace")) {
      if (!source.get(field).text().isEmpty()) {
        Checks.label(source.get(field), errors);
      }
    }
    secret(source.get("secretRef"));
  }

  private void fibreChannel(Value source) {
    var names = source.get("targetWWNs");
    var ids = source.get("wwids");
    if (names.size() == 0 && ids.size() == 0) {
      errors.required(names, "must specify either targetWWNs or wwids, but not both");
    } else if (names.size() > 0 && ids.size() > 0) {
      errors.invalid(names, "targetWWNs and wwids can not be specified simultaneously");
    }
    var unit = source.get("lun");
    if (names.size() > 0 && !unit.exists()) {
      errors.required(unit, "lun is required if targetWWNs is specified");
    } else if (names.size() > 0) {
      IscsiValidation.unit(unit, errors);
    }
  }

  private void flocker(Value source) {
    var dataset = source.get("datasetName");
    var id = source.get("datasetUUID").text();
    if (dataset.text().isEmpty() && id.isEmpty()) {
      errors.required(source, "one of datasetName and datasetUUID is required");
    } else if (!dataset.text().isEmpty() && !id.isEmpty()) {
      errors.invalid(
          source, "resource", "datasetName and datasetUUID can not be specified simultaneously");
    }
    if (dataset.text().contains("/")) {
      errors.invalid(dataset, "must not contain '/'");
    }
  }

  private void quobyte(Value source) {
    var registry = source.get("registry");
    if (registry.text().isEmpty()) {
      errors.required(registry, REGISTRY);
    } else if (source.get("tenant").text().length() > LONGEST_TENANT) {
      errors.required(
          source.get("tenant"), "must be a UUID and may not exceed a length of 64 characters");
    } else {
      for (var pair : registry.text().split(",", -1)) {
        if (!pair.matches("[^:\\[\\]]*:[^:]*|\\[[^\\]]*\\]:[^:]*")) {
          errors.invalid(registry, REGISTRY);
        }
      }
    }
    Checks.required(source.get("volume"), errors);
  }

  private void azureDisk(Value source) {
    var kind = source.get("kind");
    if (source.has("cachingMode")) {
      Checks.oneOf(source.get("cachingMode"), CACHING_MODES, errors);
    }
    if (!kind.exists()) {
      return;
    }
    Checks.oneOf(kind, DISK_KINDS, errors);
    var address = source.get("diskURI");
    var managed = kind.is("Managed");
    if (!address.text().startsWith(managed ? "/subscriptions/" : "https://")) {
      errors.notSupported(
          Value.at(address.path(), Errors.textOf(address)),
          managed ? MANAGED_ADDRESS : BLOB_ADDRESS);
    }
  }

  private void options(Value options) {
    for (var option : options.entries()) {
      var owner = "." + option.key().split("/", 2)[0].toLowerCase(Locale.ROOT);
      if (owner.endsWith(".kubernetes.io") || owner.endsWith(".k8s.io")) {
        errors.invalid(option, option.key(), "kubernetes.io and k8s.io namespaces are reserved");
      }
    }
  }
}
