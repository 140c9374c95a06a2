package io.coxswain.controller.rootca;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.Namespace;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.util.List;

/** What the root CA publisher watches. */
public final class RootCaWiring {
  private RootCaWiring() {}

  /** Publishes a CA given as PEM. */
  public static Controller<?> controller(String certificate) {
    return Controller.named("root-ca-cert-publisher")
        .of(Namespace.class)
        .watches(ConfigMap.class, RootCaWiring::namespaceOf)
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(Namespace.class)
                    .get(key)
                    .map(
                        namespace ->
                            new RootCaView(
                                namespace,
                                caches.of(ConfigMap.class).get(key.name(), RootCaReconciler.NAME))))
        .reconciledBy(new RootCaReconciler(certificate));
  }

  private static List<ObjectKey> namespaceOf(ConfigMap map, Caches caches) {
    return map.name().equals(RootCaReconciler.NAME)
        ? List.of(new ObjectKey("", map.namespace()))
        : List.of();
  }
}
