package io.coxswain.controller.serviceaccount;

import io.coxswain.api.core.v1.Namespace;
import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.util.List;

/** What the service account controller watches. */
public final class DefaultServiceAccountWiring {
  private DefaultServiceAccountWiring() {}

  public static Controller<?> controller() {
    return Controller.named("service-account-controller")
        .of(Namespace.class)
        .watches(ServiceAccount.class, DefaultServiceAccountWiring::namespaceOf)
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(Namespace.class)
                    .get(key)
                    .map(
                        namespace ->
                            new DefaultServiceAccountView(
                                namespace,
                                caches
                                    .of(ServiceAccount.class)
                                    .get(key.name(), DefaultServiceAccountReconciler.NAME)
                                    .isPresent())))
        .reconciledBy(new DefaultServiceAccountReconciler());
  }

  private static List<ObjectKey> namespaceOf(ServiceAccount account, Caches caches) {
    return account.name().equals(DefaultServiceAccountReconciler.NAME)
        ? List.of(new ObjectKey("", account.namespace()))
        : List.of();
  }
}
