package io.coxswain.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a process that writes: nothing that it was told is written may be lost. */
@Tag("engine")
final class SqliteCrashTest {
  private static final int ROUNDS = 5;
  @TempDir Path directory;

  @Test
  void acknowledgedWritesSurviveTheEndOfTheProcess() throws Exception {
    var acknowledged = new TreeMap<String, Long>();
    var random = new Random(42);
    for (var round = 0; round < ROUNDS; round++) {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  directory.toString(),
                  String.valueOf(round))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var enough = 200 + random.nextInt(2000);
      var seen = 0;
      try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          var parts = line.split(" ");
          if (parts.length == 3) { // the last line may be cut off
            acknowledged.put(parts[0], Long.parseLong(parts[1]));
          }
          if (++seen == enough) {
            process.toHandle().destroyForcibly(); // the process object would close its output
          }
        }
      }
      process.waitFor();
      assertThat(seen).isGreaterThanOrEqualTo(enough);
      check(acknowledged);
    }
  }

  private void check(TreeMap<String, Long> acknowledged) throws IOException {
    try (var store = SqliteStore.open(directory)) {
      var stored = store.range("/registry/crash/", null, 0, 0);
      var found = new TreeMap<String, Long>();
      stored.items().forEach(item -> found.put(item.key(), item.modRevision()));
      assertThat(found).containsAllEntriesOf(acknowledged);
      assertThat(store.currentRevision()).isGreaterThanOrEqualTo(stored.revision());
    }
  }

  /** Writes with several threads and prints what was acknowledged. */
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      var store = SqliteStore.open(Path.of(arguments[0]));
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      for (var thread : List.of(0, 1, 2, 3, 4, 5, 6, 7)) {
        threads.submit(
            () -> {
              for (var i = 0; ; i++) {
                var key = "/registry/crash/" + arguments[1] + "-" + thread + "-" + i;
                var outcome = store.create(key, StoreContract.bytes("{\"n\":" + i + "}"));
                var revision = ((Store.Outcome.Done) outcome).revision();
                synchronized (System.out) {
                  System.out.println(key + " " + revision + " .");
                }
              }
            });
      }
      threads.close();
    }
  }
}
