package io.coxswain.controller.certificates;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kubernetes' signers, and why a request does not fit one, in upstream's words. Pure. */
enum Signer {
  KUBE_APISERVER_CLIENT("kubernetes.io/kube-apiserver-client"),
  KUBE_APISERVER_CLIENT_KUBELET("kubernetes.io/kube-apiserver-client-kubelet"),
  KUBELET_SERVING("kubernetes.io/kubelet-serving"),
  /** Signs whatever was approved. */
  LEGACY_UNKNOWN("kubernetes.io/legacy-unknown");

  private static final String SIGNATURE = "digital signature";
  private static final String ENCIPHERMENT = "key encipherment";
  private static final String CLIENT = "client auth";
  private static final String SERVER = "server auth";

  private final String signerName;

  Signer(String signerName) {
    this.signerName = signerName;
  }

  static Optional<Signer> named(String name) {
    for (var signer : values()) {
      if (signer.signerName.equals(name)) {
        return Optional.of(signer);
      }
    }
    return Optional.empty();
  }

  /** Why it does not sign a request for these usages; empty where it does. */
  Optional<String> refusal(CertificateRequest request, List<String> usages) {
    return switch (this) {
      case KUBE_APISERVER_CLIENT -> clientRefusal(usages);
      case KUBE_APISERVER_CLIENT_KUBELET -> kubeletClientRefusal(request, usages);
      case KUBELET_SERVING -> kubeletServingRefusal(request, usages);
      case LEGACY_UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<String> clientRefusal(List<String> usages) {
    for (var usage : usages) {
      if (!Set.of(SIGNATURE, ENCIPHERMENT, CLIENT).contains(usage)) {
        return Optional.of("invalid usage for client certificate: " + usage);
      }
    }
    return usages.contains(CLIENT)
        ? Optional.empty()
        : Optional.of("missing required usage for client certificate: " + CLIENT);
  }

  private static Optional<String> kubeletClientRefusal(
      CertificateRequest request, List<String> usages) {
    if (!request.organizations().equals(List.of("system:nodes"))) {
      return Optional.of("subject organization is not system:nodes");
    }
    if (!request.dnsNames().isEmpty()) {
      return Optional.of("DNS subjectAltNames are not allowed");
    }
    if (!request.emails().isEmpty()) {
      return Optional.of("Email subjectAltNames are not allowed");
    }
    if (!request.addresses().isEmpty()) {
      return Optional.of("IP subjectAltNames are not allowed");
    }
    if (!request.uris().isEmpty()) {
      return Optional.of("URI subjectAltNames are not allowed");
    }
    return nodeName(request).or(() -> usages(usages, CLIENT));
  }

  private static Optional<String> kubeletServingRefusal(
      CertificateRequest request, List<String> usages) {
    if (!request.organizations().equals(List.of("system:nodes"))) {
      return Optional.of("subject organization is not system:nodes");
    }
    if (request.dnsNames().isEmpty() && request.addresses().isEmpty()) {
      return Optional.of("DNS or IP subjectAltName is required");
    }
    if (!request.emails().isEmpty()) {
      return Optional.of("Email subjectAltNames are not allowed");
    }
    if (!request.uris().isEmpty()) {
      return Optional.of("URI subjectAltNames are not allowed");
    }
    return usages(usages, SERVER).or(() -> nodeName(request));
  }

  private static Optional<String> nodeName(CertificateRequest request) {
    return request.commonName().startsWith("system:node:")
        ? Optional.empty()
        : Optional.of("subject common name does not begin with system:node: ");
  }

  /** Key encipherment is for RSA keys, so it may be left out. */
  private static Optional<String> usages(List<String> usages, String purpose) {
    var required = new ArrayList<>(List.of(ENCIPHERMENT, SIGNATURE, purpose));
    required.sort(null);
    var asked = new HashSet<>(usages);
    return asked.equals(Set.copyOf(required)) || asked.equals(Set.of(SIGNATURE, purpose))
        ? Optional.empty()
        : Optional.of("usages did not match [" + String.join(" ", required) + "]");
  }
}
