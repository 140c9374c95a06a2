package io.coxswain.proxy;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerListener;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.proxy.host.Commands;
import io.coxswain.proxy.host.DockerForwarding;
import io.coxswain.proxy.host.Sysctls;
import io.coxswain.proxy.nft.Nft;
import io.coxswain.proxy.nft.NftScript;
import io.coxswain.proxy.route.Locality;
import io.coxswain.proxy.route.RouteBuilder;
import io.coxswain.proxy.route.ServiceRoute;
import io.coxswain.proxy.userspace.UserspaceForwarding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running kube-proxy. One thread, "kube-proxy-sync", owns the data plane: events only wake it,
 * and it then takes the informers' whole state, so that a burst of events costs one change of the
 * rules.
 */
public final class KubeProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KubeProxy.class);
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String SERVICES_OF_OURS = "!service.kubernetes.io/service-proxy-name";
  private static final String SLICES_OF_OURS =
      "!service.kubernetes.io/headless,!service.kubernetes.io/service-proxy-name";

  private final ProxyOptions options;
  private final KubernetesClient client;
  private final Timers timers;
  private final Dataplane dataplane;
  private final Informer<Service> services;
  private final Informer<EndpointSlice> slices;
  private final Informer<Node> nodes;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private @Nullable HealthServer health;
  private @Nullable List<ServiceRoute> current;
  private volatile @Nullable Instant lastSync;
  private volatile boolean closed;

  private KubeProxy(
      ProxyOptions options, KubernetesClient client, Dataplane dataplane, Timers timers) {
    this.options = options;
    this.client = client;
    this.timers = timers;
    this.dataplane = dataplane;
    services =
        Informer.prepare(
            client.resources(Service.class),
            InformerOptions.<Service>all().withLabelSelector(SERVICES_OF_OURS),
            timers);
    slices =
        Informer.prepare(
            client.resources(EndpointSlice.class),
            InformerOptions.<EndpointSlice>all().withLabelSelector(SLICES_OF_OURS),
            timers);
    nodes = Informer.prepare(client.resources(Node.class), InformerOptions.all(), timers);
    thread = Thread.ofPlatform().name("kube-proxy-sync").unstarted(this::run);
  }

  /**
   * Starts watching and keeping the rules.
   *
   * @throws UncheckedIOException when the health port is taken
   * @throws IllegalStateException when nftables is asked for and does not work here
   */
  public static KubeProxy start(ProxyOptions options, KubernetesClient client, Timers timers) {
    var proxy = new KubeProxy(options, client, dataplane(options, timers), timers);
    try {
      proxy.begin();
      return proxy;
    } catch (IOException e) {
      proxy.close();
      throw new UncheckedIOException("cannot serve health on port " + options.healthzPort(), e);
    }
  }

  /** Removes everything that a kube-proxy with this table has left on the machine. */
  public static void cleanup(ProxyOptions options) throws IOException {
    var commands = Commands.here();
    new DockerForwarding(commands, options.nftTable(), options.clusterCidrs()).remove();
    new Nft(commands).apply(NftScript.remove(options.nftTable()));
  }

  private static Dataplane dataplane(ProxyOptions options, Timers timers) {
    var commands = Commands.here();
    var nftables = options.mode() != ProxyOptions.Mode.USERSPACE && new Nft(commands).available();
    if (!nftables && options.mode() == ProxyOptions.Mode.NFTABLES) {
      throw new IllegalStateException(
          "nftables does not work here: nft is missing, or not permitted");
    }
    LOG.info("proxying with {}", nftables ? "nftables" : "userspace forwarding");
    return nftables
        ? new NftablesDataplane(options, commands, new Sysctls(Path.of("/proc/sys")))
        : new UserspaceDataplane(options, new UserspaceForwarding(timers, new Random()));
  }

  private void begin() throws IOException {
    if (options.healthzPort() >= 0) {
      var address = new InetSocketAddress(options.healthzAddress(), options.healthzPort());
      health = new HealthServer(address, timers, () -> lastSync, client::metrics);
    }
    services.onChange(waking());
    slices.onChange(waking());
    nodes.onChange(waking());
    services.begin();
    slices.begin();
    nodes.begin();
    thread.start();
  }

  /** The port that serves {@code /healthz}; 0 without one. */
  public int healthzPort() {
    return health == null ? 0 : health.port();
  }

  /** Whether the rules follow the Services. */
  public boolean ready() {
    return lastSync != null;
  }

  private <T> InformerListener<T> waking() {
    return new InformerListener<>() {
      @Override
      public void added(T object) {
        wake.release();
      }

      @Override
      public void updated(T before, T after) {
        wake.release();
      }

      @Override
      public void deleted(T object) {
        wake.release();
      }
    };
  }

  private void run() {
    try {
      for (var informer : List.of(services, slices, nodes)) {
        while (!informer.awaitSync(Duration.ofMinutes(1))) {
          LOG.info("still waiting for the first list of {}", informer.type());
        }
      }
      wake.release(); // an empty cluster has no events but needs its table
      var verified = timers.nanoTime();
      while (!closed) {
        var woken = wake.tryAcquire(options.syncPeriod().toNanos(), TimeUnit.NANOSECONDS);
        wake.drainPermits();
        if (woken) {
          sync();
          timers.sleep(options.minSyncPeriod());
        }
        if (timers.nanoTime() - verified >= options.syncPeriod().toNanos()) {
          verify();
          verified = timers.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("sync thread ends");
    }
  }

  private void sync() {
    var routes = RouteBuilder.build(services.list(), slices.list(), locality());
    if (routes.equals(current)) {
      return;
    }
    try {
      dataplane.sync(routes);
      current = routes;
      lastSync = timers.instant();
    } catch (IOException e) {
      LOG.error("the rules could not be changed, trying again", e);
      lastSync = null;
      current = null;
      timers.after(Duration.ofSeconds(1), wake::release);
    }
  }

  private void verify() {
    try {
      dataplane.verify();
    } catch (IOException e) {
      LOG.error("the rules could not be verified", e);
    }
  }

  private Locality locality() {
    var zones =
        nodes.list().stream()
            .filter(node -> options.nodeNames().contains(node.name()))
            .map(node -> node.labels().get(ZONE))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return new Locality(options.nodeNames(), Set.copyOf(zones));
  }

  @Override
  public void close() {
    closed = true;
    services.close();
    slices.close();
    nodes.close();
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (health != null) {
      health.close();
    }
    dataplane.close();
  }
}
