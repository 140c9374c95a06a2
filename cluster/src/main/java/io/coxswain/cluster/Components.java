package io.coxswain.cluster;

import io.coxswain.cluster.pki.Pki;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments every component is started with. Pure: from what a cluster is to its command lines.
 */
final class Components {
  private static final String CONTROLLER_MANAGER = "io.coxswain.controller.ControllerManagerMain";
  private static final String SCHEDULER = "io.coxswain.scheduler.SchedulerMain";
  private static final String KUBE_PROXY = "io.coxswain.proxy.KubeProxyMain";
  private static final String DNS = "io.coxswain.dns.DnsMain";

  /** What needs neither the API server's classes nor those that speak to an engine. */
  private static final Set<String> SMALL = Set.of(CONTROLLER_MANAGER, SCHEDULER, KUBE_PROXY, DNS);

  /**
   * A component to start.
   *
   * @param name its process name
   * @param optimized whether the optimizing compiler is worth its memory: for what works hard under
   *     load
   */
  record Launch(
      String name, String mainClass, int heapMegabytes, boolean optimized, List<String> arguments) {
    /** The AOT cache of its classes: a JVM loads all of a cache, whether it needs them or not. */
    String cache() {
      return SMALL.contains(mainClass) ? "clients" : "components";
    }
  }

  private final ClusterSpec spec;
  private final ClusterDirectory directory;
  private final Pki pki;

  Components(ClusterSpec spec, ClusterDirectory directory, Pki pki) {
    this.spec = spec;
    this.directory = directory;
    this.pki = pki;
  }

  /** Everything this cluster consists of, in the order of starting; the API server is first. */
  List<Launch> all() {
    var launches = new ArrayList<Launch>();
    launches.add(apiServer());
    if (spec.has("kube-controller-manager")) {
      launches.add(controllerManager());
    }
    if (spec.has("kube-scheduler")) {
      launches.add(scheduler());
    }
    if (spec.realNodes()) {
      for (var index = 0; index < spec.nodes(); index++) {
        launches.add(kubelet(index));
      }
    }
    if (spec.fakeNodes() > 0) {
      launches.add(simulatedNodes());
    }
    if (spec.has("kube-proxy") && spec.realNodes()) {
      launches.add(kubeProxy());
    }
    if (spec.has("kube-dns") && spec.realNodes()) {
      launches.add(dns());
    }
    return launches;
  }

  private Launch apiServer() {
    var plan = spec.addresses();
    var flags = new Flags();
    flags.put("secure-port", spec.securePort());
    flags.put("advertise-address", spec.realNodes() ? plan.gateway() : "127.0.0.1");
    flags.put("data-dir", directory.store());
    if (!spec.etcdServers().isEmpty()) {
      flags.put("storage-backend", "etcd3");
      flags.put("etcd-servers", String.join(",", spec.etcdServers()));
    }
    flags.put("client-ca-file", pki.caCertificate());
    flags.put("tls-cert-file", pki.certificate("apiserver"));
    flags.put("tls-private-key-file", pki.key("apiserver"));
    flags.put("token-auth-file", directory.pki().resolve("tokens.csv"));
    flags.put("service-account-key-file", pki.serviceAccountPublicKey());
    flags.put("service-account-signing-key-file", pki.key("sa"));
    flags.put("service-account-issuer", "https://kubernetes.default.svc.cluster.local");
    flags.put("service-cluster-ip-range", plan.serviceCidr() + "," + plan.serviceCidrV6());
    flags.put("service-node-port-range", plan.nodePortFirst() + "-" + plan.nodePortLast());
    flags.put("kubelet-certificate-authority", pki.caCertificate());
    flags.put("kubelet-client-certificate", pki.certificate("apiserver-kubelet-client"));
    flags.put("kubelet-client-key", pki.key("apiserver-kubelet-client"));
    flags.put("proxy-client-cert-file", pki.certificate("front-proxy/client"));
    flags.put("proxy-client-key-file", pki.key("front-proxy/client"));
    flags.put("requestheader-client-ca-file", pki.certificate("front-proxy/ca"));
    flags.put("requestheader-allowed-names", "front-proxy-client");
    return new Launch(
        "kube-apiserver", "io.coxswain.apiserver.ApiServerMain", 512, true, flags.arguments());
  }

  private Launch controllerManager() {
    var plan = spec.addresses();
    var flags = component("kube-controller-manager");
    flags.put("root-ca-file", pki.caCertificate());
    flags.put("cluster-signing-cert-file", pki.caCertificate());
    flags.put("cluster-signing-key-file", pki.key("ca"));
    flags.put("allocate-node-cidrs", "true");
    flags.put("cluster-cidr", plan.clusterCidr() + "," + plan.clusterCidrV6());
    flags.put("node-cidr-mask-size-ipv6", 80);
    return new Launch("kube-controller-manager", CONTROLLER_MANAGER, 256, false, flags.arguments());
  }

  private Launch scheduler() {
    return new Launch(
        "kube-scheduler", SCHEDULER, 256, true, component("kube-scheduler").arguments());
  }

  private Launch kubelet(int index) {
    var plan = spec.addresses();
    var node = spec.nodeName(index);
    var name = kubeletName(index);
    var flags = component(name);
    flags.put("hostname-override", node);
    flags.put("cluster-uid", spec.uid());
    flags.put("root-dir", directory.kubelet().resolve(node));
    flags.put("node-ip", plan.nodeAddress(index));
    flags.put("cluster-dns", plan.dnsServiceAddress());
    flags.put("cluster-domain", "cluster.local");
    flags.put("pod-bridge", plan.bridge());
    flags.put("pod-network", plan.podNetwork() + "," + plan.podNetworkV6());
    flags.put("pod-gateway", plan.gateway() + "," + plan.gatewayV6());
    flags.put("machine-nodes", spec.nodes());
    flags.put("tls-cert-file", pki.certificate(name));
    flags.put("tls-private-key-file", pki.key(name));
    flags.put("client-ca-file", pki.caCertificate());
    return new Launch(name, "io.coxswain.kubelet.KubeletMain", 192, false, flags.arguments());
  }

  private Launch simulatedNodes() {
    var flags = component("kubelet-fake");
    flags.put("fake-nodes", spec.fakeNodes());
    flags.put("cluster-uid", spec.uid());
    flags.put("tls-cert-file", pki.certificate("kubelet-fake"));
    flags.put("tls-private-key-file", pki.key("kubelet-fake"));
    flags.put("client-ca-file", pki.caCertificate());
    return new Launch(
        "kubelet-fake", "io.coxswain.kubelet.KubeletMain", 512, false, flags.arguments());
  }

  private Launch kubeProxy() {
    var plan = spec.addresses();
    var flags = component("kube-proxy");
    var names = new ArrayList<String>();
    for (var index = 0; index < spec.nodes(); index++) {
      names.add(spec.nodeName(index));
    }
    flags.put("node-names", String.join(",", names));
    flags.put("cluster-cidr", plan.podNetwork() + "," + plan.podNetworkV6());
    flags.put("nft-table", plan.nftTable());
    return new Launch("kube-proxy", KUBE_PROXY, 128, false, flags.arguments());
  }

  private Launch dns() {
    var plan = spec.addresses();
    var flags = component("kube-dns");
    flags.put("service-ip", plan.dnsServiceAddress());
    flags.put("listen-address", plan.gateway());
    flags.put("advertise-address", plan.gateway());
    flags.put("cluster-domain", "cluster.local");
    return new Launch("kube-dns", DNS, 128, false, flags.arguments());
  }

  static String kubeletName(int index) {
    return "kubelet-" + (index + 1);
  }

  private Flags component(String name) {
    var flags = new Flags();
    flags.put("kubeconfig", directory.kubeconfig(name));
    var port = spec.healthPorts().get(name);
    if (port != null) {
      flags.put("healthz-port", port);
    }
    return flags;
  }

  private static final class Flags {
    private final Map<String, Object> values = new LinkedHashMap<>();

    void put(String name, Object value) {
      values.put(name, value);
    }

    List<String> arguments() {
      return values.entrySet().stream()
          .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
          .toList();
    }
  }
}
