package io.coxswain.cluster.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/**
 * Takes the native libraries of this machine's kind out of the jars, so that no start of a JVM has
 * to. Elsewhere than on Linux their owners unpack them themselves.
 */
public final class NativeLibraries {
  private NativeLibraries() {}

  /** Copies the libraries of all jars in a folder to another one. */
  public static void unpack(Path jars, Path target) throws IOException {
    Files.createDirectories(target);
    var wanted = wanted(System.getProperty("os.name"), System.getProperty("os.arch"));
    try (var files = Files.newDirectoryStream(jars, "*.jar")) {
      for (var file : files) {
        try (var jar = new JarFile(file.toFile(), false)) {
          for (var name : wanted) {
            copy(jar, name, target);
          }
        }
      }
    }
  }

  /** Entry names of the libraries for an operating system and a processor as Java names them. */
  static List<String> wanted(String system, String processor) {
    if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
      return List.of();
    }
    var arm = processor.equals("aarch64");
    var netty = arm ? "aarch_64" : "x86_64";
    return List.of(
        "META-INF/native/libnetty_tcnative_linux_" + netty + ".so",
        "META-INF/native/libnetty_transport_native_epoll_" + netty + ".so",
        "org/sqlite/native/Linux/" + (arm ? "aarch64" : "x86_64") + "/libsqlitejdbc.so");
  }

  private static void copy(JarFile jar, String name, Path target) throws IOException {
    var entry = jar.getJarEntry(name);
    if (entry == null) {
      return;
    }
    var file = target.resolve(name.substring(name.lastIndexOf('/') + 1));
    try (var in = jar.getInputStream(entry)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
