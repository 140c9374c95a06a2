package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.VolumeMount;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.env.Expansion;
import io.coxswain.kubelet.env.PodFiles;
import io.coxswain.kubelet.runtime.ContainerConfig.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a container's binds: its volume mounts, and the files the kubelet writes for it. */
final class ContainerMounts {
  private final NodeContext node;
  private final Pod pod;
  private final Path directory;

  ContainerMounts(NodeContext node, Pod pod) {
    this.node = node;
    this.pod = pod;
    this.directory = node.volumes().directory(pod.uid());
  }

  /** Volume mounts, with hosts, hostname and resolv.conf unless the container mounts its own. */
  List<Mount> of(
      Container container,
      Map<String, Path> volumes,
      Map<String, String> environment,
      List<String> podIps)
      throws ConfigException {
    try {
      var mounts = new ArrayList<Mount>();
      for (var mount : container.volumeMounts()) {
        mounts.add(mount(mount, volumes, environment));
      }
      var taken = mounts.stream().map(Mount::containerPath).collect(Collectors.toSet());
      etc(mounts, taken, podIps);
      return List.copyOf(mounts);
    } catch (IOException e) {
      throw new ConfigException(e.toString());
    }
  }

  private Mount mount(VolumeMount mount, Map<String, Path> volumes, Map<String, String> environment)
      throws ConfigException, IOException {
    var path = volumes.get(mount.name());
    if (path == null) {
      throw new ConfigException(
          "cannot find volume \"" + mount.name() + "\" to mount into container");
    }
    var expression = mount.subPathExpr();
    var subPath =
        expression == null || expression.isEmpty()
            ? Objects.requireNonNullElse(mount.subPath(), "")
            : Expansion.expandAll(expression, environment);
    var source = subPath.isEmpty() ? path : subPath(path, subPath, mount.name());
    var propagation =
        switch (Objects.requireNonNullElse(mount.mountPropagation(), "None")) {
          case "HostToContainer" -> "rslave";
          case "Bidirectional" -> "rshared";
          default -> "";
        };
    return new Mount(
        source.toString(), mount.mountPath(), Boolean.TRUE.equals(mount.readOnly()), propagation);
  }

  /** The place in the volume with links resolved; it must not lead out. */
  private static Path subPath(Path volume, String subPath, String name)
      throws ConfigException, IOException {
    var place = volume.resolve(subPath).normalize();
    var backwards = List.of(subPath.split("/")).contains("..");
    if (Path.of(subPath).isAbsolute() || backwards || !place.startsWith(volume)) {
      throw new ConfigException("failed to prepare subPath for volumeMount \"" + name + "\"");
    }
    if (!Files.exists(place)) {
      Files.createDirectories(place);
    }
    var real = place.toRealPath();
    if (!real.startsWith(volume.toRealPath())) {
      throw new ConfigException("failed to prepare subPath for volumeMount \"" + name + "\"");
    }
    return real;
  }

  private void etc(List<Mount> mounts, Set<String> taken, List<String> podIps)
      throws IOException, ConfigException {
    var hosts =
        PodFiles.hosts(
            pod, node.nodeName(), podIps, node.dns(), Files.readString(Path.of("/etc/hosts")));
    var host = Boolean.TRUE.equals(pod.spec().hostNetwork());
    bind(mounts, taken, "/etc/hosts", "etc-hosts", hosts);
    bind(mounts, taken, "/etc/resolv.conf", "resolv.conf", PodFiles.resolvConf(pod, node.dns()));
    if (!host) {
      var name = PodFiles.kernelHostname(pod, node.nodeName(), node.dns());
      bind(mounts, taken, "/etc/hostname", "hostname", name + "\n");
    }
  }

  private void bind(
      List<Mount> mounts, Set<String> taken, String target, String file, String content)
      throws IOException {
    if (taken.contains(target)) {
      return;
    }
    Files.createDirectories(directory);
    var path = directory.resolve(file);
    Files.writeString(path, content);
    Files.setAttribute(path, "unix:mode", 0644);
    mounts.add(new Mount(path.toString(), target, false, ""));
  }

  /** An empty file for the container's last words. */
  Path terminationMessage(String container, int attempt) throws ConfigException {
    try {
      var folder = Files.createDirectories(directory.resolve("containers").resolve(container));
      var path = folder.resolve(Integer.toString(attempt));
      Files.write(path, new byte[0]);
      Files.setAttribute(path, "unix:mode", 0666);
      return path;
    } catch (IOException e) {
      throw new ConfigException(e.toString());
    }
  }
}
