package io.coxswain.controller;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.coxswain.client.component.ComponentOptions;
import io.coxswain.client.component.HostName;
import io.coxswain.controller.certificates.ClusterAuthority;
import io.coxswain.controller.nodeipam.NodeIpamReconciler.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kube-controller-manager process. Exits 0 on SIGTERM and 1 when it loses its Lease. */
@Command(
    name = "kube-controller-manager",
    mixinStandardHelpOptions = true,
    description = "Runs the controllers that make the cluster what its objects ask for.")
public final class ControllerManagerMain implements Callable<Integer> {
  private static final String NAME = "kube-controller-manager";
  private static final int DEFAULT_HEALTHZ_PORT = 10257;

  @Mixin private ComponentOptions component;
  @Mixin private ComponentOptions.LeaderElection leaderElection;

  @Option(
      names = "--controllers",
      split = ",",
      defaultValue = "*",
      paramLabel = "NAME",
      description =
          "Controllers to run: '*' runs all, 'foo' runs foo, '-foo' leaves foo out (default: *).")
  private List<String> controllers;

  @Option(
      names = "--root-ca-file",
      paramLabel = "FILE",
      description = "CA that is published to every namespace as kube-root-ca.crt.")
  private @Nullable Path rootCaFile;

  @Option(
      names = "--service-account-private-key-file",
      paramLabel = "FILE",
      description =
          "Accepted for compatibility: tokens are issued by the API server's TokenRequest.")
  private @Nullable Path serviceAccountKeyFile;

  @Option(
      names = "--use-service-account-credentials",
      arity = "0..1",
      defaultValue = "false",
      fallbackValue = "true",
      description = "Not supported yet: must be false.")
  private boolean useServiceAccountCredentials;

  @Option(
      names = "--allocate-node-cidrs",
      arity = "0..1",
      defaultValue = "false",
      fallbackValue = "true",
      description = "Give each node a part of --cluster-cidr.")
  private boolean allocateNodeCidrs;

  @Option(
      names = "--cluster-cidr",
      split = ",",
      paramLabel = "CIDR",
      description = "Pod addresses of the cluster; one per family.")
  private @Nullable List<String> clusterCidr;

  @Option(
      names = "--node-cidr-mask-size-ipv4",
      paramLabel = "BITS",
      defaultValue = "" + Range.DEFAULT_MASK_V4,
      description = "Prefix length of a node's IPv4 part of --cluster-cidr (default: 24).")
  private int nodeMaskV4;

  @Option(
      names = "--node-cidr-mask-size-ipv6",
      paramLabel = "BITS",
      defaultValue = "" + Range.DEFAULT_MASK_V6,
      description = "Prefix length of a node's IPv6 part of --cluster-cidr (default: 64).")
  private int nodeMaskV6;

  @Option(
      names = "--node-monitor-grace-period",
      paramLabel = "DURATION",
      defaultValue = "50s",
      description = "How long a node may be silent (default: 50s).")
  private String nodeMonitorGracePeriod;

  @Option(
      names = "--terminated-pod-gc-threshold",
      paramLabel = "COUNT",
      defaultValue = "12500",
      description = "Finished pods that are kept; 0 keeps all (default: 12500).")
  private int terminatedPodThreshold;

  @Option(
      names = "--cluster-signing-cert-file",
      paramLabel = "FILE",
      description = "CA that signs CertificateSigningRequests (PEM).")
  private @Nullable Path signingCertificate;

  @Option(
      names = "--cluster-signing-key-file",
      paramLabel = "FILE",
      description = "Key of that CA (PEM).")
  private @Nullable Path signingKey;

  @Option(
      names = "--cluster-signing-duration",
      paramLabel = "DURATION",
      defaultValue = "8760h0m0s",
      description = "How long certificates are good that do not ask for less (default: 1 year).")
  private String signingDuration;

  /** Starts with upstream's flags. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new ControllerManagerMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger("io.coxswain")
        .setLevel(Level.toLevel(component.logLevel()));
    var options = options();
    var stopped = new CountDownLatch(1);
    var leaseLost = new AtomicBoolean();
    try (var client = component.connect(NAME);
        var manager = ControllerManager.start(options, client)) {
      LoggerFactory.getLogger(ControllerManagerMain.class)
          .info("{} is up; health on 127.0.0.1:{}", NAME, manager.healthzPort());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(manager, stopped, leaseLost)));
      manager.awaitEnd();
      leaseLost.set(!manager.isClosed());
    } finally {
      stopped.countDown();
    }
    return 1; // reached by itself only; a signal ends in stop()
  }

  private static void stop(
      ControllerManager manager, CountDownLatch stopped, AtomicBoolean leaseLost) {
    if (leaseLost.get()) {
      return;
    }
    manager.close();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0); // after a signal the JVM would exit 143
  }

  private ControllerManagerOptions options() throws IOException {
    if (useServiceAccountCredentials) {
      throw new IllegalArgumentException("--use-service-account-credentials is not supported");
    }
    if (allocateNodeCidrs && clusterCidr == null) {
      throw new IllegalArgumentException("--allocate-node-cidrs needs --cluster-cidr");
    }
    var identity = HostName.read() + "_" + UUID.randomUUID();
    var ranges =
        allocateNodeCidrs && clusterCidr != null
            ? clusterCidr.stream()
                .map(cidr -> new Range(cidr, cidr.contains(":") ? nodeMaskV6 : nodeMaskV4))
                .toList()
            : List.<Range>of();
    return new ControllerManagerOptions(
        controllers,
        rootCaFile == null ? Optional.empty() : Optional.of(Files.readString(rootCaFile)),
        ranges,
        duration(nodeMonitorGracePeriod),
        terminatedPodThreshold,
        leaderElection.enabled()
            ? Optional.of(
                new ControllerManagerOptions.LeaderElection(
                    leaderElection.namespace(), leaderElection.name(NAME), identity))
            : Optional.empty(),
        component.healthzPort(DEFAULT_HEALTHZ_PORT),
        signing());
  }

  private Optional<ClusterAuthority> signing() throws IOException {
    if (signingCertificate == null && signingKey == null) {
      return Optional.empty();
    }
    if (signingCertificate == null || signingKey == null) {
      throw new IllegalArgumentException(
          "--cluster-signing-cert-file and --cluster-signing-key-file need each other");
    }
    return Optional.of(
        ClusterAuthority.read(signingCertificate, signingKey, duration(signingDuration)));
  }

  /** Go durations such as {@code 1m30s}. */
  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
