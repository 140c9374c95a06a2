package io.coxswain.cluster.image;

import io.coxswain.demo.Demo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Makes the image {@code coxswain/demo:1} out of this machine's JDK: a Java runtime of two modules,
 * the C library it is linked with, and the program {@link Demo}. Nothing is fetched. The result is
 * a tar file of the root file system that the engine imports.
 */
public final class DemoImage {
  public static final String NAME = "coxswain/demo:1";

  /** What the image runs, and in which environment. */
  static final List<String> CHANGES =
      List.of(
          "ENTRYPOINT [\"/jre/bin/java\",\"-XX:+UseSerialGC\",\"-XX:TieredStopAtLevel=1\",\"-Xshare:auto\",\"-Xmx32m\","
              + "\"-cp\",\"/app\",\"io.coxswain.demo.Demo\"]",
          "CMD [\"web\"]",
          "ENV PATH=/jre/bin",
          "EXPOSE 8080",
          "USER 65532");

  /** The label that tells an image made by an earlier version apart. */
  private static final String CONTENT = "io.coxswain.content";

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+\\.so[.0-9]*)");

  private DemoImage() {}

  /** Makes the image from this JVM's JDK and loads it into the engine. */
  public static void make() throws IOException, InterruptedException {
    var work = Files.createTempDirectory("coxswain-demo");
    try {
      layOut(Path.of(System.getProperty("java.home")), work.resolve("root"));
      pack(work.resolve("root"), work.resolve("demo.tar"));
      load(work.resolve("demo.tar"));
    } finally {
      run("rm", "-rf", work.toString());
    }
  }

  /**
   * Lays out the root file system in a fresh directory.
   *
   * @throws IOException where jlink or ldd fail; the message carries their output
   */
  public static void layOut(Path javaHome, Path root) throws IOException, InterruptedException {
    Files.createDirectories(root);
    run(
        javaHome.resolve("bin/jlink").toString(),
        "--add-modules",
        "java.base,jdk.httpserver",
        "--strip-java-debug-attributes", // --strip-debug would need objcopy
        "--no-man-pages",
        "--no-header-files",
        "--generate-cds-archive",
        "--output",
        root.resolve("jre").toString());
    copyLibraries(root);
    copyClasses(root.resolve("app"));
    Files.createDirectories(root.resolve("tmp"));
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:\nnonroot:x:65532:65532::/tmp:\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nnonroot:x:65532:\n");
  }

  /** Packs the tree, as root and readable by all, into a tar file. */
  public static void pack(Path root, Path tar) throws IOException, InterruptedException {
    run("chmod", "1777", root.resolve("tmp").toString());
    run(
        "tar",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mtime=@0",
        "-C",
        root.toString(),
        "-cf",
        tar.toString(),
        ".");
  }

  /** Imports the tar file into the engine under {@link #NAME}. */
  public static void load(Path tar) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("docker", "import"));
    CHANGES.forEach(change -> command.addAll(List.of("--change", change)));
    command.addAll(List.of("--change", "LABEL " + CONTENT + "=" + content()));
    command.addAll(List.of(tar.toString(), NAME));
    run(command.toArray(String[]::new));
  }

  /** Whether the engine has the image with the program as it is now. */
  public static boolean isLoaded() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                "docker",
                "image",
                "inspect",
                "--format",
                "{{index .Config.Labels \"" + CONTENT + "\"}}",
                NAME)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    var label = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 && label.strip().equals(content());
  }

  /** A digest of what the image is made of, as far as it is ours. */
  private static String content() throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.join("\n", CHANGES).getBytes(StandardCharsets.UTF_8));
      for (var type : allClasses()) {
        digest.update(classFile(type));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * The closure of shared libraries that the runtime is linked with, at the paths where its loader
   * looks for them.
   */
  private static void copyLibraries(Path root) throws IOException, InterruptedException {
    var libraries = new TreeSet<String>();
    try (var files = Files.walk(root.resolve("jre"))) {
      for (var file : files.filter(DemoImage::isBinary).toList()) {
        var matcher = LIBRARY.matcher(run("ldd", file.toString()));
        while (matcher.find()) {
          libraries.add(matcher.group(1));
        }
      }
    }
    for (var library : libraries) {
      if (library.startsWith(root.toString())) {
        continue;
      }
      var target = root.resolve(library.substring(1));
      Files.createDirectories(target.getParent());
      Files.copy(Path.of(library).toRealPath(), target);
    }
  }

  private static boolean isBinary(Path file) {
    var name = file.getFileName().toString();
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && (name.endsWith(".so") || file.endsWith(Path.of("bin", "java")));
  }

  private static void copyClasses(Path target) throws IOException {
    var folder = target.resolve("io/coxswain/demo");
    Files.createDirectories(folder);
    for (var type : allClasses()) {
      Files.write(folder.resolve(fileName(type)), classFile(type));
    }
  }

  private static String fileName(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1) + ".class";
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    try (var bytes = Demo.class.getResourceAsStream(fileName(type))) {
      if (bytes == null) {
        throw new IOException("class file " + fileName(type) + " is missing from the class path");
      }
      return bytes.readAllBytes();
    }
  }

  private static List<Class<?>> allClasses() {
    var all = new ArrayList<Class<?>>(List.of(Demo.class));
    all.addAll(List.of(Demo.class.getDeclaredClasses()));
    all.sort(Comparator.comparing(Class::getName));
    return all;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var code = process.waitFor();
    if (code != 0) {
      throw new IOException(command[0] + " failed (" + code + "): " + output.strip());
    }
    return output;
  }
}
