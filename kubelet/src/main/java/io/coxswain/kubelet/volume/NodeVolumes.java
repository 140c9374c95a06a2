package io.coxswain.kubelet.volume;

import io.coxswain.api.core.v1.HostPathVolumeSource;
import io.coxswain.api.core.v1.PodSecurityContext;
import io.coxswain.api.core.v1.Volume;
import io.coxswain.api.core.v1.Volume.EmptyDirVolumeSource;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.env.ObjectSource;
import io.coxswain.kubelet.env.PodFields;
import io.coxswain.kubelet.node.HostCommand;
import io.coxswain.kubelet.node.HostMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Volumes under {@code ROOT/pods/UID/volumes}, in upstream's layout. */
public final class NodeVolumes implements PodVolumes {
  private static final Logger log = LoggerFactory.getLogger(NodeVolumes.class);

  /** The host path behind a claim, where its volume is of a kind that has one. */
  @FunctionalInterface
  public interface Claims {
    Optional<HostPathVolumeSource> hostPath(String namespace, String claim) throws ConfigException;
  }

  private final HostMounts host = HostMounts.detect();
  private final Path root;
  private final ObjectSource objects;
  private final ServiceAccountTokens tokens;
  private final Claims claims;

  public NodeVolumes(Path root, ObjectSource objects, ServiceAccountTokens tokens, Claims claims) {
    this.root = root;
    this.objects = objects;
    this.tokens = tokens;
    this.claims = claims;
  }

  @Override
  public Path directory(String podUid) {
    return root.resolve("pods").resolve(podUid);
  }

  @Override
  public Map<String, Path> setUp(PodFields pod) throws VolumeException {
    var paths = new HashMap<String, Path>();
    for (var volume : pod.pod().spec().volumes()) {
      try {
        paths.put(volume.name(), setUp(volume, pod));
      } catch (ConfigException e) {
        throw new VolumeException(volume.name(), e.text());
      } catch (IOException e) {
        throw new VolumeException(volume.name(), e.toString());
      }
    }
    return paths;
  }

  private Path setUp(Volume volume, PodFields pod) throws ConfigException, IOException {
    var group =
        Optional.ofNullable(pod.pod().spec().securityContext())
            .map(PodSecurityContext::fsGroup)
            .orElse(null);
    var hostPath = volume.hostPath();
    if (hostPath != null) {
      return hostPath(hostPath);
    }
    var emptyDir = volume.emptyDir();
    if (emptyDir != null) {
      return emptyDir(path(pod, "empty-dir", volume), emptyDir, group);
    }
    var claim = volume.persistentVolumeClaim();
    if (claim != null) {
      return hostPath(
          claims
              .hostPath(pod.pod().namespace(), claim.claimName())
              .orElseThrow(
                  () ->
                      new ConfigException(
                          "the volume of claim \""
                              + claim.claimName()
                              + "\" is of no supported kind")));
    }
    if (!PodVolumes.follows(volume)) {
      throw new ConfigException("no volume plugin matched");
    }
    var kind =
        volume.configMap() != null
            ? "configmap"
            : volume.secret() != null
                ? "secret"
                : volume.projected() != null ? "projected" : "downward-api";
    var target = path(pod, kind, volume);
    new AtomicWriter(target, group).write(VolumeFiles.of(volume, pod, objects, tokens::token));
    return target;
  }

  private Path path(PodFields pod, String kind, Volume volume) {
    return directory(pod.pod().uid())
        .resolve("volumes")
        .resolve("kubernetes.io~" + kind)
        .resolve(volume.name());
  }

  private Path emptyDir(Path path, EmptyDirVolumeSource source, @Nullable Long group)
      throws IOException {
    var seen = host.seen(path);
    if (Files.exists(seen)) {
      return path;
    }
    Files.createDirectories(seen);
    if ("Memory".equals(source.medium())) {
      var options = new ArrayList<>(List.of("mount", "-t", "tmpfs"));
      if (source.sizeLimit() != null) {
        options.addAll(List.of("-o", "size=" + source.sizeLimit().units()));
      }
      options.addAll(List.of("tmpfs", path.toString()));
      var result = HostCommand.run(host.command(options));
      if (!result.succeeded()) {
        log.warn("No tmpfs for {}, it lies on disk: {}", path, result.output());
      }
    }
    if (group != null) {
      Files.setAttribute(seen, "unix:gid", group.intValue());
    }
    Files.setAttribute(seen, "unix:mode", group == null ? 0777 : 02777);
    return path;
  }

  /** Checks the path as its type says (upstream's hostpath type checker). */
  Path hostPath(HostPathVolumeSource source) throws IOException, ConfigException {
    var named = Path.of(source.path());
    var path = host.seen(named);
    var type = Objects.requireNonNullElse(source.type(), "");
    switch (type) {
      case "DirectoryOrCreate" -> {
        Files.createDirectories(path);
        require(Files.isDirectory(path), named, "a directory");
      }
      case "Directory" -> require(Files.isDirectory(path), named, "a directory");
      case "FileOrCreate" -> {
        if (!Files.exists(path)) {
          Files.createFile(path);
        }
        require(Files.isRegularFile(path), named, "a file");
      }
      case "File" -> require(Files.isRegularFile(path), named, "a file");
      case "Socket" -> require(fileType(path) == 0140000, named, "a socket file");
      case "CharDevice" -> require(fileType(path) == 0020000, named, "a character device");
      case "BlockDevice" -> require(fileType(path) == 0060000, named, "a block device");
      default -> {
        // no check; the engine would make a directory of what is missing
        if (!Files.exists(path)) {
          Files.createDirectories(path);
        }
      }
    }
    return named;
  }

  private static int fileType(Path path) throws IOException {
    return Files.exists(path) ? (Integer) Files.getAttribute(path, "unix:mode") & 0170000 : 0;
  }

  private static void require(boolean fits, Path path, String kind) throws ConfigException {
    if (!fits) {
      throw new ConfigException("hostPath type check failed: " + path + " is not " + kind);
    }
  }

  @Override
  public void tearDown(String podUid) {
    var directory = directory(podUid);
    tokens.forget(podUid);
    try {
      unmountBelow(directory);
      AtomicWriter.deleteTree(directory);
    } catch (IOException e) {
      log.warn("Removing {}: {}", directory, e.toString());
    }
  }

  private void unmountBelow(Path directory) throws IOException {
    for (var line : Files.readAllLines(host.table())) {
      var mounted = line.split(" ")[1];
      if (Path.of(mounted).startsWith(directory)) {
        HostCommand.run(host.command(List.of("umount", mounted)));
      }
    }
  }
}
