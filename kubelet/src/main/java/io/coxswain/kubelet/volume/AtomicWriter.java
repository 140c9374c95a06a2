package io.coxswain.kubelet.volume;

import io.coxswain.kubelet.volume.VolumeFiles.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a volume's files so that readers see all of them change at once: a new directory, and the
 * symbolic link {@code ..data} swung to it by a rename; each visible name is a link through it.
 */
final class AtomicWriter {
  private static final String DATA = "..data";

  private final Path target;
  private final @Nullable Long group;

  /**
   * @param group who owns the files besides root (fsGroup); null for root
   */
  AtomicWriter(Path target, @Nullable Long group) {
    this.target = target;
    this.group = group;
  }

  /** Writes unless everything is there already; true where something changed. */
  boolean write(Map<String, Content> files) throws IOException {
    Files.createDirectories(target);
    var data = target.resolve(DATA);
    var old = Files.isSymbolicLink(data) ? target.resolve(Files.readSymbolicLink(data)) : null;
    if (old != null && same(old, files)) {
      return false;
    }
    var fresh = Files.createTempDirectory(target, "..");
    mode(fresh, 0755);
    for (var file : files.entrySet()) {
      var path = inside(fresh, file.getKey());
      var parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(path, file.getValue().bytes());
      mode(path, file.getValue().mode());
    }
    var temporary = target.resolve("..data_tmp");
    Files.deleteIfExists(temporary);
    Files.createSymbolicLink(temporary, fresh.getFileName());
    Files.move(temporary, data, StandardCopyOption.ATOMIC_MOVE);
    link(files.keySet());
    if (old != null) {
      deleteTree(old);
    }
    return true;
  }

  private static Path inside(Path root, String relative) throws IOException {
    var path = root.resolve(relative).normalize();
    if (!path.startsWith(root)) {
      throw new IOException("the path " + relative + " leads out of the volume");
    }
    return path;
  }

  private static boolean same(Path old, Map<String, Content> files) throws IOException {
    try (var walk = Files.walk(old)) {
      var there =
          walk.filter(Files::isRegularFile)
              .map(p -> old.relativize(p).toString())
              .collect(Collectors.toSet());
      if (!there.equals(files.keySet())) {
        return false;
      }
    } catch (NoSuchFileException gone) {
      return false;
    }
    for (var file : files.entrySet()) {
      if (!Arrays.equals(Files.readAllBytes(old.resolve(file.getKey())), file.getValue().bytes())) {
        return false;
      }
    }
    return true;
  }

  /** Visible names are the first parts of the paths. */
  private void link(Set<String> paths) throws IOException {
    var wanted = new HashSet<String>();
    for (var path : paths) {
      wanted.add(path.contains("/") ? path.substring(0, path.indexOf('/')) : path);
    }
    try (var entries = Files.list(target)) {
      for (var entry : entries.toList()) {
        var name = entry.getFileName().toString();
        if (!name.startsWith("..") && !wanted.contains(name)) {
          Files.deleteIfExists(entry);
        }
      }
    }
    for (var name : wanted) {
      var link = target.resolve(name);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of(DATA, name));
      }
    }
  }

  private void mode(Path path, int mode) throws IOException {
    var bits = mode;
    if (group != null) {
      Files.setAttribute(path, "unix:gid", group.intValue());
      bits |= Files.isDirectory(path) ? 0050 : 0040;
    }
    Files.setAttribute(path, "unix:mode", bits);
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var walk = Files.walk(root)) {
      for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
