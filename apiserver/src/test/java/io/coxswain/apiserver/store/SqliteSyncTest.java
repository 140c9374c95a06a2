package io.coxswain.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 leaves what was written in the kernel's memory, so it can't show that a write had reached
 * the disk. A trace of the system calls can: between a value's way into the log and its
 * acknowledgement the log is synced.
 */
@Tag("engine")
final class SqliteSyncTest {
  private static final int WRITERS = 4;
  private static final int WRITES = 60;
  private static final Pattern VALUE = Pattern.compile("value-\\d+-\\d+;");

  @TempDir Path directory;

  @Test
  void everyAcknowledgementComesAfterASyncOfWhatItAcknowledges() throws Exception {
    var trace = directory.resolve("trace");
    var process =
        new ProcessBuilder(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-y",
                "-s",
                "20000",
                "-e",
                "trace=pwrite64,write,fdatasync,fsync",
                "-o",
                trace.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                directory.resolve("store").toString())
            .redirectOutput(directory.resolve("acknowledged").toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("errors"))).isZero();
    var calls = new Trace();
    try (var lines = Files.lines(trace)) {
      lines.forEach(calls::read);
    }
    assertThat(calls.tooEarly).isEmpty();
    assertThat(calls.acknowledged).isEqualTo(WRITERS * WRITES);
    assertThat(calls.syncs).isPositive();
  }

  /** Reads strace's lines in their order, which is that of the calls. */
  private static final class Trace {
    /** Values in the log and how many syncs had begun before; those of finished syncs are gone. */
    private final Map<String, Integer> unsynced = new HashMap<>();

    private final Map<String, Integer> startOf = new HashMap<>();
    private final List<String> seen = new ArrayList<>();
    private final List<String> tooEarly = new ArrayList<>();
    private int begun;
    private int syncs;
    private int acknowledged;

    void read(String line) {
      var thread = line.substring(0, line.indexOf(' '));
      if (line.contains("pwrite64(") && line.contains("store.db-wal>")) {
        written(line);
      } else if (line.contains("sync(") && line.contains("store.db-wal>")) {
        startOf.put(thread, begun++);
        if (line.endsWith(" = 0")) {
          synced(thread);
        }
      } else if (line.contains("sync resumed>") && startOf.containsKey(thread)) {
        assertThat(line).endsWith(" = 0");
        synced(thread);
      } else if (line.contains(" write(1<")) {
        acknowledged(line);
      }
    }

    private void written(String line) {
      for (var matcher = VALUE.matcher(line); matcher.find(); ) {
        if (!seen.contains(matcher.group())) {
          seen.add(matcher.group());
          unsynced.put(matcher.group(), begun);
        }
      }
    }

    /** What was in the log before the sync began is on the disk. */
    private void synced(String thread) {
      var start = startOf.remove(thread);
      unsynced.values().removeIf(before -> before <= start);
      syncs++;
    }

    private void acknowledged(String line) {
      for (var matcher = VALUE.matcher(line); matcher.find(); ) {
        acknowledged++;
        if (!seen.contains(matcher.group()) || unsynced.containsKey(matcher.group())) {
          tooEarly.add(matcher.group());
        }
      }
    }
  }

  /** Writes with several threads and prints each value once it is acknowledged. */
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      try (var store = SqliteStore.open(Path.of(arguments[0]));
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var writer = 0; writer < WRITERS; writer++) {
          var name = "value-" + writer + "-";
          threads.submit(
              () -> {
                for (var i = 0; i < WRITES; i++) {
                  var value = name + i + ";";
                  store.create("/registry/sync/" + value, StoreContract.bytes(value));
                  synchronized (System.out) {
                    System.out.println(value);
                  }
                }
              });
        }
      }
    }
  }
}
