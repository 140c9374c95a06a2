package io.coxswain.client.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What this process uses, as every Prometheus client says it; 0 where the system does not tell. */
public final class ProcessStatistics {
  private static final long PAGE = 4096;
  private static final double MILLIS = 1000;

  private ProcessStatistics() {}

  public static double cpuSeconds() {
    var used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return used.toMillis() / MILLIS;
  }

  public static double residentBytes() {
    try {
      var pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
      return Long.parseLong(pages[1]) * (double) PAGE;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  public static double openFiles() {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** When the process was started, in seconds since 1970. */
  public static double startSeconds() {
    var started = ProcessHandle.current().info().startInstant();
    return started.map(instant -> instant.toEpochMilli() / MILLIS).orElse(0.0);
  }

  /** All of it in Prometheus' text format. */
  public static String text() {
    return line("process_cpu_seconds_total", "counter", cpuSeconds())
        + line("process_resident_memory_bytes", "gauge", residentBytes())
        + line("process_open_fds", "gauge", openFiles())
        + line("process_start_time_seconds", "gauge", startSeconds());
  }

  private static String line(String name, String type, double value) {
    return "# TYPE " + name + " " + type + "\n" + name + " " + value + "\n";
  }
}
