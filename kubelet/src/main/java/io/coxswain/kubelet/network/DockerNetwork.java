package io.coxswain.kubelet.network;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import io.coxswain.kubelet.node.HostCommand;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.docker.DockerConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Docker network for the whole cluster, with a bridge of a given name, on which every node has
 * an address of its own. Docker's own rules let the bridge's pods talk; ours in DOCKER-USER let
 * traffic from elsewhere reach them.
 */
public final class DockerNetwork extends CidrNetwork {
  private static final Logger log = LoggerFactory.getLogger(DockerNetwork.class);
  private static final Duration LONGEST_CREATION = Duration.ofSeconds(5);

  /**
   * @param name the Docker network's
   * @param bridge the bridge device's, at most 15 characters
   * @param clusterCidrs of all pods and nodes, one of each family at most
   * @param gateways the bridge's own addresses, in the order of {@code clusterCidrs}; the first of
   *     each range where there are none
   * @param nodeIps the node's own addresses, bound on the bridge
   */
  public record Settings(
      String name,
      String bridge,
      String cluster,
      List<String> clusterCidrs,
      List<String> gateways,
      List<String> nodeIps) {}

  private final DockerConnection docker;
  private final ContainerRuntime runtime;
  private final Settings settings;

  public DockerNetwork(DockerConnection docker, ContainerRuntime runtime, Settings settings) {
    this.docker = docker;
    this.runtime = runtime;
    this.settings = settings;
  }

  /**
   * Makes the network, the node's addresses and the rules, as far as they are missing.
   *
   * @throws IllegalStateException where the engine or the host refuses
   */
  @Override
  public void maintain() {
    if (find().isEmpty()) {
      create();
    }
    for (var address : settings.nodeIps()) {
      bind(address);
    }
    accept("iptables");
    accept("ip6tables");
  }

  private Optional<Network> find() {
    return docker.client().listNetworksCmd().withNameFilter(settings.name()).exec().stream()
        .filter(n -> settings.name().equals(n.getName()))
        .findFirst();
  }

  private void create() {
    var cidrs = settings.clusterCidrs();
    var ranges = new Network.Ipam.Config[cidrs.size()];
    for (var i = 0; i < ranges.length; i++) {
      var gateway =
          i < settings.gateways().size()
              ? settings.gateways().get(i)
              : Cidr.parse(cidrs.get(i)).address(1);
      ranges[i] = new Network.Ipam.Config().withSubnet(cidrs.get(i)).withGateway(gateway);
    }
    var ipv6 = settings.clusterCidrs().stream().anyMatch(c -> Cidr.parse(c).ipv6());
    try {
      docker
          .client()
          .createNetworkCmd()
          .withName(settings.name())
          .withCheckDuplicate(true)
          .withDriver("bridge")
          .withEnableIpv6(ipv6)
          .withIpam(new Network.Ipam().withConfig(ranges))
          .withOptions(Map.of("com.docker.network.bridge.name", settings.bridge()))
          .withLabels(Map.of("io.coxswain.cluster-uid", settings.cluster()))
          .exec();
    } catch (DockerException e) {
      if (!appears()) {
        throw new IllegalStateException(
            "Creating the Docker network " + settings.name() + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Whether another node of this machine has been faster: the engine gives the addresses away
   * first, and shows the network once it is made.
   */
  private boolean appears() {
    var deadline = System.nanoTime() + LONGEST_CREATION.toNanos();
    while (find().isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private void bind(String address) {
    var ipv6 = address.contains(":");
    var shown = HostCommand.run(List.of("ip", "-o", "addr", "show", "to", address));
    if (shown.succeeded() && !shown.output().isEmpty()) {
      return;
    }
    var command =
        List.of("ip", "addr", "add", address + (ipv6 ? "/128" : "/32"), "dev", settings.bridge());
    var result = HostCommand.run(command);
    if (!result.succeeded() && !result.output().contains("File exists")) {
      throw new IllegalStateException(
          "Binding the node's address "
              + address
              + " on "
              + settings.bridge()
              + ": "
              + result.output());
    }
  }

  /** Lets what does not come from the bridge reach its pods; without it Docker drops it. */
  private void accept(String iptables) {
    var rule = List.of("DOCKER-USER", "-o", settings.bridge(), "-j", "ACCEPT");
    if (HostCommand.run(command(iptables, "-C", rule)).succeeded()) {
      return;
    }
    var result = HostCommand.run(command(iptables, "-I", rule));
    if (!result.succeeded()) {
      // Docker makes the chain only where it manages that family
      log.debug("No {} rule for {}: {}", iptables, settings.bridge(), result.output());
    }
  }

  private static List<String> command(String iptables, String verb, List<String> rule) {
    var command = new java.util.ArrayList<>(List.of(iptables, "-w", verb));
    command.addAll(rule);
    return command;
  }

  /** Turns hairpin on, so that a pod reaches itself through its own Service. */
  @Override
  public void attached(String sandboxId) {
    var process = runtime.networkProcess(sandboxId);
    if (process.isEmpty()) {
      return;
    }
    try {
      var link = Path.of("/proc/" + process.get() + "/root/sys/class/net/eth0/iflink");
      var index = Files.readString(link).strip();
      try (var devices = Files.list(Path.of("/sys/class/net"))) {
        for (var device : devices.toList()) {
          var hairpin = device.resolve("brport/hairpin_mode");
          if (Files.exists(hairpin)
              && Files.readString(device.resolve("ifindex")).strip().equals(index)) {
            Files.writeString(hairpin, "1");
          }
        }
      }
    } catch (IOException e) {
      log.warn("Hairpin mode of sandbox {}: {}", sandboxId, e.toString());
    }
  }
}
