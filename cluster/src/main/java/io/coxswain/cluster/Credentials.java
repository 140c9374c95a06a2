package io.coxswain.cluster;

import io.coxswain.cluster.pki.CertificateAuthority.Request;
import io.coxswain.cluster.pki.Pki;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Every certificate, key, token and kubeconfig of one cluster. What is there already and still good
 * is kept.
 */
final class Credentials {
  private Credentials() {}

  /**
   * Makes sure of what the API server reads when it starts; {@code hostAddresses} are names under
   * which clients reach it.
   */
  static void ensureForApiServer(
      Pki pki, ClusterSpec spec, ClusterDirectory directory, List<String> hostAddresses)
      throws IOException {
    pki.ensure("apiserver", Request.server("kube-apiserver", serverNames(spec, hostAddresses)));
    pki.ensure(
        "apiserver-kubelet-client",
        Request.client("kube-apiserver-kubelet-client", "system:masters"));
    pki.ensureServiceAccountKeys();
    pki.ensureFrontProxy();
    var token = pki.ensureToken(directory.adminToken());
    pki.writeTokenFile(List.of(token + ",kubernetes-admin,admin,\"system:masters\""));
  }

  /** Makes sure of what everybody else has. */
  static void ensureForClients(Pki pki, ClusterSpec spec, ClusterDirectory directory)
      throws IOException {
    client(
        pki,
        spec,
        directory,
        "kube-controller-manager",
        Request.client("system:kube-controller-manager"));
    client(pki, spec, directory, "kube-scheduler", Request.client("system:kube-scheduler"));
    client(pki, spec, directory, "kube-proxy", Request.client("system:kube-proxy"));
    client(pki, spec, directory, "kube-dns", Request.client("system:kube-dns"));
    for (var index = 0; index < spec.nodes(); index++) {
      var node = spec.nodeName(index);
      var name = Components.kubeletName(index);
      client(pki, spec, directory, name, Request.client("system:node:" + node, "system:nodes"));
      pki.ensure(
          name,
          Request.server(
              "system:node:" + node,
              List.of(node, spec.addresses().nodeAddress(index), "127.0.0.1", "localhost")));
    }
    if (spec.fakeNodes() > 0) {
      client(
          pki,
          spec,
          directory,
          "kubelet-fake",
          Request.client("system:simulated-nodes", "system:masters"));
      pki.ensure(
          "kubelet-fake",
          Request.server("system:simulated-nodes", List.of("localhost", "127.0.0.1")));
    }
    administrator(pki, spec, directory);
  }

  /** The administrator's comes last: its key takes longest to make. */
  private static void administrator(Pki pki, ClusterSpec spec, ClusterDirectory directory)
      throws IOException {
    pki.ensureKubeconfig(
        directory.kubeconfig(),
        "kubernetes-admin",
        "coxswain",
        spec.server(),
        Request.client("kubernetes-admin", "system:masters").withRsaKey());
  }

  private static void client(
      Pki pki, ClusterSpec spec, ClusterDirectory directory, String component, Request request)
      throws IOException {
    pki.ensureKubeconfig(
        directory.kubeconfig(component), request.commonName(), "coxswain", spec.server(), request);
  }

  private static List<String> serverNames(ClusterSpec spec, List<String> hostAddresses) {
    var names =
        new ArrayList<>(
            List.of(
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local",
                "localhost",
                "127.0.0.1",
                "::1",
                spec.addresses().apiServiceAddress(),
                spec.addresses().gateway(),
                spec.addresses().gatewayV6()));
    hostAddresses.stream().filter(address -> !names.contains(address)).forEach(names::add);
    return names;
  }
}
