package io.coxswain.cluster.e2e;

import static io.coxswain.cluster.e2e.CoxCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory whose disk fills up under a running cluster, and is given space again. */
@Tag("engine")
class FullDiskTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    CoxCluster.run(
            Map.of(), List.of("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()))
        .succeeds();
  }

  @AfterEach
  void unmount() throws Exception {
    CoxCluster.run(Map.of(), List.of("umount", disk.toString())).succeeds();
  }

  @Test
  void aFullDiskIsToldLosesNothingAndIsOvercome() throws Exception {
    var filler = disk.resolve("filler");
    var writes = new AcknowledgedWrites();
    try (var cluster = CoxCluster.in(disk.resolve("cox"))) {
      cluster.up("--without", "kubelet,kube-proxy,dns,scheduler").succeeds();
      writes.during(
          cluster,
          "filling",
          4,
          () -> {
            writes.awaitMore(20);
            fill(filler);
            eventually(
                SOON,
                () ->
                    assertThat(cluster.kubectl("create", "namespace", "full").fails().err())
                        .contains("the store refused a write")
                        .contains("database or disk is full"));
          });
      assertThat(writes.lost(cluster)).isEmpty();
      assertThat(cluster.kubectl("get", "namespaces").succeeds().out()).contains("default");
      var pid = cluster.pid("kube-apiserver");

      Files.delete(filler);
      writes.during(cluster, "freed", 2, () -> writes.awaitMore(5));
      cluster.kubectl("create", "namespace", "freed").succeeds();
      assertThat(cluster.pid("kube-apiserver")).isEqualTo(pid);
      assertThat(writes.lost(cluster)).isEmpty();

      fill(filler);
      cluster.kill("kube-apiserver");
      assertThat(cluster.up().fails().err())
          .contains("--data-dir: the disk of " + cluster.dataDirectory() + " is full");
      Files.delete(filler);
      cluster.up().succeeds();
      assertThat(writes.lost(cluster)).isEmpty();
    }
  }

  /** Leaves not a byte free. */
  private static void fill(Path file) throws IOException {
    var block = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }
}
