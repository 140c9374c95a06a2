package io.coxswain.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a component's JVM is started: this JVM's own {@code java}, the installation's class path, and
 * its AOT cache where one was made.
 *
 * @param home the installation: {@code dist/} is in it
 */
public record Jvm(Path javaHome, Path home) {

  /**
   * The optimizing compiler waits four times as long as usual, and does not begin with what it
   * compiled in training: under load that is a second's difference, and a start costs a third less.
   */
  private static final List<String> PATIENT_COMPILER =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=5000",
          "-XX:Tier4CompileThreshold=40000",
          "-XX:Tier4BackEdgeThreshold=160000");

  /**
   * The installation this launcher runs from, as its start script says in {@code coxswain.home}.
   */
  public static Jvm current() {
    var home = System.getProperty("coxswain.home");
    if (home == null) {
      throw new IllegalStateException(
          "start the launcher through ./cox: the property coxswain.home is not set");
    }
    return new Jvm(Path.of(System.getProperty("java.home")), Path.of(home));
  }

  /**
   * The command line of a main class with at most this much heap.
   *
   * @param cache name of the AOT cache: {@code components} has every class, {@code clients} those
   *     of the small processes
   * @param heapMegabytes on a small machine; where the optimizing compiler is on, an eighth of a
   *     large one
   * @param optimized whether the optimizing compiler is on and much may be young; without it a JVM
   *     starts quicker and is smaller
   */
  public List<String> command(
      String mainClass, String cache, int heapMegabytes, boolean optimized, List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(javaHome.resolve("bin/java").toString());
    var cacheFile = home.resolve("dist/aot/" + cache + ".aot");
    if (Files.exists(cacheFile)) {
      command.add("-XX:AOTCache=" + cacheFile);
      // at the address it was made for its pages are shared by all components; moved, each JVM
      // writes its own copy of most of them: 40 MB and 100 ms each
      command.add("-XX:+IgnoreUnrecognizedVMOptions"); // a diagnostic option may go with a JDK
      command.add("-XX:+UnlockDiagnosticVMOptions");
      command.add("-XX:ArchiveRelocationMode=0");
      command.add("-XX:-AOTReplayTraining");
    }
    if (optimized) {
      command.addAll(PATIENT_COMPILER);
      // what is young grows by itself only when all is collected; until then a busy server would
      // go through all its roots for every 4 MB
      command.add("-Xms" + (16 + heapMegabytes / 16) + "m");
      command.add("-XX:NewSize=" + heapMegabytes / 16 + "m");
    } else {
      command.add("-Xms16m");
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx" + (optimized ? grown(heapMegabytes) : heapMegabytes) + "m",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpicocli.disable.closures=true",
            "-Dslf4j.internal.verbosity=WARN",
            "-Dio.netty.jfr.enabled=false",
            "-Dslf4j.provider=io.coxswain.cluster.logging.QuickLogging",
            "-Djava.library.path=" + home.resolve("dist/native"),
            "-Dorg.sqlite.lib.path=" + home.resolve("dist/native"),
            "-Dcoxswain.home=" + home,
            "-cp",
            Files.readString(home.resolve("dist/classpath")).strip(),
            mainClass));
    command.addAll(arguments);
    return command;
  }

  /** Nothing of it is taken before it is needed: 100,000 objects of 1 KB need 300 MB. */
  private static int grown(int heapMegabytes) throws IOException {
    var memory = Path.of("/proc/meminfo");
    if (!Files.isReadable(memory)) {
      return heapMegabytes;
    }
    var eighth = 0L;
    for (var line : Files.readAllLines(memory)) {
      if (line.startsWith("MemTotal:")) {
        eighth = Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024 / 8;
      }
    }
    return (int) Math.clamp(eighth, heapMegabytes, 8L * heapMegabytes);
  }
}
