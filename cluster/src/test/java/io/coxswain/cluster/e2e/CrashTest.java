package io.coxswain.cluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API server killed at random moments under writes: what it acknowledged is there afterwards,
 * what it did not may be.
 */
@Tag("engine")
class CrashTest {
  private static final int KILLS = 2;

  /** How much is acknowledged before each kill, however slow the machine is. */
  private static final int LEAST_PER_KILL = 20;

  private static final int WRITERS = 8;

  @TempDir Path directory;

  @Test
  void nothingAcknowledgedIsLostOnSqlite() throws Exception {
    survivesKills();
  }

  @Test
  void nothingAcknowledgedIsLostOnEtcd() throws Exception {
    try (var etcd = Etcd.start(directory.resolve("etcd"))) {
      survivesKills("--etcd-servers", etcd.url());
      assertThat(etcd.keys("/registry/configmaps/default/")).isNotEmpty();
    }
  }

  private void survivesKills(String... options) throws Exception {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var all =
        new ArrayList<>(
            List.of("--without", "kubelet,kube-proxy,dns,scheduler,controller-manager"));
    all.addAll(List.of(options));
    try (var cluster = CoxCluster.in(directory.resolve("cox"))) {
      cluster.up(all.toArray(String[]::new)).succeeds();
      var writes = new AcknowledgedWrites();
      for (var kill = 0; kill < KILLS; kill++) {
        writes.during(
            cluster,
            "w" + kill,
            WRITERS,
            () -> {
              writes.awaitMore(LEAST_PER_KILL);
              Thread.sleep(random.nextInt(1300));
              cluster.kill("kube-apiserver");
            });
        cluster.up().succeeds();
        assertThat(writes.lost(cluster)).as("seed %d, kill %d", seed, kill).isEmpty();
      }
      assertThat(writes.size()).isGreaterThan(KILLS * LEAST_PER_KILL / 2);
    }
  }
}
