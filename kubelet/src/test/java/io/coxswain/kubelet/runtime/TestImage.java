package io.coxswain.kubelet.runtime;

import io.coxswain.kubelet.runtime.docker.DockerConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A shell image made from this machine's static busybox, for tests with a real engine. */
public final class TestImage {
  public static final String NAME = "coxswain.local/test-shell:1";

  private TestImage() {}

  public static String ensure(DockerConnection docker) {
    try {
      return docker.client().inspectImageCmd(NAME).exec().getId();
    } catch (com.github.dockerjava.api.exception.NotFoundException missing) {
      build();
      return docker.client().inspectImageCmd(NAME).exec().getId();
    }
  }

  private static void build() {
    try {
      var root = Files.createTempDirectory("test-shell");
      var bin = Files.createDirectories(root.resolve("bin"));
      Files.createDirectories(root.resolve("tmp"));
      Files.createDirectories(root.resolve("etc"));
      Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
      run("chmod 755 " + bin.resolve("busybox"));
      run(bin.resolve("busybox") + " --install -s " + bin);
      run("for l in " + bin + "/*; do [ -L $l ] && ln -sf busybox $l; done; true");
      run(
          "tar -C "
              + root
              + " -c . | docker import -c 'CMD [\"/bin/sh\"]' -c 'ENV PATH=/bin' - "
              + NAME);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void run(String command) {
    try {
      var process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(command, e);
    }
  }
}
