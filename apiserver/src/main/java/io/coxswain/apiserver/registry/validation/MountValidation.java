package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Volumes inside of containers, as directories and as block devices. */
final class MountValidation {
  private static final List<String> BLOCK_SOURCES = List.of("persistentVolumeClaim", "ephemeral");
  private static final List<String> PROPAGATIONS =
      List.of("Bidirectional", "HostToContainer", "None");
  private static final List<String> RECURSIVELY = List.of("Disabled", "Enabled", "IfPossible");
  private static final String DEVICES = "volumeDevices";
  private static final String MOUNTS = "volumeMounts";

  private final Map<String, Value> volumes;
  private final Errors errors;

  /**
   * For the containers of one pod.
   *
   * @param volumes what there is to mount, by name
   */
  MountValidation(Map<String, Value> volumes, Errors errors) {
    this.volumes = volumes;
    this.errors = errors;
  }

  void validate(Value container) {
    mounts(container);
    devices(container);
  }

  private void mounts(Value container) {
    var mounts = container.get(MOUNTS);
    if (mounts.size() == 0) {
      return;
    }
    var devices = texts(container.get(DEVICES), "name");
    var devicePaths = texts(container.get(DEVICES), "devicePath");
    Set<String> paths = new HashSet<>();
    for (var mount : mounts.items()) {
      var name = mount.get("name");
      Checks.required(name, errors);
      var volume = volumes.get(name.text());
      if (volume == null) {
        errors.notFound(Value.at(name.path(), Errors.textOf(name)));
      }
      var path = mount.get("mountPath");
      Checks.required(path, errors);
      if (!paths.add(path.text())) {
        errors.invalid(path, path.text(), "must be unique");
      }
      if (devices.contains(name.text())) {
        errors.invalid(name, "must not already exist in volumeDevices");
      }
      if (devicePaths.contains(path.text())) {
        errors.invalid(path, "must not already exist as a path in volumeDevices");
      }
      if (volume != null && volume.has("image")) {
        notOfImage(mount.get("subPath"));
        notOfImage(mount.get("subPathExpr"));
      }
      subPaths(mounts, mount);
      propagation(mounts, mount, container);
      recursively(mounts, mount);
    }
  }

  private void notOfImage(Value path) {
    if (!path.text().isEmpty()) {
      errors.invalid(path, "not allowed in image volume sources");
    }
  }

  /** Upstream leaves the index out in most of this and the next two. */
  private void subPaths(Value mounts, Value mount) {
    var below = mount.get("subPath");
    var expression = mount.get("subPathExpr");
    if (below.exists()) {
      descending(Value.at(mounts.path() + ".subPath", below.node()), errors);
    }
    if (expression.text().isEmpty()) {
      return;
    }
    if (!below.text().isEmpty()) {
      errors.invalid(expression, "subPathExpr and subPath are mutually exclusive");
    }
    descending(Value.at(mounts.path() + ".subPathExpr", expression.node()), errors);
  }

  private void propagation(Value mounts, Value mount, Value container) {
    if (!mount.has("mountPropagation")) {
      return;
    }
    var at = Value.at(mounts.path() + ".mountPropagation", mount.get("mountPropagation").node());
    Checks.oneOf(at, PROPAGATIONS, errors);
    if (at.is("Bidirectional") && !container.in("securityContext", "privileged").isTrue()) {
      errors.forbidden(
          at, "Bidirectional mount propagation is available only to privileged containers");
    }
  }

  private void recursively(Value mounts, Value mount) {
    var wish = mount.get("recursiveReadOnly");
    if (!wish.exists() || wish.is("Disabled")) {
      return;
    }
    var at = Value.at(mounts.path() + ".recursiveReadOnly", wish.node());
    if (!wish.is("Enabled") && !wish.is("IfPossible")) {
      Checks.oneOf(at, RECURSIVELY, errors);
      return;
    }
    if (!mount.get("readOnly").isTrue()) {
      errors.forbidden(at, "may only be specified when readOnly is true");
    }
    var propagation = mount.get("mountPropagation");
    if (propagation.exists() && !propagation.is("None")) {
      errors.forbidden(at, "may only be specified when mountPropagation is None or not specified");
    }
  }

  private void devices(Value container) {
    if (container.get(DEVICES).size() == 0) {
      return;
    }
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
    return path.contains("..") && List.of(path.split("/")).contains("..");
  }
}
