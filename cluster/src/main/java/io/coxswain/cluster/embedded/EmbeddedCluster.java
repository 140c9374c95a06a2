package io.coxswain.cluster.embedded;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.apiserver.ApiServer;
import io.coxswain.apiserver.ApiServerOptions;
import io.coxswain.apiserver.auth.AuthorizationMode;
import io.coxswain.apiserver.registry.RegistryOptions;
import io.coxswain.client.ApiException;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import io.coxswain.client.SystemTimers;
import io.coxswain.cluster.Trees;
import io.coxswain.cluster.pki.CertificateAuthority.Request;
import io.coxswain.cluster.pki.Pki;
import io.coxswain.controller.ControllerManager;
import io.coxswain.controller.ControllerManagerOptions;
import io.coxswain.controller.certificates.ClusterAuthority;
import io.coxswain.controller.nodeipam.NodeIpamReconciler.Range;
import io.coxswain.kubelet.Kubelet;
import io.coxswain.kubelet.KubeletOptions;
import io.coxswain.kubelet.KubeletOptionsBuilder;
import io.coxswain.scheduler.Scheduler;
import io.coxswain.scheduler.SchedulerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kubernetes cluster in this JVM: API server on a free loopback port with TLS, controllers,
 * scheduler and simulated nodes, each under its own identity; objects are kept in memory. Any
 * client reaches it by {@link #kubeconfig}.
 *
 * <pre>{@code
 * try (var cluster = EmbeddedCluster.start(EmbeddedOptions.defaults())) {
 *   cluster.client().resources(Pod.class).create(pod);
 * }
 * }</pre>
 */
public final class EmbeddedCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
  private static final String POD_RANGE = "10.244.0.0/16";
  private static final int NODE_MASK = 24;

  private final EmbeddedOptions options;
  private final Path directory;
  private final Pki pki;

  /** What has to be closed, the last started first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final ApiServer apiServer;
  private final Path kubeconfig;
  private final KubernetesClient client;

  private EmbeddedCluster(EmbeddedOptions options, Path directory) throws IOException {
    this.options = options;
    this.directory = directory;
    this.pki = Pki.open(directory, InstantSource.system(), new SecureRandom());
    try {
      this.apiServer = opened(apiServer());
      this.kubeconfig =
          identity("admin", Request.client("kubernetes-admin", "system:masters").withRsaKey());
      this.client = opened(KubernetesClient.connect(Kubeconfig.read(kubeconfig)));
    } catch (IOException | RuntimeException e) {
      close(); // nobody else could: the caller gets no cluster
      throw e;
    }
  }

  /**
   * Starts a cluster and waits until it is usable: the API ready, and as far as they are part of
   * it, nodes Ready and the default ServiceAccount there.
   *
   * @throws IOException when the directory for certificates cannot be written
   * @throws IllegalStateException when it is not usable in time; says what is missing
   */
  public static EmbeddedCluster start(EmbeddedOptions options)
      throws IOException, InterruptedException {
    var cluster = new EmbeddedCluster(options, Files.createTempDirectory("coxswain-embedded"));
    try {
      cluster.startComponents();
      cluster.awaitUsable();
      return cluster;
    } catch (IOException | RuntimeException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private ApiServer apiServer() throws IOException {
    pki.ensureServiceAccountKeys();
    pki.ensure(
        "apiserver",
        Request.server(
            "kube-apiserver",
            List.of(
                "localhost",
                "127.0.0.1",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local")));
    pki.ensure(
        "apiserver-kubelet-client",
        Request.client("kube-apiserver-kubelet-client", "system:masters"));
    return ApiServer.start(
        new ApiServerOptions(
            new ApiServerOptions.Listen(
                "127.0.0.1",
                0,
                "127.0.0.1",
                pki.certificate("apiserver"),
                pki.key("apiserver"),
                pki.caCertificate()),
            new ApiServerOptions.Storage.Memory(),
            new ApiServerOptions.Identities(
                null,
                List.of(pki.serviceAccountPublicKey()),
                pki.key("sa"),
                "https://kubernetes.default.svc.cluster.local"),
            AuthorizationMode.DEFAULT,
            RegistryOptions.DEFAULTS,
            new ApiServerOptions.KubeletAccess(
                pki.caCertificate(),
                pki.certificate("apiserver-kubelet-client"),
                pki.key("apiserver-kubelet-client"))),
        InstantSource.system(),
        new SecureRandom());
  }

  private void startComponents() throws IOException {
    if (!options.without().contains("controller-manager")) {
      var rootCertificate = Files.readString(pki.caCertificate());
      opened(
          ControllerManager.start(
              ControllerManagerOptions.embedded(
                  Optional.of(rootCertificate),
                  List.of(new Range(POD_RANGE, NODE_MASK)),
                  Optional.of(
                      ClusterAuthority.read(
                          pki.caCertificate(), pki.key("ca"), Duration.ofDays(365)))),
              as("kube-controller-manager", Request.client("system:kube-controller-manager"))));
    }
    if (!options.without().contains("scheduler")) {
      var timers = opened(new SystemTimers());
      opened(
          Scheduler.start(
              SchedulerOptions.alone(),
              as("kube-scheduler", Request.client("system:kube-scheduler")),
              timers,
              new Random()));
    }
    if (options.nodes() > 0) {
      pki.ensure(
          "kubelet", Request.server("system:simulated-nodes", List.of("localhost", "127.0.0.1")));
      opened(
          Kubelet.start(
              KubeletOptionsBuilder.builder(KubeletOptions.of(""))
                  .fakeNodes(options.nodes())
                  .fakeNodePrefix("node-")
                  .fakeStartDelay(options.podStart())
                  .rootDir(directory.resolve("kubelet"))
                  .healthzPort(0)
                  .tls(
                      new KubeletOptions.Tls(
                          pki.certificate("kubelet"), pki.key("kubelet"), pki.caCertificate()))
                  .build(),
              as("kubelet", Request.client("system:simulated-nodes", "system:masters"))));
    }
  }

  private KubernetesClient as(String component, Request request) throws IOException {
    return opened(
        KubernetesClient.measured(Kubeconfig.read(identity(component, request)), component));
  }

  private Path identity(String name, Request request) throws IOException {
    var file = directory.resolve(name + ".kubeconfig");
    pki.ensureKubeconfig(file, request.commonName(), "coxswain", server(), request);
    return file;
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private void awaitUsable() throws InterruptedException {
    var deadline = System.nanoTime() + options.patience().toNanos();
    await("the API server to be ready", deadline, apiServer::isReady);
    if (!options.without().contains("controller-manager")) {
      await("ServiceAccount default/default", deadline, this::defaultServiceAccount);
    }
    await(options.nodes() + " nodes to be Ready", deadline, this::nodesReady);
  }

  private void await(String what, long deadline, BooleanSupplier reached)
      throws InterruptedException {
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited " + options.patience() + " for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private boolean defaultServiceAccount() {
    return answers(
        () -> client.resources(ServiceAccount.class).get("default", "default").isPresent());
  }

  private boolean nodesReady() {
    return options.nodes() == 0
        || answers(
            () ->
                client.resources(Node.class).list(ListOptions.ALL).items().stream()
                        .filter(EmbeddedCluster::isReady)
                        .count()
                    >= options.nodes());
  }

  private static boolean answers(BooleanSupplier question) {
    try {
      return question.getAsBoolean();
    } catch (ApiException | UncheckedIOException e) {
      LOG.debug("not yet: {}", e.getMessage());
      return false;
    }
  }

  private static boolean isReady(Node node) {
    return node.status().conditions().stream()
        .anyMatch(
            condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }

  /** URL of the API server. */
  public String server() {
    return "https://127.0.0.1:" + apiServer.port();
  }

  /** The administrator's kubeconfig as YAML, for any client. */
  public String kubeconfig() {
    try {
      return Files.readString(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator's kubeconfig as a file, for programs; gone when the cluster is closed. */
  public Path kubeconfigFile() {
    return kubeconfig;
  }

  /** The administrator's client; closed with the cluster. */
  public KubernetesClient client() {
    return client;
  }

  /** Ends everything and deletes the certificates. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("closing failed", e);
      }
    }
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted: {}", directory, e.getMessage());
    }
  }
}
