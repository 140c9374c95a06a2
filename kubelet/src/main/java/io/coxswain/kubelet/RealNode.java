package io.coxswain.kubelet;

import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.env.PodFiles;
import io.coxswain.kubelet.network.Cidr;
import io.coxswain.kubelet.network.DockerNetwork;
import io.coxswain.kubelet.node.Machine;
import io.coxswain.kubelet.node.NodeIdentity;
import io.coxswain.kubelet.runtime.docker.DockerConnection;
import io.coxswain.kubelet.runtime.docker.DockerRuntime;
import io.coxswain.kubelet.volume.NodeVolumes;
import io.coxswain.kubelet.volume.ServiceAccountTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Puts a node together whose containers are Docker's. */
final class RealNode {
  private final KubeletOptions options;
  private final List<String> addresses;
  private final NodeRunner runner;

  RealNode(
      KubeletOptions options,
      Machine machine,
      String cluster,
      ApiObjects objects,
      KubernetesClient client,
      Timers timers) {
    this.options = options;
    this.addresses =
        options.nodeIps().isEmpty()
            ? List.of(Cidr.parse(options.podNetwork().getFirst()).address(-3))
            : options.nodeIps();
    var docker = DockerConnection.open(options.containerRuntimeEndpoint());
    var runtime = new DockerRuntime(docker, cluster, options.nodeName(), options.podBridge());
    var network =
        new DockerNetwork(
            docker,
            runtime,
            new DockerNetwork.Settings(
                options.podBridge(),
                options.podBridge(),
                cluster,
                options.podNetwork(),
                options.podGateway(),
                addresses));
    network.maintain();
    var volumes =
        new NodeVolumes(
            options.rootDir(), objects, new ServiceAccountTokens(client, timers), objects::claim);
    this.runner =
        new NodeRunner(
            identity(machine),
            machine,
            new NodeRunner.Parts(runtime, volumes, network, objects, dns()),
            client,
            timers);
  }

  private NodeIdentity identity(Machine machine) {
    return new NodeIdentity(
        options.nodeName(),
        addresses,
        List.of(),
        options.nodeLabels(),
        options.taints(),
        options.podCidrs(),
        options.port(),
        machine.capacity(options.machineNodes()));
  }

  private PodFiles.Dns dns() {
    try {
      var host = Files.exists(options.resolvConf()) ? Files.readString(options.resolvConf()) : "";
      return new PodFiles.Dns(options.clusterDns(), options.clusterDomain(), host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> addresses() {
    return addresses;
  }

  NodeRunner runner() {
    return runner;
  }
}
