package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.SystemTimers;
import io.coxswain.dns.ClusterDns;
import io.coxswain.dns.DnsOptions;
import io.coxswain.dns.zone.ClusterZone.PodNames;
import io.coxswain.proxy.KubeProxy;
import io.coxswain.proxy.ProxyOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each part of a node shows what it asks of the API server. */
class ClientMetricsTest {
  @RegisterExtension
  static final CoxswainExtension cluster =
      new CoxswainExtension(EmbeddedOptions.defaults().withNodes(1));

  private static KubernetesClient client(String name) {
    return KubernetesClient.measured(Kubeconfig.parse(cluster.cluster().kubeconfig(), null), name);
  }

  /** What is asked takes a while to be answered. */
  private static void awaitCounted(Callable<String> metrics) throws Exception {
    var counted = "rest_client_requests_total{code=\"200\",host=\"127.0.0.1:";
    var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!metrics.call().contains(counted)) {
      assertThat(System.nanoTime()).as(metrics.call()).isLessThan(deadline);
      Thread.onSpinWait();
    }
    assertThat(metrics.call())
        .contains("rest_client_request_duration_seconds_bucket{host=\"127.0.0.1:");
  }

  private static String get(int port) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  @Test
  void kubeProxys() throws Exception {
    var options =
        new ProxyOptions(
            ProxyOptions.Mode.USERSPACE,
            Set.of("node-0"),
            List.of(),
            List.of("127.0.0.1/32"),
            "kube-proxy",
            14,
            "",
            Duration.ofMillis(50),
            Duration.ofSeconds(30),
            "127.0.0.1",
            0);
    try (var timers = new SystemTimers();
        var client = client("kube-proxy");
        var proxy = KubeProxy.start(options, client, timers)) {
      awaitCounted(() -> get(proxy.healthzPort()));
      assertThat(get(proxy.healthzPort())).contains("process_resident_memory_bytes ");
    }
  }

  @Test
  void theDns() throws Exception {
    var options =
        new DnsOptions(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            List.of(),
            List.of(),
            "cluster.local",
            30,
            PodNames.INSECURE,
            null,
            List.of(),
            "127.0.0.1",
            0);
    try (var timers = new SystemTimers();
        var client = client("dns");
        var dns = ClusterDns.start(options, client, timers)) {
      awaitCounted(() -> get(dns.healthzPort()));
      assertThat(get(dns.healthzPort())).contains("process_resident_memory_bytes ");
    }
  }

  @Test
  void theKubelets() throws Exception {
    try (var client = client("test")) {
      awaitCounted(
          () ->
              new String(
                  client.getRaw("/api/v1/nodes/node-0/proxy/metrics"), StandardCharsets.UTF_8));
    }
  }
}
