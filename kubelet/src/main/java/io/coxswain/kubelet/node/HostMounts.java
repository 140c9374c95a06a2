package io.coxswain.kubelet.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mounts among which the engine finds what the kubelet prepares for it. They are the kubelet's
 * own, unless it runs in a container: one that shares the host's processes reaches the engine's
 * mounts through the engine's process.
 *
 * @param process the engine's, below {@code /proc}; null where the mounts are the kubelet's own
 */
public record HostMounts(@Nullable Path process) {
  private static final String ENGINE = "dockerd";

  /** Compares this process's mount namespace with the engine's, as far as it may be seen. */
  public static HostMounts detect() {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      var own = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
      Path other = null;
      for (var process : processes) {
        var namespace = namespace(process);
        if (own.equals(namespace)) {
          return new HostMounts(null);
        }
        other = namespace == null ? other : process;
      }
      return new HostMounts(other);
    } catch (IOException hidden) {
      return new HostMounts(null);
    }
  }

  /** Null for what is no engine, has ended, or may not be looked at. */
  private static @Nullable Path namespace(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip().equals(ENGINE)
          ? Files.readSymbolicLink(process.resolve("ns/mnt"))
          : null;
    } catch (IOException gone) {
      return null;
    }
  }

  /** Where this process sees what the engine has at an absolute path. */
  public Path seen(Path path) {
    return process == null ? path : process.resolve("root").resolve(Path.of("/").relativize(path));
  }

  /** The table of the mounts. */
  public Path table() {
    return (process == null ? Path.of("/proc/self") : process).resolve("mounts");
  }

  /** The command line that runs a command among these mounts. */
  public List<String> command(List<String> command) {
    if (process == null) {
      return command;
    }
    var whole = new ArrayList<>(List.of("nsenter", "--mount=" + process.resolve("ns/mnt"), "--"));
    whole.addAll(command);
    return whole;
  }
}
