package io.coxswain.kubectl.kustomize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that a kustomization may read, by absolute path. */
public interface FileTree {
  /** The file's content; null where there is no such file. */
  byte @Nullable [] read(Path file);

  boolean isDirectory(Path path);

  /** The path without links, as far as it exists. */
  Path real(Path path);

  /** The files of this machine. */
  static FileTree ofDisk() {
    return new FileTree() {
      @Override
      public byte @Nullable [] read(Path file) {
        try {
          return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
      }

      @Override
      public Path real(Path path) {
        var parent = path.getParent();
        try {
          return parent == null || Files.exists(path)
              ? path.toRealPath()
              : real(parent).resolve(path.getFileName()).normalize();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
