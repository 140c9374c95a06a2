package io.coxswain.kubelet;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.Service;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.env.ObjectSource;
import io.coxswain.kubelet.env.PodFiles;
import io.coxswain.kubelet.network.CidrNetwork;
import io.coxswain.kubelet.node.Machine;
import io.coxswain.kubelet.node.NodeIdentity;
import io.coxswain.kubelet.runtime.fake.FakeRuntime;
import io.coxswain.kubelet.volume.NoVolumes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes simulated nodes: everything about them is real but their containers, volumes and wires. */
final class SimulatedNode {
  private final KubeletOptions options;
  private final Machine machine;
  private final ApiObjects objects;
  private final KubernetesClient client;
  private final Timers timers;

  SimulatedNode(
      KubeletOptions options,
      Machine machine,
      ApiObjects objects,
      KubernetesClient client,
      Timers timers) {
    this.options = options;
    this.machine = machine;
    this.objects = objects;
    this.client = client;
    this.timers = timers;
  }

  /**
   * @param port of the API that all simulated nodes share on loopback
   */
  NodeRunner node(int index, int port) {
    var name = options.fakeNodePrefix() + index;
    var labels = new HashMap<>(options.nodeLabels());
    labels.put("type", "simulated");
    // Shared address space (RFC 6598): nothing real lies there.
    var slash24 = "100." + (64 + index / 256) + "." + index % 256;
    var identity =
        new NodeIdentity(
            name,
            List.of("100." + (96 + index / 256) + "." + index % 256 + ".1"),
            List.of("localhost"),
            Map.copyOf(labels),
            options.taints(),
            List.of(slash24 + ".0/24"),
            port,
            capacity());
    var network = new CidrNetwork();
    network.configure(identity.podCidrs(), List.of());
    var runtime = new FakeRuntime(timers, timers::sleep, options.fakeStartDelay());
    var dns = new PodFiles.Dns(List.of(), options.clusterDomain(), "");
    return new NodeRunner(
        identity,
        machine,
        new NodeRunner.Parts(
            runtime,
            new NoVolumes(options.rootDir().resolve("simulated")),
            network,
            references(),
            dns),
        client,
        timers);
  }

  private static Map<String, Quantity> capacity() {
    return Map.of(
        "cpu", Quantity.of("32"),
        "memory", Quantity.of("256Gi"),
        "ephemeral-storage", Quantity.of("1Ti"),
        "pods", Quantity.of(110));
  }

  /** References are checked as on a real node; Services are not asked for, nobody calls them. */
  private ObjectSource references() {
    return new ObjectSource() {
      @Override
      public Optional<ConfigMap> configMap(String namespace, String name) {
        return objects.configMap(namespace, name);
      }

      @Override
      public Optional<Secret> secret(String namespace, String name) {
        return objects.secret(namespace, name);
      }

      @Override
      public List<Service> services() {
        return List.of();
      }
    };
  }
}
