package io.coxswain.apiserver;

import io.coxswain.apiserver.ApiServerOptions.Aggregation;
import io.coxswain.apiserver.ApiServerOptions.Identities;
import io.coxswain.apiserver.ApiServerOptions.KubeletAccess;
import io.coxswain.apiserver.ApiServerOptions.Listen;
import io.coxswain.apiserver.ApiServerOptions.Load;
import io.coxswain.apiserver.ApiServerOptions.Storage;
import io.coxswain.apiserver.auth.AuthorizationMode;
import io.coxswain.apiserver.http.RequestLimits;
import io.coxswain.apiserver.registry.RegistryOptions;
import io.coxswain.apiserver.store.EtcdStore;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kube-apiserver} on the command line. */
@Command(
    name = "kube-apiserver",
    mixinStandardHelpOptions = true,
    version = "Kubernetes v1.34.0+coxswain",
    sortOptions = false,
    description = "Serves the Kubernetes API from an embedded store, etcd or memory.")
public final class ApiServerMain implements Callable<Integer> {

  @Option(names = "--secure-port", defaultValue = "6443", description = "HTTPS port")
  int securePort;

  @Option(names = "--bind-address", defaultValue = "0.0.0.0", description = "address to listen on")
  String bindAddress;

  @Option(names = "--advertise-address", description = "address others reach this server at")
  @Nullable String advertiseAddress;

  @Option(
      names = "--storage-backend",
      description = "embedded (default), memory, or etcd3 (implied by --etcd-servers)")
  @Nullable String storageBackend;

  @Option(names = "--etcd-servers", split = ",", description = "etcd client URLs")
  List<String> etcdServers = List.of();

  @Option(names = "--etcd-prefix", defaultValue = "/registry", description = "prefix of all keys")
  String etcdPrefix;

  @Option(names = "--etcd-cafile", description = "CA of the etcd servers")
  @Nullable Path etcdAuthorities;

  @Option(names = "--etcd-certfile", description = "client certificate for etcd")
  @Nullable Path etcdCertificate;

  @Option(names = "--etcd-keyfile", description = "key of the client certificate for etcd")
  @Nullable Path etcdKey;

  @Option(
      names = "--data-dir",
      defaultValue = "coxswain-data",
      description = "directory of the embedded store")
  Path dataDirectory;

  @Option(names = "--client-ca-file", description = "CA of client certificates")
  @Nullable Path clientAuthorities;

  @Option(names = "--tls-cert-file", required = true, description = "server certificate (PEM)")
  Path certificate;

  @Option(names = "--tls-private-key-file", required = true, description = "its key (PEM)")
  Path key;

  @Option(
      names = "--token-auth-file",
      description = "bearer tokens: lines of token,user,uid,\"group1,group2\"")
  @Nullable Path tokenFile;

  @Option(
      names = "--service-account-key-file",
      split = ",",
      description = "keys that verify ServiceAccount tokens (PEM)")
  List<Path> serviceAccountKeys = List.of();

  @Option(
      names = "--service-account-signing-key-file",
      description = "key that signs ServiceAccount tokens (PEM)")
  @Nullable Path signingKey;

  @Option(
      names = "--service-account-issuer",
      defaultValue = "https://kubernetes.default.svc.cluster.local",
      description = "issuer of ServiceAccount tokens")
  String issuer;

  @Option(
      names = "--authorization-mode",
      split = ",",
      defaultValue = "Node,RBAC",
      description = "who decides what is allowed, in order: Node, RBAC, AlwaysAllow")
  List<String> authorizationModes;

  @Option(
      names = "--service-cluster-ip-range",
      split = ",",
      defaultValue = "10.96.0.0/12",
      description = "range of Service addresses, or one of each family")
  List<String> serviceCidrs;

  @Option(
      names = "--service-node-port-range",
      defaultValue = "30000-32767",
      description = "ports of NodePort Services")
  String nodePorts;

  @Option(
      names = "--event-ttl",
      defaultValue = "1h0m0s",
      description = "how long events stay after they were written last; 0 for ever")
  String eventLifetime;

  @Option(
      names = "--kubelet-certificate-authority",
      description = "CA of the kubelets' certificates")
  @Nullable Path kubeletAuthorities;

  @Option(names = "--kubelet-client-certificate", description = "client certificate for kubelets")
  @Nullable Path kubeletCertificate;

  @Option(names = "--kubelet-client-key", description = "key of that certificate")
  @Nullable Path kubeletKey;

  @Option(
      names = "--proxy-client-cert-file",
      description = "certificate that tells extension servers the front proxy (PEM)")
  @Nullable Path proxyCertificate;

  @Option(names = "--proxy-client-key-file", description = "its key (PEM)")
  @Nullable Path proxyKey;

  @Option(
      names = "--requestheader-client-ca-file",
      description = "CA of front proxies, published for extension servers")
  @Nullable Path frontProxyAuthorities;

  @Option(
      names = "--requestheader-allowed-names",
      split = ",",
      description = "names of front proxies, published for extension servers")
  List<String> frontProxyNames = List.of();

  @Option(
      names = "--max-requests-inflight",
      defaultValue = "400",
      description =
          "reads served at a time; with --max-mutating-requests-inflight, the seats that"
              + " priority and fairness divides")
  int mostReads;

  @Option(
      names = "--max-mutating-requests-inflight",
      defaultValue = "200",
      description = "writes served at a time; see --max-requests-inflight")
  int mostWrites;

  @Option(
      names = "--enable-priority-and-fairness",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = "queue requests fairly by FlowSchemas; false refuses what is too much")
  boolean priorityAndFairness;

  @Option(
      names = "--request-timeout",
      defaultValue = "1m0s",
      description = "longest time a request may take that is no watch, log, exec or the like")
  String requestTimeout;

  @Option(
      names = "--min-request-timeout",
      defaultValue = "1800",
      description = "seconds after which a watch that asks for no timeout ends, at the earliest")
  int leastWatchSeconds;

  @Mixin AuditFlags audit = new AuditFlags();

  private ApiServerMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ApiServerMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (System.getProperty("io.netty.leakDetection.level") == null) {
      // its samples, a stack trace of one buffer in 128, were most of what a GET spent in the JVM
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
    var stopped = new CountDownLatch(1);
    try {
      var server = ApiServer.start(options(), InstantSource.system(), new SecureRandom());
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("shutdown")
                  .unstarted(
                      () -> {
                        server.close();
                        stopped.countDown();
                        Runtime.getRuntime().halt(0); // a clean end on SIGTERM exits with 0
                      }));
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage());
      return 1;
    }
    stopped.await();
    return 0;
  }

  private ApiServerOptions options() {
    var advertised =
        advertiseAddress != null
            ? advertiseAddress
            : bindAddress.equals("0.0.0.0") || bindAddress.equals("::") ? "127.0.0.1" : bindAddress;
    return new ApiServerOptions(
        new Listen(bindAddress, securePort, advertised, certificate, key, clientAuthorities),
        storage(),
        new Identities(tokenFile, serviceAccountKeys, signingKey, issuer),
        AuthorizationMode.parse(authorizationModes),
        new RegistryOptions(
            serviceCidrs, portRange(nodePorts), AuditFlags.duration("--event-ttl", eventLifetime)),
        new KubeletAccess(kubeletAuthorities, kubeletCertificate, kubeletKey),
        new Aggregation(proxyCertificate, proxyKey, frontProxyAuthorities, frontProxyNames),
        load(),
        audit.options());
  }

  private Load load() {
    if (mostReads < 0 || mostWrites < 0 || priorityAndFairness && mostReads + mostWrites == 0) {
      throw new IllegalArgumentException(
          "--max-requests-inflight=%d and --max-mutating-requests-inflight=%d must not be negative,"
                  .formatted(mostReads, mostWrites)
              + " and with priority and fairness not both 0");
    }
    var timeout = AuditFlags.duration("--request-timeout", requestTimeout);
    if (timeout.isZero()) {
      throw new IllegalArgumentException("--request-timeout: must not be 0");
    }
    if (leastWatchSeconds < 1) {
      throw new IllegalArgumentException(
          "--min-request-timeout: not a positive number of seconds: " + leastWatchSeconds);
    }
    return new Load(
        mostReads,
        mostWrites,
        priorityAndFairness,
        RequestLimits.of(timeout, Duration.ofSeconds(leastWatchSeconds)));
  }

  private Storage storage() {
    var wanted =
        storageBackend != null ? storageBackend : etcdServers.isEmpty() ? "embedded" : "etcd3";
    return switch (wanted) {
      case "embedded" -> new Storage.Embedded(dataDirectory);
      case "memory" -> new Storage.Memory();
      case "etcd3" -> {
        if (etcdServers.isEmpty()) {
          throw new IllegalArgumentException("--storage-backend=etcd3 needs --etcd-servers");
        }
        yield new Storage.Etcd(
            etcdServers, etcdPrefix, new EtcdStore.Tls(etcdAuthorities, etcdCertificate, etcdKey));
      }
      default ->
          throw new IllegalArgumentException(
              "--storage-backend: " + wanted + " is none of embedded, memory, etcd3");
    };
  }

  private static RegistryOptions.PortRange portRange(String text) {
    var dash = text.indexOf('-');
    try {
      var first = Integer.parseInt(text.substring(0, Math.max(0, dash)));
      var last = Integer.parseInt(text.substring(dash + 1));
      if (first > 0 && first <= last && last < 65536) {
        return new RegistryOptions.PortRange(first, last);
      }
    } catch (NumberFormatException e) {
      // refused below, like other ranges that are none
    }
    throw new IllegalArgumentException("--service-node-port-range: not a range: " + text);
  }
}
