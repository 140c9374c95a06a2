package io.coxswain.controller.rootca;

import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;
import java.util.Map;

/** Keeps {@code ca.crt} of every namespace's {@code kube-root-ca.crt} equal to the cluster CA. */
final class RootCaReconciler implements Reconciler<RootCaView> {
  static final String NAME = "kube-root-ca.crt";
  private static final String KEY = "ca.crt";

  private final String certificate;

  /** Takes the CA as PEM. */
  RootCaReconciler(String certificate) {
    this.certificate = certificate;
  }

  @Override
  public Plan reconcile(RootCaView view, Instant now) {
    var namespace = view.namespace();
    if ("Terminating".equals(namespace.status().phase())) {
      return Plan.settled();
    }
    var data = Map.of(KEY, certificate);
    if (view.published().isEmpty()) {
      return Plan.of(
          new Change.Create(
              ConfigMapBuilder.builder()
                  .metadata(
                      ObjectMetaBuilder.builder().namespace(namespace.name()).name(NAME).build())
                  .data(data)
                  .build()));
    }
    var published = view.published().get();
    return published.data().equals(data)
        ? Plan.settled()
        : Plan.of(new Change.Update(published.withData(data)));
  }
}
