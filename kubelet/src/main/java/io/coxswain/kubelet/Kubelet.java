package io.coxswain.kubelet;

import io.coxswain.api.core.v1.Namespace;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ApiException;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.SystemTimers;
import io.coxswain.kubelet.node.Machine;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.server.HealthServer;
import io.coxswain.kubelet.server.KubeletServer;
import io.coxswain.kubelet.server.NodeApi;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A kubelet: at most one real node and any number of simulated ones. Closing it leaves containers
 * running; a later kubelet takes them over.
 */
public final class Kubelet implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Kubelet.class);
  private static final Duration MAINTENANCE = Duration.ofSeconds(30);

  private final KubeletOptions options;
  private final KubernetesClient client;
  private final SystemTimers timers = new SystemTimers();
  private final Map<String, NodeRunner> nodes = new LinkedHashMap<>();
  private final List<AutoCloseable> resources = new ArrayList<>();
  private final ApiObjects objects;
  private volatile boolean closed;

  private Kubelet(KubeletOptions options, KubernetesClient client) {
    this.options = options;
    this.client = client;
    this.objects = new ApiObjects(client, timers);
  }

  /**
   * Starts all nodes; returns when they are being kept, which may be before the API server knows.
   *
   * @throws IllegalStateException where the engine or the network can't be had
   */
  public static Kubelet start(KubeletOptions options, KubernetesClient client) {
    var kubelet = new Kubelet(options, client);
    try {
      kubelet.begin();
      return kubelet;
    } catch (RuntimeException e) {
      kubelet.close();
      throw e;
    }
  }

  private void begin() {
    var machine = Machine.read(options.rootDir());
    if (!options.nodeName().isEmpty()) {
      real(machine);
    }
    if (options.fakeNodes() > 0) {
      simulated(machine);
    }
    objects.onChange(
        (namespace, kind, name) ->
            nodes.values().forEach(n -> n.workers().objectChanged(namespace, kind, name)));
    resources.add(HealthServer.start(options.healthzPort()));
    var feed = new PodFeed(nodes);
    nodes.values().forEach(NodeRunner::start);
    var pods = informer(Pod.class, "spec.nodeName");
    pods.onChange(feed);
    pods.begin();
    var nodeObjects = informer(Node.class, "metadata.name");
    nodeObjects.onChange(feed.nodes());
    nodeObjects.begin();
    resources.add(pods);
    resources.add(nodeObjects);
    Thread.ofVirtual().name("kubelet-maintenance").start(() -> maintain(pods));
  }

  private void real(Machine machine) {
    var cluster = options.clusterUid() == null ? clusterUid() : options.clusterUid();
    var real = new RealNode(options, machine, cluster, objects, client, timers);
    var runner = real.runner();
    nodes.put(options.nodeName(), runner);
    if (options.tls() != null) {
      var api = List.of(NodeApi.of(runner.workers(), runner.context(), machine, client));
      resources.add(
          KubeletServer.start(
              options.tls(), real.addresses().getFirst(), options.port(), () -> api));
    }
  }

  /** All simulated nodes have one API on loopback; where a node has a pod, its paths tell. */
  private void simulated(Machine machine) {
    var apis = new CopyOnWriteArrayList<NodeApi>();
    var port = options.port();
    if (options.tls() != null) {
      var server = KubeletServer.start(options.tls(), "127.0.0.1", 0, () -> apis);
      resources.add(server);
      port = server.port();
    }
    var maker = new SimulatedNode(options, machine, objects, client, timers);
    for (var i = 0; i < options.fakeNodes(); i++) {
      var fake = maker.node(i, port);
      apis.add(NodeApi.of(fake.workers(), fake.context(), machine, client));
      nodes.put(fake.context().nodeName(), fake);
    }
  }

  /** An informer of what concerns this process: one node's objects, or all where there are many. */
  private <T extends io.coxswain.api.KubernetesObject> Informer<T> informer(
      Class<T> type, String field) {
    InformerOptions<T> all = InformerOptions.all();
    var single = nodes.size() == 1 ? nodes.keySet().iterator().next() : "";
    return Informer.prepare(
        client.resources(type),
        single.isEmpty() ? all : all.withFieldSelector(field + "=" + single),
        timers);
  }

  /** What marks this cluster's containers: the UID of kube-system, once the API server has it. */
  private String clusterUid() {
    while (true) {
      try {
        var found = client.resources(Namespace.class).get("", "kube-system");
        if (found.isPresent()) {
          return found.get().uid();
        }
      } catch (ApiException | UncheckedIOException e) {
        log.info("Waiting for the API server: {}", e.getMessage());
      }
      try {
        timers.sleep(Duration.ofMillis(500));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the API server", e);
      }
    }
  }

  private void maintain(Informer<Pod> pods) {
    try {
      while (!pods.awaitSync(Duration.ofHours(1)) && !closed) {
        log.warn("Still no pods from the API server");
      }
      while (!closed) {
        for (var node : nodes.values()) {
          try {
            maintain(node, pods);
          } catch (ContainerRuntimeException | IllegalStateException e) {
            log.warn("Node {}: {}", node.context().nodeName(), e.getMessage());
          }
        }
        objects.sweep(pods.list().stream().map(Pod::namespace).collect(Collectors.toSet()));
        timers.sleep(MAINTENANCE);
      }
    } catch (InterruptedException e) {
      log.debug("maintenance interrupted");
    }
  }

  private void maintain(NodeRunner node, Informer<Pod> pods) {
    var known = pods.list().stream().map(Pod::uid).collect(Collectors.toSet());
    node.removeOrphans(known);
    node.context().network().maintain();
    node.workers().changed("");
  }

  @Override
  public void close() {
    closed = true;
    for (var resource : resources.reversed()) {
      try {
        resource.close();
      } catch (Exception e) {
        log.warn("closing {}: {}", resource, e.toString());
      }
    }
    nodes.values().forEach(NodeRunner::close);
    objects.close();
    timers.close();
  }
}
