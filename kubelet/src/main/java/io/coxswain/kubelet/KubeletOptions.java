package io.coxswain.kubelet;

import io.coxswain.api.core.v1.Node.Taint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a kubelet runs. Names are those of upstream's flags where these exist.
 *
 * @param containerRuntime docker or fake
 * @param nodeIps the node's own addresses, primary first; may be empty for docker, which then takes
 *     the last free address of {@code podNetwork}
 * @param nodeName empty where there are only simulated nodes
 * @param podNetwork CIDRs of all pods and nodes, one of each family at most
 * @param podGateway the bridge's own addresses, in the order of {@code podNetwork}
 * @param podBridge name of the bridge and of the Docker network
 * @param machineNodes how many nodes share this machine's capacity
 * @param clusterUid what marks this cluster's containers; null for the UID of kube-system
 * @param fakeNodes how many simulated nodes there are besides, named {@code fakeNodePrefix}0...
 * @param fakeStartDelay how long a simulated pod takes to run
 * @param tls files of the API's serving certificate; null for no API
 */
@io.soabase.recordbuilder.core.RecordBuilder
public record KubeletOptions(
    String nodeName,
    String containerRuntime,
    String containerRuntimeEndpoint,
    Path rootDir,
    List<String> nodeIps,
    List<String> podCidrs,
    List<String> podNetwork,
    List<String> podGateway,
    String podBridge,
    int port,
    int healthzPort,
    List<String> clusterDns,
    String clusterDomain,
    Path resolvConf,
    Map<String, String> nodeLabels,
    List<Taint> taints,
    int machineNodes,
    @Nullable String clusterUid,
    int fakeNodes,
    String fakeNodePrefix,
    Duration fakeStartDelay,
    @Nullable Tls tls) {

  /** Files of the kubelet's API: its certificate and key, and the CA of its clients. */
  public record Tls(Path certificate, Path privateKey, Path clientCa) {}

  public KubeletOptions {
    nodeIps = List.copyOf(nodeIps);
    podCidrs = List.copyOf(podCidrs);
    podNetwork = List.copyOf(podNetwork);
    podGateway = List.copyOf(podGateway);
    clusterDns = List.copyOf(clusterDns);
    nodeLabels = Map.copyOf(nodeLabels);
    taints = List.copyOf(taints);
  }

  /** Upstream's defaults, and ours where upstream has none. */
  public static KubeletOptions of(String nodeName) {
    return new KubeletOptions(
        nodeName,
        "docker",
        "unix:///var/run/docker.sock",
        Path.of("/var/lib/kubelet"),
        List.of(),
        List.of(),
        List.of("10.244.0.0/16", "fd00:10:244::/64"),
        List.of(),
        "cox0",
        10250,
        10248,
        List.of(),
        "cluster.local",
        Path.of("/etc/resolv.conf"),
        Map.of(),
        List.of(),
        1,
        null,
        0,
        "fake-",
        Duration.ZERO,
        null);
  }
}
