package io.coxswain.apiserver.audit.backend;

import io.coxswain.apiserver.audit.backend.AuditOptions.Rotation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log file that is put aside when it is full, named and kept as lumberjack does it: {@code
 * audit-2026-01-02T03-04-05.678.log}, with {@code .gz} where it is compressed. Writers exclude each
 * other; old files are looked after on a thread of their own.
 */
final class RollingFile extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(RollingFile.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS").withZone(ZoneOffset.UTC);
  private static final String COMPRESSED = ".gz";
  private static final int DEFAULT_MEGABYTES = 100;

  private final Path file;
  private final String prefix;
  private final String extension;
  private final Rotation rotation;
  private final long most;
  private final InstantSource clock;
  private @Nullable OutputStream out;
  private long size;
  private @Nullable Thread caretaker;

  private record Backup(Path file, Instant time) {}

  private RollingFile(Path file, Rotation rotation, long most, InstantSource clock) {
    this.file = file;
    this.rotation = rotation;
    this.most = most;
    this.clock = clock;
    var name = file.getFileName().toString();
    var dot = name.lastIndexOf('.');
    prefix = (dot < 0 ? name : name.substring(0, dot)) + "-";
    extension = dot < 0 ? "" : name.substring(dot);
  }

  /** Opens a file for more, or makes it, readable by its owner alone. */
  static RollingFile open(Path path, Rotation rotation, InstantSource clock) throws IOException {
    var megabytes = rotation.maxMegabytes() == 0 ? DEFAULT_MEGABYTES : rotation.maxMegabytes();
    return open(path, rotation, megabytes * 1024L * 1024, clock);
  }

  /** As above, with a limit in bytes. */
  static RollingFile open(Path path, Rotation rotation, long most, InstantSource clock)
      throws IOException {
    var file = path.toAbsolutePath();
    var directory = file.getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var rolling = new RollingFile(file, rotation, most, clock);
    rolling.begin();
    rolling.lookAfterOld();
    return rolling;
  }

  private void begin() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    out = Files.newOutputStream(file, StandardOpenOption.APPEND);
    size = Files.size(file);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > most) {
      throw new IOException("write length " + length + " exceeds maximum file size " + most);
    }
    if (size + length > most) {
      roll();
    }
    var target = out;
    if (target == null) {
      throw new IOException(file + " is closed");
    }
    target.write(bytes, offset, length);
    size += length;
  }

  /** The file that is full stays open until it is put aside: where that fails, the next tries. */
  private void roll() throws IOException {
    Files.move(file, file.resolveSibling(prefix + TIME.format(clock.instant()) + extension));
    close();
    begin();
    lookAfterOld();
  }

  private void lookAfterOld() {
    var before = caretaker;
    caretaker =
        Thread.ofPlatform()
            .daemon()
            .name("audit-log-files")
            .start(
                () -> {
                  try {
                    if (before != null) {
                      before.join();
                    }
                    removeAndCompress();
                  } catch (IOException e) {
                    LOG.warn("old files beside {} can't be looked after: {}", file, e.toString());
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  private void removeAndCompress() throws IOException {
    var youngest = clock.instant().minus(Duration.ofDays(rotation.maxAgeDays()));
    var kept = 0;
    for (var backup : backups()) {
      if (rotation.maxBackups() > 0 && kept == rotation.maxBackups()
          || rotation.maxAgeDays() > 0 && backup.time.isBefore(youngest)) {
        Files.delete(backup.file);
        continue;
      }
      kept++;
      if (rotation.compress() && !backup.file.toString().endsWith(COMPRESSED)) {
        compress(backup.file);
      }
    }
  }

  /** Files that were put aside, the youngest first; what has another name is none. */
  private List<Backup> backups() throws IOException {
    var backups = new ArrayList<Backup>();
    try (var files = Files.newDirectoryStream(file.resolveSibling(""), prefix + "*")) {
      for (var each : files) {
        var name = each.getFileName().toString();
        var plain =
            name.endsWith(extension + COMPRESSED)
                ? name.substring(0, name.length() - COMPRESSED.length())
                : name;
        if (!plain.endsWith(extension)) {
          continue;
        }
        var time = plain.substring(prefix.length(), plain.length() - extension.length());
        try {
          backups.add(new Backup(each, TIME.parse(time, Instant::from)));
        } catch (DateTimeParseException e) {
          LOG.debug("{} is no backup of {}", each, file);
        }
      }
    }
    backups.sort(Comparator.comparing(Backup::time).reversed());
    return backups;
  }

  private static void compress(Path plain) throws IOException {
    var target = plain.resolveSibling(plain.getFileName() + COMPRESSED);
    Files.deleteIfExists(target); // left behind by one who was interrupted
    Files.createFile(
        target, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(plain)));
    try (var out = new GZIPOutputStream(Files.newOutputStream(target))) {
      Files.copy(plain, out);
    }
    Files.delete(plain);
  }

  /** Waits until old files have been looked after. */
  void awaitCaretaker() throws InterruptedException {
    var running = caretaker;
    if (running != null) {
      running.join();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    var open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}
