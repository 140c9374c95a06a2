package io.coxswain.apiserver.store;

import static io.coxswain.apiserver.store.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without space: each write is refused and says why, until there is space again. */
@Tag("engine")
final class SqliteFullDiskTest {
  @TempDir Path disk;

  @BeforeEach
  void mount() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  @Test
  void writesAreRefusedUntilThereIsSpace() throws IOException {
    var filler = disk.resolve("filler");
    try (var store = SqliteStore.open(disk.resolve("store"))) {
      assertThat(create(store, "before")).isInstanceOf(Store.Outcome.Done.class);
      fill(filler);
      for (var i = 0; i < 3; i++) {
        var key = "refused-" + i;
        assertThatThrownBy(() -> create(store, key))
            .hasMessageContaining("database or disk is full");
        assertThat(store.get("/registry/full/" + key)).isNull();
      }
      assertThat(store.get("/registry/full/before")).isNotNull();
      Files.delete(filler);
      assertThat(create(store, "after")).isInstanceOf(Store.Outcome.Done.class);
    }
    try (var store = SqliteStore.open(disk.resolve("store"))) {
      assertThat(store.range("/registry/full/", null, 0, 0).items())
          .extracting(Store.Stored::key)
          .containsExactly("/registry/full/after", "/registry/full/before");
    }
  }

  private static Store.Outcome create(Store store, String name) {
    return store.create("/registry/full/" + name, bytes("x".repeat(100_000)));
  }

  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
