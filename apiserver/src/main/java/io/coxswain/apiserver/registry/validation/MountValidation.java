package io.coxswain.apiserver.registry.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Volumes inside of containers, as directories and as block devices. */
final class MountValidation {
  private static final List<String> BLOCK_SOURCES = List.of("persistentVolumeClaim", "ephemeral");
  private static final String DEVICES = "volumeDevices";
  private static final String MOUNTS = "volumeMounts";

  private final Map<String, Value> volumes = new HashMap<>();
  private final Errors errors;

  MountValidation(Value volumes, Errors errors) {
    volumes.items().forEach(volume -> this.volumes.put(volume.get("name").text(), volume));
    this.errors = errors;
  }

  void validate(Value container) {
    mounts(container);
    devices(container);
  }

  private void mounts(Value container) {
    var devices = texts(container.get(DEVICES), "name");
    var devicePaths = texts(container.get(DEVICES), "devicePath");
    Set<String> paths = new HashSet<>();
    var mounts = container.get(MOUNTS);
    for (var mount : mounts.items()) {
      var name = mount.get("name");
      if (name.text().isEmpty()) {
        errors.required(name);
      }
      if (!volumes.containsKey(name.text())) {
        errors.notFound(Value.at(name.path(), Errors.textOf(name)));
      }
      var path = mount.get("mountPath");
      Checks.required(path, errors);
      if (!path.text().isEmpty() && !paths.add(path.text())) {
        errors.invalid(path, "must be unique");
      }
      if (devices.contains(name.text())) {
        errors.invalid(name, "must not already exist in volumeDevices");
      }
      if (devicePaths.contains(path.text())) {
        errors.invalid(path, "must not already exist as a path in volumeDevices");
      }
      var below = mount.get("subPath");
      var expression = mount.get("subPathExpr");
      // upstream leaves the index out here
      descending(Value.at(mounts.path() + ".subPath", below.node()), errors);
      if (!below.text().isEmpty() && !expression.text().isEmpty()) {
        errors.invalid(expression, "subPathExpr and subPath are mutually exclusive");
      }
      descending(Value.at(mounts.path() + ".subPathExpr", expression.node()), errors);
      propagation(mounts, mount, container);
    }
  }

  private void propagation(Value mounts, Value mount, Value container) {
    if (mount.get("mountPropagation").is("Bidirectional")
        && !container.in("securityContext", "privileged").isTrue()) {
      errors.forbidden(
          Value.at(mounts.path() + ".mountPropagation", mount.node()),
          "Bidirectional mount propagation is available only to privileged containers");
    }
  }

  private void devices(Value container) {
    var mounts = texts(container.get(MOUNTS), "name");
    var mountPaths = texts(container.get(MOUNTS), "mountPath");
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (var device : container.get(DEVICES).items()) {
      var name = device.get("name");
      var path = device.get("devicePath");
      Checks.required(name, errors);
      if (!name.text().isEmpty() && !names.add(name.text())) {
        errors.invalid(name, "must be unique");
      }
      source(name, volumes.get(name.text()));
      Checks.required(path, errors);
      if (paths.contains(path.text())) {
        errors.invalid(path, "must be unique");
      }
      if (hasDotDot(path.text())) {
        errors.invalid(path, "can not contain backsteps ('..')");
      } else if (!path.text().isEmpty()) {
        paths.add(path.text());
      }
      if (mounts.contains(name.text())) {
        errors.invalid(name, "must not already exist in volumeMounts");
      }
      if (mountPaths.contains(path.text())) {
        errors.invalid(path, "must not already exist as a path in volumeMounts");
      }
    }
  }

  private void source(Value name, @Nullable Value volume) {
    if (volume == null) {
      errors.notFound(Value.at(name.path(), Errors.textOf(name)));
    } else if (BLOCK_SOURCES.stream().noneMatch(volume::has)) {
      errors.invalid(
          name,
          "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
    }
  }

  private static Set<String> texts(Value list, String field) {
    return list.items().stream()
        .map(item -> item.get(field).text())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toSet());
  }

  /** A path below another one. */
  static void descending(Value path, Errors errors) {
    if (path.text().startsWith("/")) {
      errors.invalid(path, "must be a relative path");
    }
    if (hasDotDot(path.text())) {
      errors.invalid(path, "must not contain '..'");
    }
  }

  static boolean hasDotDot(String path) {
    return List.of(path.split("/")).contains("..");
  }
}
