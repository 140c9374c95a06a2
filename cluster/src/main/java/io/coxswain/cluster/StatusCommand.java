package io.coxswain.cluster;

import io.coxswain.cluster.pki.Pki;
import io.coxswain.cluster.process.ComponentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code cox status}: component, pid, uptime, memory, health and log file of each process. Exit 1
 * if one is down.
 */
@Command(
    name = "status",
    description = "Shows the cluster's components: process, memory, health.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin DataDirectory data = new DataDirectory();

  private record Row(
      String name, String pid, String uptime, String memory, String health, String log) {
    static final Row HEADER = new Row("COMPONENT", "PID", "UPTIME", "MEMORY", "HEALTH", "LOG");

    List<String> cells() {
      return List.of(name, pid, uptime, memory, health, log);
    }
  }

  @Override
  public Integer call() throws IOException {
    var spec = data.spec();
    var directory = data.directory();
    var pki = Pki.open(directory.pki(), InstantSource.system(), new SecureRandom());
    var rows = new ArrayList<Row>();
    rows.add(Row.HEADER);
    var healthy = true;
    var shown = new HashSet<String>();
    try (var health = new ComponentHealth(spec, directory)) {
      for (var launch : new Components(spec, directory, pki).all()) {
        var name = spec.singleProcess() ? SingleProcess.NAME : launch.name();
        var process = new ComponentProcess(name, directory.run(), directory.log(name));
        var row = row(launch.name(), process, health, shown.add(name));
        healthy &= row.health().equals(ComponentHealth.OK);
        rows.add(row);
      }
    }
    print(rows);
    return healthy ? 0 : 1;
  }

  /**
   * @param first whether no row above is about the same process, whose memory is told once
   */
  private static Row row(
      String component, ComponentProcess process, ComponentHealth health, boolean first)
      throws IOException {
    var log = process.logFile().toString();
    var found = process.find();
    if (found.isEmpty()) {
      return new Row(component, "-", "-", "-", "not running", log);
    }
    var handle = found.get();
    var uptime =
        ComponentProcess.startedAt(handle)
            .map(start -> format(Duration.between(start, Instant.now())))
            .orElse("?");
    var memory = first ? memory(handle.pid()) : "shared";
    return new Row(
        component, Long.toString(handle.pid()), uptime, memory, health.of(component), log);
  }

  /** Proportional set size where the kernel tells it. */
  private static String memory(long pid) throws IOException {
    var file = Path.of("/proc/" + pid + "/smaps_rollup");
    if (!Files.isReadable(file)) {
      return "?";
    }
    for (var line : Files.readAllLines(file)) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB";
      }
    }
    return "?";
  }

  private static String format(Duration duration) {
    if (duration.toHours() >= 24) {
      return duration.toDays() + "d" + duration.toHoursPart() + "h";
    }
    if (duration.toMinutes() >= 60) {
      return duration.toHours() + "h" + duration.toMinutesPart() + "m";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + "m" + duration.toSecondsPart() + "s"
        : duration.toSeconds() + "s";
  }

  private static void print(List<Row> rows) {
    var widths = new int[6];
    for (var row : rows) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.cells().get(i).length());
      }
    }
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < widths.length; i++) {
        line.append(row.cells().get(i))
            .append(" ".repeat(widths[i] - row.cells().get(i).length() + 3));
      }
      System.out.println(line.toString().stripTrailing());
    }
  }
}
