package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Other clients' leader elections: one leads, and when it ends the next one does. */
class OutsideLeaderElectionTest {
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration RENEWAL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(200);

  @RegisterExtension
  static final CoxswainExtension cluster = new CoxswainExtension(EmbeddedOptions.apiServerOnly());

  private final LinkedBlockingQueue<String> leaders = new LinkedBlockingQueue<>();
  private final List<LeaderElector> electors = new ArrayList<>();

  @AfterEach
  void close() {
    electors.forEach(LeaderElector::close);
  }

  @Test
  void fabric8ElectsOneLeaderAfterTheOther() throws Exception {
    var config = Config.fromKubeconfig(cluster.cluster().kubeconfig());
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      var first = fabric8(client, "first");
      assertThat(leaders.poll(60, TimeUnit.SECONDS)).isEqualTo("first");
      var second = fabric8(client, "second");
      first.cancel(true);
      assertThat(leaders.poll(60, TimeUnit.SECONDS)).isEqualTo("second");
      second.cancel(true);
    }
  }

  private CompletableFuture<?> fabric8(KubernetesClient client, String identity) {
    var lock =
        new io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock(
            "default", "crew", identity);
    return client
        .leaderElector()
        .withConfig(
            new LeaderElectionConfigBuilder()
                .withName("crew")
                .withLock(lock)
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEWAL)
                .withRetryPeriod(RETRY)
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(
                    new LeaderCallbacks(() -> leaders.add(identity), () -> {}, leader -> {}))
                .build())
        .build()
        .start();
  }

  @Test
  void theOfficialClientElectsOneLeaderAfterTheOther() throws Exception {
    var first = official("first");
    assertThat(leaders.poll(60, TimeUnit.SECONDS)).isEqualTo("first");
    official("second");
    first.close();
    assertThat(leaders.poll(60, TimeUnit.SECONDS)).isEqualTo("second");
  }

  private LeaderElector official(String identity) throws IOException {
    var lock = new LeaseLock("default", "officers", identity, officialClient());
    var elector = new LeaderElector(new LeaderElectionConfig(lock, LEASE, RENEWAL, RETRY));
    electors.add(elector);
    Thread.ofPlatform()
        .daemon()
        .name("elector-" + identity)
        .start(() -> elector.run(() -> leaders.add(identity), () -> {}));
    return elector;
  }

  private static ApiClient officialClient() throws IOException {
    var kubeconfig = new StringReader(cluster.cluster().kubeconfig());
    return ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(kubeconfig)).build();
  }
}
