package io.coxswain.apiserver;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.admissionregistration.v1.MutatingWebhookConfiguration;
import io.coxswain.api.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.coxswain.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.coxswain.api.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.coxswain.api.core.v1.Event;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.ApiServerOptions.Storage;
import io.coxswain.apiserver.aggregation.AggregatorController;
import io.coxswain.apiserver.aggregation.ExtensionClient;
import io.coxswain.apiserver.aggregation.ExtensionProxy;
import io.coxswain.apiserver.aggregation.ExtensionTls;
import io.coxswain.apiserver.aggregation.Extensions;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.Auditor;
import io.coxswain.apiserver.audit.backend.AuditBackends;
import io.coxswain.apiserver.auth.Authenticator;
import io.coxswain.apiserver.auth.AuthorizationMode;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.auth.Authorizers;
import io.coxswain.apiserver.auth.ServiceAccountTokens;
import io.coxswain.apiserver.auth.TokenFile;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.custom.ServedKinds;
import io.coxswain.apiserver.definition.DefinitionClient;
import io.coxswain.apiserver.definition.DefinitionController;
import io.coxswain.apiserver.discovery.DiscoveryHandler;
import io.coxswain.apiserver.flowcontrol.FlowController;
import io.coxswain.apiserver.flowcontrol.FlowMetrics;
import io.coxswain.apiserver.flowcontrol.MaxInFlight;
import io.coxswain.apiserver.flowcontrol.PriorityAndFairness;
import io.coxswain.apiserver.http.ConnectionAdmission;
import io.coxswain.apiserver.http.Dispatcher;
import io.coxswain.apiserver.http.HttpServer;
import io.coxswain.apiserver.http.ServerTls;
import io.coxswain.apiserver.node.CachedNodePods;
import io.coxswain.apiserver.node.NodeAuthorizer;
import io.coxswain.apiserver.openapi.OpenApiHandler;
import io.coxswain.apiserver.proxy.ExtensionStreams;
import io.coxswain.apiserver.proxy.KubeletDialer;
import io.coxswain.apiserver.proxy.PodProxy;
import io.coxswain.apiserver.proxy.ResourceProxy;
import io.coxswain.apiserver.rbac.CachedRoles;
import io.coxswain.apiserver.rbac.RbacAuthorizer;
import io.coxswain.apiserver.registry.Registry;
import io.coxswain.apiserver.registry.RegistryExtensions;
import io.coxswain.apiserver.registry.Security;
import io.coxswain.apiserver.registry.admission.JointAdmission;
import io.coxswain.apiserver.registry.admission.policy.PolicyAdmission;
import io.coxswain.apiserver.registry.admission.policy.PolicyStatuses;
import io.coxswain.apiserver.registry.admission.webhook.WebhookAdmission;
import io.coxswain.apiserver.server.AuthenticationConfig;
import io.coxswain.apiserver.server.Bootstrap;
import io.coxswain.apiserver.server.CachedExistence;
import io.coxswain.apiserver.server.Compactor;
import io.coxswain.apiserver.server.EventExpiry;
import io.coxswain.apiserver.server.Health;
import io.coxswain.apiserver.server.IssuerDiscovery;
import io.coxswain.apiserver.server.Paths;
import io.coxswain.apiserver.server.ServerMetrics;
import io.coxswain.apiserver.server.Version;
import io.coxswain.apiserver.store.EtcdStore;
import io.coxswain.apiserver.store.MeasuredStore;
import io.coxswain.apiserver.store.MemoryStore;
import io.coxswain.apiserver.store.SqliteStore;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import io.coxswain.apiserver.webhook.CachedServices;
import io.coxswain.apiserver.webhook.WebhookClient;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running API server. Several may run in one process. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final Duration COMPACTION_INTERVAL = Duration.ofMinutes(5);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

  private final Store store;
  private final WebhookClient webhooks;
  private final WatchCache cache;
  private final Compactor compactor;
  private final EventExpiry expiry;
  private final Health health;
  private final HttpServer server;
  private final Bootstrap bootstrap;
  private final DefinitionController definitions;
  private final PolicyStatuses policies;
  private final AggregatorController aggregator;
  private final @Nullable FlowController flows;
  private final @Nullable Auditor auditor;
  private final Lifecycle lifecycle;

  private ApiServer(ApiServerOptions options, InstantSource clock, RandomGenerator random)
      throws IOException {
    var listen = options.listen();
    // on the other core meanwhile: with the kinds it is most of what a start takes
    var reading =
        CompletableFuture.supplyAsync(() -> tls(listen), task -> Thread.ofPlatform().start(task));
    var kinds = Kinds.builtIn();
    var served = new ServedKinds();
    var extensions = new Extensions();
    var metrics = new PrometheusRegistry();
    auditor = AuditBackends.open(options.audit(), new AuditMetrics(metrics), clock, random);
    store = new MeasuredStore(open(options.storage()), kinds.all(), metrics);
    webhooks = new WebhookClient(new CachedServices(this::cache));
    var conversions = new Conversions(webhooks, random);
    cache = WatchCache.start(store, kinds.all(), clock, conversions);
    compactor = Compactor.start(store, COMPACTION_INTERVAL);
    expiry =
        EventExpiry.start(cacheOf(Event.class), store, options.registry().eventLifetime(), clock);
    lifecycle = new Lifecycle();
    health =
        new Health(
            Map.of("ping", () -> true),
            Map.of(
                "etcd", cache::isReady,
                "poststarthook/bootstrap-controller", lifecycle::hasOwnObjects,
                "poststarthook/crd-informer-synced", lifecycle::servesDefinitions,
                "poststarthook/priority-and-fairness-config-producer", lifecycle::hasRoles,
                "poststarthook/rbac/bootstrap-roles", lifecycle::hasRoles,
                "shutdown", lifecycle::isServing));
    ServerMetrics.register(metrics, cache, served);
    var identities = options.identities();
    var serviceAccounts =
        ServiceAccountTokens.read(
            identities.verificationKeys(),
            identities.signingKey(),
            identities.issuer(),
            new CachedExistence(kinds, cache),
            clock);
    var authenticator = authenticator(identities, serviceAccounts);
    var roles = RbacAuthorizer.over(new CachedRoles(kinds, cache));
    var nodes = new NodeAuthorizer(new CachedNodePods(kinds, cache));
    var authorizer = authorizer(options.authorization(), roles, nodes);
    var security = new Security(authenticator, authorizer, roles, serviceAccounts);
    var dynamic =
        new RegistryExtensions(
            lookup ->
                new JointAdmission(
                    List.of(
                        new PolicyAdmission(
                            cacheOf(ValidatingAdmissionPolicy.class),
                            cacheOf(ValidatingAdmissionPolicyBinding.class),
                            served::get,
                            cache,
                            lookup,
                            authorizer,
                            metrics),
                        new WebhookAdmission(
                            cacheOf(MutatingWebhookConfiguration.class),
                            cacheOf(ValidatingWebhookConfiguration.class),
                            webhooks,
                            lookup,
                            authorizer,
                            random,
                            metrics)),
                    this::awaitCache),
            conversions);
    var registry =
        new Registry(served, store, options.registry(), clock, random, security, dynamic);
    metrics.register(registry.admissionTimes());
    var paths =
        new Paths(
            health,
            new DiscoveryHandler(served, extensions),
            new OpenApiHandler(served, extensions, Version.GIT_VERSION),
            new IssuerDiscovery(
                serviceAccounts, identities.issuer(), () -> address(listen.advertiseAddress())),
            metrics);
    var dialer = dialer(options.kubelets());
    var aggregation = options.aggregation();
    var extensionTls = ExtensionTls.read(aggregation.certificate(), aggregation.key());
    var pods = new PodProxy(kinds, cache, dialer);
    var proxy = new ResourceProxy(kinds, cache, dialer);
    ConnectionAdmission connections = registry::connect;
    var handlers =
        new Dispatcher.Handlers(
            registry::handle,
            paths::handle,
            connections.before(pods::handle),
            connections.before(proxy::handle),
            new ExtensionProxy(extensions, extensionTls, new ExtensionStreams(dialer), cache));
    var load = options.load();
    var fairness =
        load.priorityAndFairness()
            ? new PriorityAndFairness(load.reads() + load.writes(), System::nanoTime)
            : null;
    if (fairness != null) {
      FlowMetrics.register(metrics, fairness);
    }
    var dispatcher =
        Dispatcher.create(
            authenticator,
            authorizer,
            fairness == null ? new MaxInFlight(load.reads(), load.writes()) : fairness,
            load.requests(),
            auditor,
            cache,
            served,
            clock,
            handlers,
            metrics);
    var tls = joined(reading);
    server =
        HttpServer.listen(
            new InetSocketAddress(listen.bindAddress(), listen.port()), tls, dispatcher);
    bootstrap =
        Bootstrap.start(
            served,
            AuthenticationConfig.read(listen.clientAuthorities(), aggregation),
            store,
            registry::handle,
            listen.advertiseAddress(),
            server.port(),
            options.registry().serviceCidrs(),
            !(options.storage() instanceof Storage.Etcd),
            clock,
            cache::isReady,
            registry::repairServices);
    lifecycle.bootstrap = bootstrap;
    flows =
        fairness == null ? null : FlowController.start(fairness, kinds, cache, bootstrap.flows());
    definitions =
        DefinitionController.start(
            store, cache, served, new DefinitionClient(registry::handle), clock);
    lifecycle.definitions = definitions;
    policies =
        PolicyStatuses.start(
            cacheOf(ValidatingAdmissionPolicy.class), served::get, registry::handle);
    aggregator =
        AggregatorController.start(
            cache,
            extensions,
            new ExtensionClient(server.loops(), extensionTls),
            Bootstrap.statusWriter(kinds, store, registry::handle),
            clock);
    LOG.info(
        "serving securely on {}:{} (TLS by {})", listen.bindAddress(), server.port(), tls.engine());
  }

  /**
   * Starts an API server; it is ready a little later.
   *
   * @throws IOException where a file can't be read, the store not opened or the port not bound
   */
  public static ApiServer start(
      ApiServerOptions options, InstantSource clock, RandomGenerator random) throws IOException {
    return new ApiServer(options, clock, random);
  }

  private static ServerTls tls(ApiServerOptions.Listen listen) {
    try {
      return ServerTls.read(listen.certificate(), listen.key(), listen.clientAuthorities());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T joined(CompletableFuture<T> work) throws IOException {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }

  private WatchCache cache() {
    return cache;
  }

  /** Waits until what is stored is known; false where that takes longer than a client waits. */
  private boolean awaitCache() {
    for (var waits = 0; waits < 2_000 && !cache.isReady(); waits++) {
      LockSupport.parkNanos(5_000_000);
    }
    return cache.isReady();
  }

  private ResourceCache cacheOf(Class<? extends KubernetesObject> type) {
    return Objects.requireNonNull(cache.of(Kinds.builtIn().of(type)));
  }

  private static Authorizer authorizer(
      List<AuthorizationMode> modes, RbacAuthorizer roles, NodeAuthorizer nodes) {
    return Authorizers.union(
        modes.stream()
            .map(
                mode ->
                    switch (mode) {
                      case NODE -> nodes;
                      case RBAC -> roles;
                      case ALWAYS_ALLOW -> Authorizers.alwaysAllow();
                    })
            .toList());
  }

  private static KubeletDialer dialer(ApiServerOptions.KubeletAccess kubelets) throws IOException {
    return KubeletDialer.read(kubelets.authorities(), kubelets.certificate(), kubelets.key());
  }

  private static Store open(Storage storage) throws IOException {
    return switch (storage) {
      case Storage.Memory ignored -> new MemoryStore();
      case Storage.Embedded embedded -> SqliteStore.open(embedded.directory());
      case Storage.Etcd etcd -> EtcdStore.connect(etcd.servers(), etcd.prefix(), etcd.tls());
    };
  }

  private static Authenticator authenticator(
      ApiServerOptions.Identities identities, ServiceAccountTokens serviceAccounts)
      throws IOException {
    var tokens = new ArrayList<Authenticator.Tokens>();
    if (identities.tokenFile() != null) {
      tokens.add(TokenFile.read(identities.tokenFile()));
    }
    tokens.add(serviceAccounts);
    return new Authenticator(tokens, List.of(identities.issuer()));
  }

  private String address(String host) {
    return (host.contains(":") ? "[" + host + "]:" : host + ":") + port();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Whether {@code /readyz} says ok. */
  public boolean isReady() {
    return health.isReady();
  }

  /** Stops serving, then closes the store: everything acknowledged is kept. */
  @Override
  public void close() {
    lifecycle.serving = false;
    bootstrap.close();
    if (flows != null) {
      flows.close();
    }
    server.drain(LONGEST_DRAIN);
    definitions.close();
    policies.close();
    aggregator.close();
    server.close();
    if (auditor != null) {
      auditor.close();
    }
    webhooks.close();
    compactor.close();
    expiry.close();
    cache.close();
    store.close();
  }

  /** What health checks ask before everything is there. */
  private static final class Lifecycle {
    private volatile boolean serving = true;
    private volatile @Nullable Bootstrap bootstrap;
    private volatile @Nullable DefinitionController definitions;

    private boolean hasOwnObjects() {
      var started = bootstrap;
      return started != null && started.isDone();
    }

    private boolean servesDefinitions() {
      var started = definitions;
      return started != null && started.hasSynced();
    }

    private boolean hasRoles() {
      var started = bootstrap;
      return started != null && started.hasRoles();
    }

    private boolean isServing() {
      return serving;
    }
  }
}
