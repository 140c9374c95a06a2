package io.coxswain.controller;

import io.coxswain.controller.certificates.ClusterAuthority;
import io.coxswain.controller.nodeipam.NodeIpamReconciler.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a controller manager runs.
 *
 * @param controllers {@code --controllers}: {@code *}, names, and {@code -name} to leave out
 * @param rootCertificate PEM of the CA that pods get as kube-root-ca.crt; empty publishes none
 * @param nodeRanges cluster CIDRs that nodes get their parts of; empty allocates none
 * @param nodeMonitorGracePeriod how long a node may be silent before it counts as unreachable
 * @param terminatedPodThreshold finished pods that are kept; 0 keeps all
 * @param leaderElection empty works without a lease
 * @param signing the CA that signs CertificateSigningRequests; empty signs none
 * @param healthzPort loopback port of the health endpoint; 0 for a free one, below 0 for none
 */
public record ControllerManagerOptions(
    List<String> controllers,
    Optional<String> rootCertificate,
    List<Range> nodeRanges,
    Duration nodeMonitorGracePeriod,
    int terminatedPodThreshold,
    Optional<LeaderElection> leaderElection,
    int healthzPort,
    Optional<ClusterAuthority> signing) {
  /** Upstream's --terminated-pod-gc-threshold. */
  public static final int TERMINATED_POD_THRESHOLD = 12500;

  /** Upstream's --node-monitor-grace-period. */
  public static final Duration NODE_MONITOR_GRACE_PERIOD = Duration.ofSeconds(50);

  /** All controllers, no lease, no health endpoint: what a cluster in one process runs. */
  public static ControllerManagerOptions embedded(
      Optional<String> rootCertificate,
      List<Range> nodeRanges,
      Optional<ClusterAuthority> signing) {
    return new ControllerManagerOptions(
        List.of("*"),
        rootCertificate,
        nodeRanges,
        NODE_MONITOR_GRACE_PERIOD,
        TERMINATED_POD_THRESHOLD,
        Optional.empty(),
        -1,
        signing);
  }

  /** Whom to compete with; {@code identity} is unique per process. */
  public record LeaderElection(String namespace, String name, String identity) {}

  /** Whether a controller is to run, by upstream's rules for {@code --controllers}. */
  public boolean runs(String name) {
    if (controllers.contains("-" + name)) {
      return false;
    }
    return controllers.contains(name) || controllers.contains("*");
  }
}
