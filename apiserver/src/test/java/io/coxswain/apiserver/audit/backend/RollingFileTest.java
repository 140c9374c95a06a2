package io.coxswain.apiserver.audit.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.apiserver.audit.backend.AuditOptions.Rotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log file that is put aside when it is full. */
class RollingFileTest {
  @TempDir Path directory;
  private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
  private final InstantSource clock = () -> now;

  private RollingFile open(Rotation rotation) throws IOException {
    return RollingFile.open(directory.resolve("logs/audit.log"), rotation, 10, clock);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(directory.resolve("logs"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(directory.resolve("logs").resolve(file));
  }

  private static void write(RollingFile file, String... lines) throws IOException {
    for (var line : lines) {
      file.write(line.getBytes(UTF_8));
    }
  }

  @Test
  void aFullFileGetsTheTimeInItsName() throws Exception {
    try (var file = open(new Rotation(0, 0, 0, false))) {
      write(file, "12345\n", "abc\n", "next\n");
    }
    assertThat(files()).containsExactly("audit-2026-01-02T03-04-05.678.log", "audit.log");
    assertThat(text("audit-2026-01-02T03-04-05.678.log")).isEqualTo("12345\nabc\n");
    assertThat(text("audit.log")).isEqualTo("next\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("logs/audit.log"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsThereIsWrittenOn() throws Exception {
    try (var file = open(new Rotation(0, 0, 0, false))) {
      write(file, "12345\n");
    }
    try (var file = open(new Rotation(0, 0, 0, false))) {
      write(file, "abc\n");
      assertThat(text("audit.log")).isEqualTo("12345\nabc\n");
      write(file, "x\n");
      assertThat(files()).hasSize(2);
    }
  }

  @Test
  void aLineThatFitsInNoFileIsRefused() throws Exception {
    try (var file = open(new Rotation(0, 0, 0, false))) {
      assertThatThrownBy(() -> write(file, "12345678901"))
          .isInstanceOf(IOException.class)
          .hasMessage("write length 11 exceeds maximum file size 10");
    }
  }

  @Test
  void aFileThatCantBePutAsideIsTriedAgain() throws Exception {
    try (var file = open(new Rotation(0, 0, 0, false))) {
      Files.createDirectory(directory.resolve("logs/audit-2026-01-02T03-04-05.678.log"));
      write(file, "first 10.\n");
      assertThatThrownBy(() -> write(file, "lost\n")).isInstanceOf(IOException.class);
      now = now.plusSeconds(1);
      write(file, "next\n");
    }
    assertThat(text("audit-2026-01-02T03-04-06.678.log")).isEqualTo("first 10.\n");
    assertThat(text("audit.log")).isEqualTo("next\n");
  }

  @Test
  void theOldestAreRemovedAndOthersCompressed() throws Exception {
    try (var file = open(new Rotation(0, 2, 0, true))) {
      Files.writeString(directory.resolve("logs/audit-mine.log"), "not of the log");
      for (var i = 0; i < 5; i++) {
        now = now.plusSeconds(1);
        write(file, "line " + i + "..\n");
      }
      file.awaitCaretaker();
    }
    assertThat(files())
        .containsExactly(
            "audit-2026-01-02T03-04-09.678.log.gz",
            "audit-2026-01-02T03-04-10.678.log.gz",
            "audit-mine.log",
            "audit.log");
    try (var compressed =
        new GZIPInputStream(
            Files.newInputStream(directory.resolve("logs/audit-2026-01-02T03-04-10.678.log.gz")))) {
      assertThat(compressed.readAllBytes()).asString(UTF_8).isEqualTo("line 3..\n");
    }
  }

  @Test
  void whatIsTooOldIsRemoved() throws Exception {
    try (var file = open(new Rotation(1, 0, 0, false))) {
      write(file, "first 10.\n", "second 10\n");
      file.awaitCaretaker();
      now = now.plus(Duration.ofDays(2));
      write(file, "third 10.\n");
      file.awaitCaretaker();
    }
    assertThat(files()).containsExactly("audit-2026-01-04T03-04-05.678.log", "audit.log");
  }
}
