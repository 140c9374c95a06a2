package io.coxswain.controller.certificates;

import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Reconciler;

/** Requests by key. */
public final class CertificatesWiring {
  private CertificatesWiring() {}

  public static Controller<?> signing(ClusterAuthority authority) {
    return controller(
        "certificatesigningrequest-signing-controller", new SigningReconciler(authority));
  }

  public static Controller<?> cleaner() {
    return controller("certificatesigningrequest-cleaner-controller", new CleanerReconciler());
  }

  private static Controller<?> controller(
      String name, Reconciler<CertificateSigningRequest> reconciler) {
    return Controller.named(name)
        .of(CertificateSigningRequest.class)
        .view((key, caches, outcomes) -> caches.of(CertificateSigningRequest.class).get(key))
        .reconciledBy(reconciler);
  }
}
