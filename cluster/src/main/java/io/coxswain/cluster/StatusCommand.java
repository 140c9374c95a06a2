package io.coxswain.cluster;

import io.coxswain.cluster.pki.Pki;
import io.coxswain.cluster.process.ComponentProcess;
import io.coxswain.cluster.process.Jvm;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
    description = "Shows the cluster's processes.",
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
    var launcher =
        new Launcher(
            spec, directory, Jvm.current(), new Progress(System.err, InstantSource.system()));
    var rows = new ArrayList<Row>();
    rows.add(Row.HEADER);
    var healthy = true;
    for (var launch : launcher.launches(pki)) {
      var row = row(launcher.process(launch.name()), spec, directory);
      healthy &= row.health().equals("ok");
      rows.add(row);
    }
    print(rows);
    return healthy ? 0 : 1;
  }

  private static Row row(ComponentProcess process, ClusterSpec spec, ClusterDirectory directory)
      throws IOException {
    var found = process.find();
    if (found.isEmpty()) {
      return new Row(process.name(), "-", "-", "-", "not running", process.logFile().toString());
    }
    var handle = found.get();
    var uptime =
        ComponentProcess.startedAt(handle)
            .map(start -> format(Duration.between(start, Instant.now())))
            .orElse("?");
    return new Row(
        process.name(),
        Long.toString(handle.pid()),
        uptime,
        memory(handle.pid()),
        health(process.name(), spec, directory),
        process.logFile().toString());
  }

  private static String health(String name, ClusterSpec spec, ClusterDirectory directory)
      throws IOException {
    if (name.equals("kube-apiserver") || name.equals("coxswain")) {
      try (var client =
          io.coxswain.client.KubernetesClient.connect(
              io.coxswain.client.Kubeconfig.read(directory.kubeconfig()))) {
        return new Readiness(spec, client).apiReady().orElse("ok");
      }
    }
    var port = spec.healthPorts().get(name);
    if (port == null) {
      return "unknown";
    }
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/healthz").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(2000);
      var code = connection.getResponseCode();
      return code == 200 ? "ok" : "HTTP " + code;
    } catch (IOException e) {
      return "no answer";
    }
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
