package io.coxswain.controller.serviceaccount;

import io.coxswain.api.core.v1.ServiceAccountBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;

/** Creates the ServiceAccount {@code default} wherever it is missing. */
final class DefaultServiceAccountReconciler implements Reconciler<DefaultServiceAccountView> {
  static final String NAME = "default";

  @Override
  public Plan reconcile(DefaultServiceAccountView view, Instant now) {
    var namespace = view.namespace();
    if (view.present() || "Terminating".equals(namespace.status().phase())) {
      return Plan.settled();
    }
    return Plan.of(
        new Change.Create(
            ServiceAccountBuilder.builder()
                .metadata(
                    ObjectMetaBuilder.builder().namespace(namespace.name()).name(NAME).build())
                .build()));
  }
}
