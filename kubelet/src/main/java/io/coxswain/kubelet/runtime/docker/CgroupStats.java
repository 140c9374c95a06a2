package io.coxswain.kubelet.runtime.docker;

import io.coxswain.kubelet.runtime.ContainerStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a process's control groups count; version 1 and 2. Read from the files, because asking the
 * engine takes a second.
 */
final class CgroupStats {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private CgroupStats() {}

  /** Empty where the process or its groups are gone. */
  static Optional<ContainerStats> read(long pid, Instant now) {
    try {
      var groups = groups(Files.readString(Path.of("/proc/" + pid + "/cgroup")));
      var unified = groups.get("");
      if (Files.exists(ROOT.resolve("cgroup.controllers")) && unified != null) {
        return Optional.of(version2(ROOT.resolve(unified.substring(1)), now));
      }
      return version1(groups, now);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ContainerStats version2(Path group, Instant now) throws IOException {
    var memory = table(group.resolve("memory.stat"));
    var usage = number(group.resolve("memory.current"));
    var cpu = table(group.resolve("cpu.stat")).getOrDefault("usage_usec", 0L) * 1000;
    return new ContainerStats(
        now,
        cpu,
        usage,
        Math.max(0, usage - memory.getOrDefault("inactive_file", 0L)),
        memory.getOrDefault("anon", 0L));
  }

  private static Optional<ContainerStats> version1(Map<String, String> groups, Instant now)
      throws IOException {
    var memoryGroup = path(groups, "memory");
    var cpuGroup = path(groups, "cpuacct");
    if (memoryGroup == null || cpuGroup == null) {
      return Optional.empty();
    }
    var memory = table(memoryGroup.resolve("memory.stat"));
    var usage = number(memoryGroup.resolve("memory.usage_in_bytes"));
    return Optional.of(
        new ContainerStats(
            now,
            number(cpuGroup.resolve("cpuacct.usage")),
            usage,
            Math.max(0, usage - memory.getOrDefault("total_inactive_file", 0L)),
            memory.getOrDefault("total_rss", 0L)));
  }

  private static @Nullable Path path(Map<String, String> groups, String controller) {
    var group = groups.get(controller);
    return group == null ? null : ROOT.resolve(controller).resolve(group.substring(1));
  }

  /** Lines {@code id:controllers:path} by controller; version 2 has the empty controller. */
  private static Map<String, String> groups(String text) {
    var groups = new HashMap<String, String>();
    for (var line : text.split("\n")) {
      var parts = line.split(":", 3);
      if (parts.length == 3) {
        for (var controller : parts[1].split(",")) {
          groups.put(controller, parts[2]);
        }
      }
    }
    return groups;
  }

  private static Map<String, Long> table(Path file) throws IOException {
    var values = new HashMap<String, Long>();
    for (var line : Files.readAllLines(file)) {
      var space = line.indexOf(' ');
      if (space > 0) {
        values.put(line.substring(0, space), Long.parseLong(line.substring(space + 1).trim()));
      }
    }
    return values;
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).trim());
  }
}
