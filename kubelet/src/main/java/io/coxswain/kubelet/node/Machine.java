package io.coxswain.kubelet.node;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.NodeStatus.NodeSystemInfo;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this machine is and has, read from /proc, /etc and /sys. */
public record Machine(
    int cpus,
    long memoryBytes,
    long diskBytes,
    String machineId,
    String systemUuid,
    String bootId,
    String kernel,
    String osImage,
    String architecture) {

  /** Version of upstream whose kubelet this one is compatible with. */
  public static final String KUBELET_VERSION = "v1.34.0";

  private static final int MOST_PODS = 110;

  public static Machine read(Path root) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        memory(),
        disk(root),
        text("/etc/machine-id"),
        text("/sys/class/dmi/id/product_uuid"),
        text("/proc/sys/kernel/random/boot_id"),
        text("/proc/sys/kernel/osrelease"),
        osImageName(),
        System.getProperty("os.arch", "amd64").equals("aarch64") ? "arm64" : "amd64");
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static long memory() {
    return text("/proc/meminfo")
            .lines()
            .filter(line -> line.startsWith("MemTotal:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        * 1024;
  }

  private static long disk(Path root) {
    try {
      Files.createDirectories(root);
      return root.toFile().getTotalSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String osImageName() {
    return text("/etc/os-release")
        .lines()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring(12).replace("\"", ""))
        .findFirst()
        .orElse("Linux");
  }

  /** What one of {@code nodes} nodes of this machine has. */
  public Map<String, Quantity> capacity(int nodes) {
    var capacity = new LinkedHashMap<String, Quantity>();
    capacity.put("cpu", Quantity.ofMillis(cpus * 1000L / nodes));
    capacity.put("ephemeral-storage", Quantity.of(diskBytes / 1024 / nodes + "Ki"));
    capacity.put("hugepages-1Gi", Quantity.ZERO);
    capacity.put("hugepages-2Mi", Quantity.ZERO);
    capacity.put("memory", Quantity.of(memoryBytes / 1024 / nodes + "Ki"));
    capacity.put("pods", Quantity.of(MOST_PODS));
    return capacity;
  }

  NodeSystemInfo info(ContainerRuntime.Version runtime) {
    return new NodeSystemInfo(
        machineId,
        systemUuid,
        bootId,
        kernel,
        osImage,
        runtime.runtimeName() + "://" + runtime.runtimeVersion(),
        KUBELET_VERSION,
        "",
        "linux",
        architecture,
        null);
  }
}
