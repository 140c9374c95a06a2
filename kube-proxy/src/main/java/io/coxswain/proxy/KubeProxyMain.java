package io.coxswain.proxy;

import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.SystemTimers;
import io.coxswain.client.component.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code kube-proxy}. */
@Command(
    name = "kube-proxy",
    mixinStandardHelpOptions = true,
    description = "Makes Services reachable on this machine, for all its nodes.")
public final class KubeProxyMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(KubeProxyMain.class);

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "How to reach the API server.")
  private @Nullable Path kubeconfig;

  @Option(
      names = {"--hostname-override", "--node-names"},
      split = ",",
      paramLabel = "NAME",
      description = "All nodes of this machine; the host name when absent.")
  private List<String> nodeNames = List.of();

  @Option(
      names = "--proxy-mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description = "nftables, userspace, or auto: nftables where it works (default: auto).")
  private String mode = "auto";

  @Option(
      names = "--cluster-cidr",
      split = ",",
      paramLabel = "CIDR",
      description = "Where pods live, at most one CIDR per family.")
  private List<String> clusterCidrs = List.of();

  @Option(
      names = "--nodeport-addresses",
      split = ",",
      paramLabel = "CIDR",
      description = "Local addresses that serve node ports (default: all).")
  private List<String> nodePortAddresses = List.of();

  @Option(
      names = "--service-node-port-range",
      paramLabel = "FROM-TO",
      description = "The API server's range; only checked, the API server assigns the ports.")
  private @Nullable String nodePortRange;

  @Option(
      names = "--nft-table",
      paramLabel = "NAME",
      defaultValue = "kube-proxy",
      description = "Name of the nftables table (default: kube-proxy).")
  private String table = "kube-proxy";

  @Option(
      names = "--iptables-masquerade-bit",
      paramLabel = "BIT",
      defaultValue = "14",
      description = "Bit of the packet mark that asks for masquerading (default: 14).")
  private int masqueradeBit = 14;

  @Option(
      names = "--userspace-service-address",
      paramLabel = "ADDRESS",
      defaultValue = "",
      description = "In userspace mode, open the Services' own ports on this local address.")
  private String serviceAddress = "";

  @Option(
      names = "--min-sync-period-ms",
      paramLabel = "MILLIS",
      defaultValue = "50",
      description = "Shortest time between two changes of the rules (default: 50).")
  private long minSyncMillis = 50;

  @Option(
      names = "--healthz-port",
      paramLabel = "PORT",
      defaultValue = "10256",
      description = "Port of /healthz and /metrics; 0 for any, -1 for none (default: 10256).")
  private int healthzPort = 10256;

  @Option(
      names = "--healthz-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address of /healthz and /metrics (default: 127.0.0.1).")
  private String healthzAddress = "127.0.0.1";

  @Option(
      names = "--cleanup",
      description = "Remove the table and the forwarding rules, then exit.")
  private boolean cleanup;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new KubeProxyMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      var options = options();
      if (cleanup) {
        KubeProxy.cleanup(options);
        return 0;
      }
      return serve(options);
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | java.io.UncheckedIOException e) {
      LOG.debug("cannot start", e);
      System.err.println("kube-proxy: " + e.getMessage());
      return 1;
    }
  }

  private int serve(ProxyOptions options) throws IOException, InterruptedException {
    if (kubeconfig == null) {
      throw new IllegalArgumentException("--kubeconfig is required");
    }
    var signalled = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var timers = new SystemTimers();
        var client = KubernetesClient.measured(Kubeconfig.read(kubeconfig), "kube-proxy");
        var proxy = KubeProxy.start(options, client, timers)) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(signalled, ended)));
      LOG.info(
          "kube-proxy serves nodes {}, health on port {}",
          options.nodeNames(),
          proxy.healthzPort());
      signalled.await();
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

  private ProxyOptions options() throws IOException {
    if (nodePortRange != null && !nodePortRange.matches("\\d{1,5}-\\d{1,5}")) {
      throw new IllegalArgumentException(
          "--service-node-port-range is not FROM-TO: " + nodePortRange);
    }
    var names = new LinkedHashSet<>(nodeNames);
    if (names.isEmpty()) {
      names.add(HostName.read());
    }
    return new ProxyOptions(
        parsedMode(),
        names,
        clusterCidrs,
        nodePortAddresses,
        table,
        masqueradeBit,
        serviceAddress,
        Duration.ofMillis(minSyncMillis),
        Duration.ofSeconds(30),
        healthzAddress,
        healthzPort);
  }

  private ProxyOptions.Mode parsedMode() {
    return switch (mode) {
      case "auto", "" -> ProxyOptions.Mode.AUTO;
      case "nftables" -> ProxyOptions.Mode.NFTABLES;
      case "userspace" -> ProxyOptions.Mode.USERSPACE;
      default ->
          throw new IllegalArgumentException(
              "unknown proxy-mode \"" + mode + "\": nftables, userspace or auto");
    };
  }
}
