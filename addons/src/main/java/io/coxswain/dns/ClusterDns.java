package io.coxswain.dns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.client.metrics.ProcessStatistics;
import io.coxswain.dns.server.DnsServer;
import io.coxswain.dns.server.QueryHandler;
import io.coxswain.dns.server.ResolvConf;
import io.coxswain.dns.server.Resolvers;
import io.coxswain.dns.zone.ClusterZone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running DNS server for the cluster. It answers from the moment it has seen the whole cluster;
 * the virtual thread "kube-dns-service" then keeps the Service that leads here.
 */
public final class ClusterDns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterDns.class);
  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration VERIFY = Duration.ofSeconds(30);

  private static final Duration ADDRESS_POLL = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final Timers timers;
  private final DnsOptions options;
  private final InformerDirectory directory;
  private final Thread registrar;
  private @Nullable DnsServer server;
  private @Nullable HttpServer health;
  private volatile boolean registered;
  private volatile boolean closed;

  private ClusterDns(DnsOptions options, KubernetesClient client, Timers timers) {
    this.options = options;
    this.client = client;
    this.timers = timers;
    this.directory =
        new InformerDirectory(client, timers, options.pods() == ClusterZone.PodNames.VERIFIED);
    this.registrar = Thread.ofVirtual().name("kube-dns-service").unstarted(this::keepService);
  }

  /**
   * Opens the sockets and starts watching.
   *
   * @throws UncheckedIOException when an address is taken
   */
  public static ClusterDns start(DnsOptions options, KubernetesClient client, Timers timers) {
    var dns = new ClusterDns(options, client, timers);
    try {
      dns.begin();
      return dns;
    } catch (IOException e) {
      dns.close();
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void begin() throws IOException {
    var zone = new ClusterZone(options.clusterDomain(), options.ttl(), options.pods(), directory);
    var resolvers = resolvers();
    LOG.info("other names are asked at {}", resolvers.isEmpty() ? "nobody" : resolvers);
    var handler =
        new QueryHandler(zone, new Resolvers(resolvers, UPSTREAM_TIMEOUT), timers, new Random());
    awaitAddresses();
    server = DnsServer.start(options.listen(), handler);
    if (options.healthzPort() >= 0) {
      health =
          HttpServer.create(
              new InetSocketAddress(options.healthzAddress(), options.healthzPort()), 0);
      health.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      serve("/health", () -> true);
      serve("/healthz", () -> true);
      serve("/ready", this::ready);
      serve("/readyz", this::ready);
      health.createContext(
          "/metrics",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            send(exchange, 200, client.metrics() + ProcessStatistics.text());
          });
      health.start();
    }
    registrar.start();
  }

  /** The bridge that carries our address is made by a kubelet, which may start later than we do. */
  private void awaitAddresses() throws IOException {
    for (var listen : options.listen()) {
      var told = false;
      while (!listen.getAddress().isAnyLocalAddress() && !isLocal(listen.getAddress())) {
        if (!told) {
          LOG.info("waiting for a network interface with the address {}", listen.getHostString());
          told = true;
        }
        try {
          timers.sleep(ADDRESS_POLL);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while waiting for " + listen.getHostString(), e);
        }
      }
    }
  }

  private List<InetSocketAddress> resolvers() throws IOException {
    var all = new ArrayList<>(options.upstream());
    var file = options.resolvConf();
    if (file != null && Files.exists(file)) {
      all.addAll(ResolvConf.nameServers(Files.readString(file), this::leadsHere));
    }
    return all.stream().distinct().toList();
  }

  /** Whether asking this address would ask ourselves. */
  private boolean leadsHere(InetSocketAddress resolver) {
    var address = resolver.getAddress();
    if (options.serviceIPs().contains(address.getHostAddress())) {
      return true;
    }
    return options.listen().stream()
        .filter(ours -> ours.getPort() == resolver.getPort())
        .anyMatch(
            ours ->
                ours.getAddress().equals(address)
                    || (ours.getAddress().isAnyLocalAddress() && isLocal(address)));
  }

  private static boolean isLocal(java.net.InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // rather no upstream than a loop
    }
  }

  /** The port of the first listener. */
  public int port() {
    return server == null ? 0 : server.port();
  }

  public int healthzPort() {
    return health == null ? 0 : health.getAddress().getPort();
  }

  /** Whether the whole cluster is known and, where it is ours, the Service leads here. */
  public boolean ready() {
    return directory.hasSynced() && (registered || options.serviceIPs().isEmpty());
  }

  private void keepService() {
    if (options.serviceIPs().isEmpty()) {
      return;
    }
    var service = new KubeDnsService(options.serviceIPs(), options.endpoints(), port());
    try {
      while (!closed) {
        try {
          service.ensure(client);
          registered = true;
        } catch (ApiException | UncheckedIOException e) {
          LOG.info("Service kube-system/kube-dns: {}; trying again", e.getMessage());
        } catch (IllegalStateException e) {
          registered = false;
          LOG.error("{}", e.getMessage());
        }
        timers.sleep(registered ? VERIFY : RETRY);
      }
    } catch (InterruptedException e) {
      LOG.debug("closed");
    }
  }

  private void serve(String path, BooleanSupplier good) {
    if (health != null) {
      health.createContext(path, exchange -> answer(exchange, good.getAsBoolean()));
    }
  }

  private static void answer(HttpExchange exchange, boolean good) throws IOException {
    send(exchange, good ? 200 : 503, good ? "OK" : "not ready");
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    try (exchange) {
      var body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed = true;
    registrar.interrupt();
    if (server != null) {
      server.close();
    }
    if (health != null) {
      health.stop(0);
    }
    directory.close();
  }
}
