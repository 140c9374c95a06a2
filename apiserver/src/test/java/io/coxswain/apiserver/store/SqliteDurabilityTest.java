package io.coxswain.apiserver.store;

import static io.coxswain.apiserver.store.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power failure leaves of the embedded store's files: a log that was cut, damaged or
 * followed by older frames, a database in the middle of a checkpoint. Each opens with every write
 * whose sync came before the cut, whole, and nothing else.
 */
final class SqliteDurabilityTest {
  private static final int WRITES = 40;

  @TempDir Path directory;

  /** How long the log was when a write was acknowledged, and what was stored then. */
  private record Acknowledged(long logSize, Map<String, String> values) {}

  private final Random random = new Random(7);

  @Test
  void aCutLogHasEveryWriteThatWasAcknowledgedBeforeTheCut() throws IOException {
    var acknowledged = new ArrayList<Acknowledged>();
    var crashed = crash(acknowledged);
    var length = Files.size(log(crashed));
    assertThat(acknowledged.getLast().logSize()).isEqualTo(length);
    var cuts = new ArrayList<Long>();
    for (var step : acknowledged) {
      cuts.add(step.logSize() - random.nextInt(2));
    }
    cuts.removeIf(cut -> cut < 0);
    for (var i = 0; i < 30; i++) {
      cuts.add(random.nextLong(length + 1));
    }
    for (var cut : cuts) {
      var files = copy(crashed, "cut");
      cut(log(files), Math.min(cut, length));
      assertThat(values(files)).as("cut at %d", cut).isEqualTo(expected(acknowledged, cut));
    }
  }

  @Test
  void aDamagedLogEndsBeforeTheDamage() throws IOException {
    var acknowledged = new ArrayList<Acknowledged>();
    var crashed = crash(acknowledged);
    for (var i = 0; i < 25; i++) {
      var files = copy(crashed, "damaged");
      var bytes = Files.readAllBytes(log(files));
      var position = random.nextInt(32, bytes.length); // behind the log's own header
      bytes[position] ^= (byte) (1 << random.nextInt(8));
      Files.write(log(files), bytes);
      assertThat(values(files))
          .as("bit changed at %d", position)
          .isEqualTo(expected(acknowledged, position));
    }
  }

  @Test
  void aCheckpointThatWasCutIsRepeatedFromTheLog() throws IOException {
    var acknowledged = new ArrayList<Acknowledged>();
    var crashed = crash(acknowledged);
    var all = acknowledged.getLast().values();
    var before = Files.readAllBytes(database(crashed));
    var finished = copy(crashed, "finished");
    assertThat(values(finished)).isEqualTo(all); // closing it checkpoints
    var after = Files.readAllBytes(database(finished));
    assertThat(after.length).isGreaterThan(before.length);
    for (var i = 0; i < 25; i++) {
      var files = copy(crashed, "checkpoint");
      Files.write(database(files), torn(before, after));
      assertThat(values(files)).isEqualTo(all);
    }
  }

  @Test
  void framesOfAnEarlierRoundOfTheLogAreNotTakenForNewOnes() throws IOException {
    var files = directory.resolve("rounds");
    var values = new TreeMap<String, String>();
    try (var store = SqliteStore.open(files)) {
      for (var i = 0; values.size() < 1_000 || round(log(files)) == 0; i++) {
        assertThat(i).as("writes until the log begins anew").isLessThan(10_000);
        var value = i + "-" + "x".repeat(random.nextInt(600));
        assertThat(store.create("/registry/things/" + i, bytes(value)))
            .isInstanceOf(Store.Outcome.Done.class);
        values.put("/registry/things/" + i, value);
      }
      assertThat(values(copy(files, "crashed-rounds"))).isEqualTo(values);
    }
  }

  /** Writes, and copies the files as they are while the store is open. */
  private Path crash(List<Acknowledged> acknowledged) throws IOException {
    var files = directory.resolve("store");
    SqliteStore.open(files).close(); // an empty database that is complete without its log
    try (var store = SqliteStore.open(files)) {
      acknowledged.add(new Acknowledged(0, Map.of()));
      write(store, files, WRITES, acknowledged);
      return copy(files, "crashed");
    }
  }

  /** Creates, now and then deletes; some values are larger than a page. */
  private void write(Store store, Path files, int count, List<Acknowledged> acknowledged)
      throws IOException {
    var values = new TreeMap<String, String>();
    for (var i = 0; i < count; i++) {
      var filling = "x".repeat(random.nextInt(9) == 0 ? 10_000 : random.nextInt(600));
      var value = i + "-" + filling + "-" + i;
      var key = "/registry/things/" + i;
      assertThat(store.create(key, bytes(value))).isInstanceOf(Store.Outcome.Done.class);
      values.put(key, value);
      acknowledged.add(new Acknowledged(Files.size(log(files)), new TreeMap<>(values)));
      if (i % 7 == 3) {
        var earlier = "/registry/things/" + (i - 3);
        var revision = store.get(earlier).modRevision();
        assertThat(store.delete(earlier, revision)).isInstanceOf(Store.Outcome.Done.class);
        values.remove(earlier);
        acknowledged.add(new Acknowledged(Files.size(log(files)), new TreeMap<>(values)));
      }
    }
  }

  /** How often the log was begun anew: the number that SQLite counts in its header. */
  private static int round(Path log) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(log)).getInt(12);
  }

  /** What was acknowledged with a log of at most this length. */
  private static Map<String, String> expected(List<Acknowledged> acknowledged, long length) {
    return acknowledged.stream()
        .filter(step -> step.logSize() <= length)
        .reduce((first, second) -> second)
        .orElseThrow()
        .values();
  }

  private static Map<String, String> values(Path files) throws IOException {
    var values = new TreeMap<String, String>();
    try (var store = SqliteStore.open(files)) {
      store
          .range("/registry/things/", null, 0, 0)
          .items()
          .forEach(item -> values.put(item.key(), StoreContract.text(item)));
    }
    return values;
  }

  /** Pages of either version, and an end anywhere between the two. */
  private byte[] torn(byte[] before, byte[] after) {
    var length = before.length + random.nextInt(after.length - before.length + 1);
    var torn = Arrays.copyOf(before, length);
    for (var page = 0; page * 4096 < length; page++) {
      if (random.nextBoolean()) {
        var end = Math.min(length, (page + 1) * 4096);
        System.arraycopy(after, page * 4096, torn, page * 4096, end - page * 4096);
      }
    }
    return torn;
  }

  private static void cut(Path file, long length) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private Path copy(Path from, String name) throws IOException {
    var to = Files.createDirectories(directory.resolve(name));
    for (var file : List.of("store.db", "store.db-wal")) {
      Files.deleteIfExists(to.resolve(file));
      if (Files.exists(from.resolve(file))) {
        Files.copy(from.resolve(file), to.resolve(file));
      }
    }
    Files.deleteIfExists(to.resolve("store.db-shm"));
    return to;
  }

  private static Path database(Path files) {
    return files.resolve("store.db");
  }

  private static Path log(Path files) {
    return files.resolve("store.db-wal");
  }
}
