package io.coxswain.kubelet;

import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.component.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The kubelet's command line, with upstream's flag names; options it does not know are refused. */
@Command(
    name = "kubelet",
    mixinStandardHelpOptions = true,
    version = "Kubernetes v1.34.0 (Coxswain)",
    description = "Runs the pods that are bound to a node.")
public final class KubeletMain implements Callable<Integer> {
  @Option(names = "--kubeconfig", required = true, description = "How to reach the API server.")
  private Path kubeconfig;

  @Option(names = "--hostname-override", description = "Name of the node; this host's by default.")
  private @Nullable String hostnameOverride;

  @Option(
      names = "--root-dir",
      defaultValue = "/var/lib/kubelet",
      description = "Where volumes and files of pods lie (default ${DEFAULT-VALUE}).")
  private Path rootDir;

  @Option(names = "--node-ip", split = ",", description = "The node's own addresses on the bridge.")
  private List<String> nodeIps = List.of();

  @Option(names = "--pod-cidr", split = ",", description = "Pod CIDRs the node claims for itself.")
  private List<String> podCidrs = List.of();

  @Option(
      names = {"--pod-network", "--cluster-cidr"},
      split = ",",
      defaultValue = "10.244.0.0/16,fd00:10:244::/64",
      description = "CIDRs of the cluster's Docker network (default ${DEFAULT-VALUE}).")
  private List<String> podNetwork;

  @Option(names = "--pod-gateway", split = ",", description = "The bridge's own addresses.")
  private List<String> podGateway = List.of();

  @Option(
      names = "--pod-bridge",
      defaultValue = "cox0",
      description = "Name of the bridge and of the Docker network (default ${DEFAULT-VALUE}).")
  private String podBridge;

  @Option(
      names = "--container-runtime",
      defaultValue = "docker",
      description = "docker or fake (default ${DEFAULT-VALUE}).")
  private String containerRuntime;

  @Option(
      names = {"--container-runtime-endpoint", "--docker-endpoint"},
      defaultValue = "unix:///var/run/docker.sock",
      description = "The engine's socket (default ${DEFAULT-VALUE}).")
  private String endpoint;

  @Option(names = "--port", defaultValue = "10250", description = "Port of the kubelet's API.")
  private int port;

  @Option(
      names = "--healthz-port",
      defaultValue = "10248",
      description = "Loopback port of /healthz; 0 for none (default ${DEFAULT-VALUE}).")
  private int healthzPort;

  @Option(names = "--cluster-dns", split = ",", description = "Addresses of the cluster's DNS.")
  private List<String> clusterDns = List.of();

  @Option(
      names = "--cluster-domain",
      defaultValue = "cluster.local",
      description = "Domain of Services and pods (default ${DEFAULT-VALUE}).")
  private String clusterDomain;

  @Option(
      names = "--resolv-conf",
      defaultValue = "/etc/resolv.conf",
      description = "The resolver configuration pods inherit (default ${DEFAULT-VALUE}).")
  private Path resolvConf;

  @Option(names = "--node-labels", split = ",", description = "Labels of the node: key=value,...")
  private Map<String, String> nodeLabels = Map.of();

  @Option(
      names = "--register-with-taints",
      split = ",",
      description = "Taints of a new node: key=value:effect,...")
  private List<String> taints = List.of();

  @Option(
      names = "--machine-nodes",
      defaultValue = "1",
      description = "How many nodes share this machine's capacity (default ${DEFAULT-VALUE}).")
  private int machineNodes;

  @Option(
      names = "--cluster-uid",
      description = "Marks this cluster's containers; the UID of kube-system by default.")
  private @Nullable String clusterUid;

  @Option(
      names = "--fake-nodes",
      defaultValue = "0",
      description = "Simulate so many nodes; without --hostname-override no other node is served.")
  private int fakeNodes;

  @Option(
      names = "--fake-node-prefix",
      defaultValue = "fake-",
      description = "Names of simulated nodes (default ${DEFAULT-VALUE}).")
  private String fakeNodePrefix;

  @Option(
      names = "--fake-start-delay",
      defaultValue = "0",
      description = "Milliseconds a simulated pod takes to start (default ${DEFAULT-VALUE}).")
  private long fakeStartDelay;

  @Option(names = "--tls-cert-file", description = "Serving certificate of the kubelet's API.")
  private @Nullable Path certificate;

  @Option(names = "--tls-private-key-file", description = "Its private key.")
  private @Nullable Path privateKey;

  @Option(names = "--client-ca-file", description = "CA of the API's clients.")
  private @Nullable Path clientCa;

  public static void main(String[] arguments) {
    var code = new CommandLine(new KubeletMain()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    KubeletOptions options;
    KubernetesClient client;
    try {
      options = options();
      client = KubernetesClient.measured(Kubeconfig.read(kubeconfig), "kubelet/v1.34.0 (coxswain)");
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("kubelet: " + e.getMessage());
      return 1;
    }
    var stop = new CountDownLatch(1);
    try (client;
        var kubelet = Kubelet.start(options, client)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(kubelet, stop)));
      stop.await();
      return 0;
    } catch (RuntimeException e) {
      System.err.println("kubelet: " + e.getMessage());
      return 1;
    }
  }

  /** Containers run on: draining is for whoever stops the node for good. */
  private static void shutDown(Kubelet kubelet, CountDownLatch stop) {
    kubelet.close();
    stop.countDown();
  }

  private KubeletOptions options() throws IOException {
    if (!containerRuntime.equals("docker") && !containerRuntime.equals("fake")) {
      throw new IllegalArgumentException(
          "--container-runtime: docker or fake, got " + containerRuntime);
    }
    var simulated = containerRuntime.equals("fake");
    var name = hostnameOverride == null ? HostName.read() : hostnameOverride;
    var onlyFake = simulated || fakeNodes > 0 && hostnameOverride == null;
    return KubeletOptionsBuilder.builder(KubeletOptions.of(onlyFake ? "" : name))
        .containerRuntimeEndpoint(endpoint)
        .rootDir(rootDir.toAbsolutePath())
        .nodeIps(nodeIps)
        .podCidrs(podCidrs)
        .podNetwork(podNetwork)
        .podGateway(podGateway)
        .podBridge(podBridge)
        .port(port)
        .healthzPort(healthzPort)
        .clusterDns(clusterDns)
        .clusterDomain(clusterDomain)
        .resolvConf(resolvConf)
        .nodeLabels(nodeLabels)
        .taints(taints.stream().map(KubeletMain::taint).toList())
        .machineNodes(Math.max(1, machineNodes))
        .clusterUid(clusterUid)
        .fakeNodes(simulated ? Math.max(1, fakeNodes) : fakeNodes)
        .fakeNodePrefix(simulated && fakeNodes == 0 ? name + "-" : fakeNodePrefix)
        .fakeStartDelay(Duration.ofMillis(fakeStartDelay))
        .tls(tls())
        .build();
  }

  private KubeletOptions.@Nullable Tls tls() {
    if (certificate == null && privateKey == null && clientCa == null) {
      return null;
    }
    if (certificate == null || privateKey == null || clientCa == null) {
      throw new IllegalArgumentException(
          "--tls-cert-file, --tls-private-key-file and --client-ca-file go together");
    }
    return new KubeletOptions.Tls(certificate, privateKey, clientCa);
  }

  private static Taint taint(String text) {
    var colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("--register-with-taints: key=value:effect, got " + text);
    }
    var parts = new ArrayList<>(List.of(text.substring(0, colon).split("=", 2)));
    return new Taint(
        parts.getFirst(), parts.size() > 1 ? parts.get(1) : null, text.substring(colon + 1), null);
  }
}
