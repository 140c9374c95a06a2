package io.coxswain.cluster.e2e;

import static io.coxswain.cluster.e2e.CoxCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All components in one JVM: the same cluster to its user, through start, kill -9 and stop. */
@Tag("engine")
class SingleProcessTest {
  private static final Duration SOON = Duration.ofSeconds(120);

  /** When {@code cox down} gives up waiting for pods: reached only where they come back. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void oneProcessDoesWhatSeparateOnesDo() throws Exception {
    try (var cluster = CoxCluster.in(directory.resolve("cox"))) {
      var url = cluster.up("--single-process", "examples/hello.yaml").succeeds().out().strip();
      assertThat(cluster.components()).containsExactly("coxswain");
      everyComponentIsShown(cluster);
      threePodsAnswer(url);

      var running = cluster.settledContainers();
      cluster.kill("coxswain");
      assertThat(cluster.cox("status").fails().out()).contains("kube-scheduler", "not running");
      cluster.up().succeeds();
      assertThat(cluster.containers()).isEqualTo(running);
      threePodsAnswer(url);

      var stop = System.nanoTime();
      cluster.cox("down").succeeds();
      assertThat(Duration.ofNanos(System.nanoTime() - stop)).isLessThan(DRAIN_LIMIT);
      assertThat(cluster.containers()).isEmpty();
      cluster.up().succeeds();
      threePodsAnswer(url);
    }
  }

  private static void everyComponentIsShown(CoxCluster cluster) throws Exception {
    var rows =
        cluster
            .cox("status")
            .succeeds()
            .out()
            .lines()
            .skip(1)
            .map(line -> line.split("\\s+"))
            .toList();
    assertThat(rows.stream().map(row -> row[0]))
        .containsExactly(
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
            "kubelet-1",
            "kube-proxy",
            "kube-dns");
    assertThat(rows.stream().map(row -> row[1]).collect(Collectors.toSet()))
        .containsExactly(Long.toString(cluster.pid("coxswain")));
    assertThat(rows).allMatch(row -> row[row.length - 2].equals("ok"));
  }

  private static void threePodsAnswer(String url) throws Exception {
    eventually(
        SOON,
        () -> {
          var pods = new TreeSet<String>();
          for (var i = 0; i < 30; i++) {
            pods.add(CoxCluster.get(url));
          }
          return assertThat(pods).hasSize(3).allMatch(pod -> pod.startsWith("Hello from hello-"));
        });
  }
}
