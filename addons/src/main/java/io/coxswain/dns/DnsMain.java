package io.coxswain.dns;

import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.SystemTimers;
import io.coxswain.dns.server.ResolvConf;
import io.coxswain.dns.zone.ClusterZone.PodNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code dns}. */
@Command(
    name = "dns",
    mixinStandardHelpOptions = true,
    description = "Serves the cluster's domain names over UDP and TCP.")
public final class DnsMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DnsMain.class);

  @Option(
      names = "--kubeconfig",
      required = true,
      paramLabel = "FILE",
      description = "How to reach the API server.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--listen-address",
      split = ",",
      paramLabel = "ADDRESS",
      description = "Addresses to listen on (default: 0.0.0.0).")
  private List<String> listenAddresses = List.of("0.0.0.0");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "53",
      description = "UDP and TCP port; 0 for any (default: 53).")
  private int port = 53;

  @Option(
      names = "--advertise-address",
      split = ",",
      paramLabel = "ADDRESS",
      description = "Where pods reach this process (default: --listen-address).")
  private List<String> advertiseAddresses = List.of();

  @Option(
      names = "--service-ip",
      split = ",",
      paramLabel = "ADDRESS",
      description =
          "ClusterIP of the Service kube-system/kube-dns, which is then created and kept; without it the Service is left alone.")
  private List<String> serviceIPs = List.of();

  @Option(
      names = "--cluster-domain",
      paramLabel = "DOMAIN",
      defaultValue = "cluster.local",
      description = "The cluster's domain (default: cluster.local).")
  private String clusterDomain = "cluster.local";

  @Option(
      names = "--ttl",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Time to live of records (default: 30).")
  private long ttl = 30;

  @Option(
      names = "--pods",
      paramLabel = "MODE",
      defaultValue = "insecure",
      description =
          "Names under pod.DOMAIN: disabled, insecure (any address), verified (addresses of pods) (default: insecure).")
  private String pods = "insecure";

  @Option(
      names = "--resolv-conf",
      paramLabel = "FILE",
      defaultValue = "/etc/resolv.conf",
      description = "Resolvers for other names; empty for none (default: /etc/resolv.conf).")
  private String resolvConf = "/etc/resolv.conf";

  @Option(
      names = "--upstream",
      split = ",",
      paramLabel = "ADDRESS[:PORT]",
      description = "More resolvers, asked first.")
  private List<String> upstream = List.of();

  @Option(
      names = "--healthz-port",
      paramLabel = "PORT",
      defaultValue = "8181",
      description = "Port of /health, /ready and /metrics; 0 for any, -1 for none (default: 8181).")
  private int healthzPort = 8181;

  @Option(
      names = "--healthz-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address of /health, /ready and /metrics (default: 127.0.0.1).")
  private String healthzAddress = "127.0.0.1";

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DnsMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    var signalled = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var timers = new SystemTimers();
        var client =
            KubernetesClient.measured(
                Kubeconfig.read(java.util.Objects.requireNonNull(kubeconfig)), "dns");
        var dns = ClusterDns.start(options(), client, timers)) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(signalled, ended)));
      LOG.info(
          "serving {} on port {}, health on port {}", clusterDomain, dns.port(), dns.healthzPort());
      signalled.await();
    } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException e) {
      LOG.debug("cannot start", e);
      System.err.println("dns: " + e.getMessage());
      return 1;
    }
    ended.countDown();
    return 0;
  }

  /** Ends with 0 after a signal, whose own exit code would be 143. */
  private static void end(CountDownLatch signalled, CountDownLatch ended) {
    signalled.countDown();
    try {
      Runtime.getRuntime().halt(ended.await(10, TimeUnit.SECONDS) ? 0 : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DnsOptions options() {
    return new DnsOptions(
        listenAddresses.stream()
            .map(a -> new InetSocketAddress(InetAddress.ofLiteral(a), port))
            .toList(),
        advertiseAddresses,
        serviceIPs,
        clusterDomain,
        ttl,
        podNames(),
        resolvConf.isEmpty() ? null : Path.of(resolvConf),
        upstream.stream().map(ResolvConf::parse).toList(),
        healthzAddress,
        healthzPort);
  }

  private PodNames podNames() {
    try {
      return PodNames.valueOf(pods.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--pods must be disabled, insecure or verified, not " + pods, e);
    }
  }
}
