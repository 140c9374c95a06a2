package io.coxswain.kubelet;

import io.coxswain.api.core.v1.Node;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.env.ObjectSource;
import io.coxswain.kubelet.env.PodFiles;
import io.coxswain.kubelet.image.ImagePuller;
import io.coxswain.kubelet.network.PodNetwork;
import io.coxswain.kubelet.node.Machine;
import io.coxswain.kubelet.node.NodeAgent;
import io.coxswain.kubelet.node.NodeEvents;
import io.coxswain.kubelet.node.NodeIdentity;
import io.coxswain.kubelet.pod.NodeContext;
import io.coxswain.kubelet.pod.PodEvents;
import io.coxswain.kubelet.pod.PodWorkers;
import io.coxswain.kubelet.pod.StatusSync;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.volume.PodVolumes;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node, real or simulated: its Node object, its pod workers and what they share. */
final class NodeRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeRunner.class);

  /** What differs between real and simulated nodes. */
  record Parts(
      ContainerRuntime runtime,
      PodVolumes volumes,
      PodNetwork network,
      ObjectSource objects,
      PodFiles.Dns dns) {}

  private final Parts parts;
  private final NodeContext context;
  private final PodWorkers workers;
  private final NodeAgent agent;
  private final EventRecorder recorder;
  private final AutoCloseable watch;

  NodeRunner(
      NodeIdentity identity, Machine machine, Parts parts, KubernetesClient client, Timers timers) {
    this.parts = parts;
    this.recorder = new EventRecorder(client, "kubelet", identity.name(), timers);
    var events = new PodEvents(recorder);
    var images = new ImagePuller(parts.runtime(), parts.objects(), events, timers);
    this.context =
        new NodeContext(
            identity.name(),
            identity.addresses(),
            identity.capacity(),
            parts.dns(),
            parts.runtime(),
            parts.volumes(),
            parts.network(),
            parts.objects(),
            images,
            events,
            new StatusSync(client, timers),
            timers);
    this.workers = new PodWorkers(context);
    this.agent =
        new NodeAgent(
            identity,
            machine,
            parts.runtime(),
            client,
            timers,
            parts.network()::notReady,
            this::node,
            new NodeEvents(identity.name(), recorder));
    this.watch = parts.runtime().watch(workers::changed);
  }

  void start() {
    agent.start();
  }

  /** Learns the pod CIDRs, which a controller may give the node late. */
  void node(Node node) {
    workers.node(node);
    if (parts.network().notReady().isPresent() && !node.spec().podCIDRs().isEmpty()) {
      try {
        parts.network().configure(node.spec().podCIDRs(), parts.runtime().pods());
        agent.wake();
        workers.changed("");
      } catch (ContainerRuntimeException e) {
        log.warn("Pod CIDRs of {}: {}", node.name(), e.text());
      }
    }
  }

  PodWorkers workers() {
    return workers;
  }

  NodeContext context() {
    return context;
  }

  /**
   * Stops what runs here without the API server knowing it; {@code known} are the UIDs it knows.
   */
  void removeOrphans(Set<String> known) {
    for (var pod : parts.runtime().pods()) {
      var ref = pod.pod();
      if (ref != null && !known.contains(ref.uid()) && !workers.has(ref.uid())) {
        log.info("Pod {} is not known any more, its containers are stopped", ref);
        workers.removeOrphan(ref);
      }
    }
  }

  @Override
  public void close() {
    workers.close();
    agent.close();
    recorder.close();
    try {
      watch.close();
    } catch (Exception e) {
      log.debug("closing the runtime's watch", e);
    }
    parts.runtime().close();
  }
}
