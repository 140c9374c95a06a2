package io.coxswain.controller.servicecidrs;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.networking.v1.IPAddress;
import io.coxswain.api.networking.v1.ServiceCIDR;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.util.List;

/** Ranges by key; what becomes of others and of addresses concerns those being deleted. */
public final class ServiceCidrWiring {
  private ServiceCidrWiring() {}

  public static Controller<?> controller() {
    return Controller.named("service-cidrs-controller")
        .of(ServiceCIDR.class)
        .watches(ServiceCIDR.class, ServiceCidrWiring::ending)
        .watches(IPAddress.class, ServiceCidrWiring::ending)
        .view(
            (key, caches, outcomes) ->
                caches
                    .of(ServiceCIDR.class)
                    .get(key)
                    .map(
                        range ->
                            new ServiceCidrView(
                                range,
                                caches.of(ServiceCIDR.class).list(),
                                caches.of(IPAddress.class).list())))
        .reconciledBy(new ServiceCidrReconciler());
  }

  private static List<ObjectKey> ending(KubernetesObject changed, Caches caches) {
    return caches.of(ServiceCIDR.class).list().stream()
        .filter(range -> range.metadata().deletionTimestamp() != null)
        .map(ObjectKey::of)
        .toList();
  }
}
