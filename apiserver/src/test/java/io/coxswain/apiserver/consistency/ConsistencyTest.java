package io.coxswain.apiserver.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.TestPki;
import io.coxswain.apiserver.store.EtcdProcess;
import io.coxswain.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Linearizable reads and writes, and watches without gap, repetition or disorder, while servers and
 * etcd are killed.
 */
@Tag("engine")
class ConsistencyTest {
  private static final int WORKERS = 12;
  private static final int KILLS = 3;
  private static final int LEAST_BETWEEN_FAULTS = 60;

  @TempDir Path directory;
  private TestPki pki;

  @BeforeEach
  void certificates() throws Exception {
    pki = new TestPki(directory);
    pki.issue("server", "CN=kube-apiserver");
    pki.issue("admin", "O=system:masters,CN=admin");
  }

  @Test
  void oneServerOnTheEmbeddedStoreIsKilledAgainAndAgain() throws Exception {
    var random = new Random();
    try (var server =
            ServerProcess.start(directory, pki, "--data-dir=" + directory.resolve("data"));
        var client = server.client()) {
      server.awaitReady();
      var workload = new Workload(List.of(client));
      workload.start(WORKERS, random.nextLong());
      for (var kill = 0; kill < KILLS; kill++) {
        work(workload, random);
        server.kill();
        server.restart();
        server.awaitReady();
      }
      work(workload, random);
      check(workload);
    }
  }

  @Test
  void twoServersOnOneEtcdAgreeWhileServersAndEtcdAreKilled() throws Exception {
    var random = new Random();
    try (var etcd = EtcdProcess.start(directory);
        var one = ServerProcess.start(directory, pki, "--etcd-servers=" + etcd.url());
        var two = ServerProcess.start(directory, pki, "--etcd-servers=" + etcd.url());
        var clientOfOne = one.client();
        var clientOfTwo = two.client()) {
      one.awaitReady();
      two.awaitReady();
      var workload = new Workload(List.<KubernetesClient>of(clientOfOne, clientOfTwo));
      workload.start(WORKERS, random.nextLong());
      work(workload, random);
      one.kill();
      work(workload, random);
      one.restart();
      one.awaitReady();
      work(workload, random);
      etcd.kill();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
      etcd.restart();
      one.awaitReady();
      two.awaitReady();
      work(workload, random);
      check(workload);
    }
  }

  /** Lets the clients get some answers, however slow the machine, and then some time more. */
  private static void work(Workload workload, Random random) throws InterruptedException {
    workload.awaitOperations(LEAST_BETWEEN_FAULTS);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
  }

  private static void check(Workload workload) throws InterruptedException {
    var history = workload.finish();
    assertThat(HistoryChecker.problems(history)).as("%s", history.summary()).isEmpty();
    System.out.println("consistent: " + history.summary());
  }
}
