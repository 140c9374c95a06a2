package io.coxswain.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A component's process, known across launcher runs by {@code DIR/run/NAME.pid}: the pid, the
 * instant the kernel says it started, so that another process that got the same pid later is never
 * taken for it, and the command it was started with.
 */
public final class ComponentProcess {
  private final String name;
  private final Path pidFile;
  private final Path logFile;

  public ComponentProcess(String name, Path runDirectory, Path logFile) {
    this.name = name;
    this.pidFile = runDirectory.resolve(name + ".pid");
    this.logFile = logFile;
  }

  public String name() {
    return name;
  }

  public Path logFile() {
    return logFile;
  }

  /** The running process, if it is ours and alive. */
  public Optional<ProcessHandle> find() throws IOException {
    var record = read();
    if (record.size() < 2) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(record.get(0)))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> !isZombie(handle.pid()))
        .filter(handle -> startOf(handle).equals(record.get(1)));
  }

  /** Whether the running process was started with exactly this command. */
  public boolean runs(List<String> command) throws IOException {
    var record = read();
    return record.size() == 3 && record.get(2).equals(fingerprint(command)) && find().isPresent();
  }

  /** Starts the command in a session of its own, its output appended to the log file. */
  public ProcessHandle start(List<String> command, Path workingDirectory) throws IOException {
    Files.createDirectories(logFile.getParent());
    var whole = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      whole.add("/usr/bin/setsid");
    }
    whole.addAll(command);
    var process =
        new ProcessBuilder(whole)
            .directory(workingDirectory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
            .start();
    var handle = process.toHandle();
    Files.writeString(
        pidFile, handle.pid() + "\n" + startOf(handle) + "\n" + fingerprint(command) + "\n");
    return handle;
  }

  /**
   * Asks the process to end, without waiting for it.
   *
   * @return whether there was one
   */
  public boolean askToEnd() throws IOException {
    var found = find();
    found.ifPresent(ProcessHandle::destroy);
    return found.isPresent();
  }

  /**
   * Ends the process: SIGTERM, then SIGKILL after the grace period.
   *
   * @return whether there was one
   */
  public boolean stop(Duration grace) throws IOException, InterruptedException {
    var found = find();
    if (found.isPresent()) {
      var handle = found.get();
      handle.destroy();
      if (!exited(handle, grace)) {
        handle.destroyForcibly();
        exited(handle, grace);
      }
    }
    Files.deleteIfExists(pidFile);
    return found.isPresent();
  }

  /** When the process was started, for uptimes. */
  public static Optional<Instant> startedAt(ProcessHandle handle) {
    return handle.info().startInstant();
  }

  /** Looks itself: the JDK looks at a process that is not its child up to two seconds late. */
  private static boolean exited(ProcessHandle handle, Duration grace) throws InterruptedException {
    var deadline = System.nanoTime() + grace.toNanos();
    while (handle.isAlive() && !isZombie(handle.pid())) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  /** Dead, but not yet waited for by its parent: the kernel still answers for its pid. */
  private static boolean isZombie(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false; // no /proc here, or it is gone; isAlive has the last word
    }
  }

  private List<String> read() throws IOException {
    return Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
  }

  private static String startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static String fingerprint(List<String> command) {
    return Integer.toHexString(command.hashCode());
  }
}
