package io.coxswain.kubelet.node;

import io.coxswain.api.coordination.v1.Lease;
import io.coxswain.api.coordination.v1.Lease.LeaseSpec;
import io.coxswain.api.coordination.v1.LeaseBuilder;
import io.coxswain.api.coordination.v1.LeaseSpecBuilder;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeStatus;
import io.coxswain.api.core.v1.NodeStatusBuilder;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ResourceClient;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Node object and its Lease alive. Two virtual threads: one renews the Lease every 10 s,
 * one registers the node and writes its status when it changes, every 10 s while it is not ready,
 * and every 5 min otherwise.
 */
public final class NodeAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeAgent.class);
  private static final String LEASES = "kube-node-lease";
  private static final int LEASE_SECONDS = 40;
  private static final Duration RENEW = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration REPORT = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final NodeIdentity identity;
  private final Machine machine;
  private final ContainerRuntime runtime;
  private final ResourceClient<Node> nodes;
  private final ResourceClient<Lease> leases;
  private final Timers timers;
  private final Supplier<Optional<String>> networkProblem;
  private final Consumer<Node> onNode;
  private final NodeEvents events;
  private final Semaphore wakeups = new Semaphore(0);
  private volatile boolean closed;
  private @Nullable Node current;
  private @Nullable Lease lease;
  private Instant reportedAt = Instant.EPOCH;

  /**
   * @param networkProblem why the network is not ready, if it is not
   * @param onNode told of the Node each time it was read or written
   */
  public NodeAgent(
      NodeIdentity identity,
      Machine machine,
      ContainerRuntime runtime,
      KubernetesClient client,
      Timers timers,
      Supplier<Optional<String>> networkProblem,
      Consumer<Node> onNode,
      NodeEvents events) {
    this.identity = identity;
    this.machine = machine;
    this.runtime = runtime;
    this.nodes = client.resources(Node.class);
    this.leases = client.resources(Lease.class);
    this.timers = timers;
    this.networkProblem = networkProblem;
    this.onNode = onNode;
    this.events = events;
  }

  public void start() {
    events.starting();
    Thread.ofVirtual().name("node-status-" + identity.name()).start(() -> loop(this::report, LOOK));
    Thread.ofVirtual().name("node-lease-" + identity.name()).start(() -> loop(this::renew, RENEW));
  }

  /** Looks at the node's state at once. */
  public void wake() {
    wakeups.release();
  }

  private void loop(Runnable work, Duration period) {
    try {
      while (!closed) {
        Duration next = period;
        try {
          work.run();
        } catch (ApiException | UncheckedIOException e) {
          log.debug("node {}: {}", identity.name(), e.getMessage());
          next = RETRY;
        } catch (RuntimeException e) {
          log.error("node {}", identity.name(), e);
        }
        if (period == LOOK) {
          wakeups.tryAcquire(next.toMillis(), TimeUnit.MILLISECONDS);
          wakeups.drainPermits();
        } else {
          timers.sleep(next);
        }
      }
    } catch (InterruptedException e) {
      log.debug("node {} interrupted", identity.name());
    }
  }

  private void report() {
    var node = whole(current == null ? register() : current);
    onNode.accept(node);
    var now = timers.instant();
    var status = status(node.status(), now);
    var due = !Duration.between(reportedAt, now).minus(REPORT).isNegative();
    if (!due && same(status, node.status())) {
      return;
    }
    try {
      current = whole(nodes.updateStatus(node.withStatus(status)));
      reportedAt = now;
      events.changed(node.status(), status);
      onNode.accept(Objects.requireNonNull(current));
    } catch (ApiException e) {
      if (!e.isConflict() && !e.isNotFound()) {
        throw e;
      }
      current = null;
      wake();
    }
  }

  /** A Node off the wire may lack its empty status. */
  private static Node whole(Node node) {
    return node.withStatus(
        Objects.requireNonNullElseGet(node.status(), () -> NodeStatusBuilder.builder().build()));
  }

  private NodeStatus status(NodeStatus old, Instant now) {
    try {
      return NodeObjects.status(
          old, identity, machine, runtime.version(), runtime.images(), networkProblem.get(), now);
    } catch (ContainerRuntimeException e) {
      return NodeObjects.status(
          old,
          identity,
          machine,
          runtime.version(),
          List.of(),
          Optional.of("container runtime is down: " + e.text()),
          now);
    }
  }

  /** Whether they differ in heartbeat times at most. */
  private static boolean same(NodeStatus a, NodeStatus b) {
    return withoutHeartbeats(a).equals(withoutHeartbeats(b));
  }

  private static NodeStatus withoutHeartbeats(NodeStatus status) {
    return status.withConditions(
        status.conditions().stream().map(c -> c.withLastHeartbeatTime(null)).toList());
  }

  /** Creates the Node, or takes over the one that is there and brings its labels up to date. */
  private Node register() {
    var found = nodes.get("", identity.name());
    if (found.isEmpty()) {
      var empty = NodeStatusBuilder.builder().build();
      var status = status(empty, timers.instant());
      current = nodes.create(NodeObjects.initial(identity, machine, status));
      events.changed(empty, status);
      log.info("Registered node {}", identity.name());
      return Objects.requireNonNull(current);
    }
    var node = found.get();
    var labels = new LinkedHashMap<>(node.labels());
    labels.putAll(NodeObjects.labels(identity, machine));
    if (!labels.equals(node.labels())) {
      node = nodes.update(node.withMetadata(node.metadata().withLabels(labels)));
    }
    current = node;
    return node;
  }

  private void renew() {
    var now = new MicroTime(timers.instant());
    var known = lease;
    try {
      if (known == null) {
        known = leases.get(LEASES, identity.name()).orElse(null);
      }
      lease =
          known == null
              ? leases.create(fresh(now))
              : leases.update(known.withSpec(spec(known.spec(), now)));
    } catch (ApiException e) {
      lease = null;
      throw e;
    }
  }

  private Lease fresh(MicroTime now) {
    var owner = nodes.get("", identity.name());
    return LeaseBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace(LEASES)
                .name(identity.name())
                .ownerReferences(
                    owner
                        .map(
                            n ->
                                List.of(
                                    new OwnerReference(
                                        "v1", "Node", n.name(), n.uid(), null, null)))
                        .orElse(List.of()))
                .build())
        .spec(spec(LeaseSpecBuilder.builder().build(), now))
        .build();
  }

  private LeaseSpec spec(LeaseSpec old, MicroTime now) {
    return LeaseSpecBuilder.builder(old)
        .holderIdentity(identity.name())
        .leaseDurationSeconds(LEASE_SECONDS)
        .renewTime(now)
        .build();
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }
}
