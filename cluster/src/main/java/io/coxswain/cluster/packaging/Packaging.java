package io.coxswain.cluster.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prepares {@code dist/}: jars that AOT caches take, and native libraries. Run by the build. */
public final class Packaging {
  private Packaging() {}

  /** Argument: {@code dist/}, with the jars in {@code lib/}. */
  public static void main(String[] arguments) throws IOException {
    var home = Path.of(arguments[0]);
    try (var files = Files.newDirectoryStream(home.resolve("lib"), "*.jar")) {
      for (var jar : files) {
        if (CacheableJar.rewrite(jar)) {
          System.out.println("made cacheable: " + jar.getFileName());
        }
      }
    }
    NativeLibraries.unpack(home.resolve("lib"), home.resolve("native"));
  }
}
