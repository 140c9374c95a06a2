package io.coxswain.controller.endpointslicemirroring;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Endpoints by key; the Service of the same name decides over them, slices name them. */
public final class MirroringWiring {
  private MirroringWiring() {}

  public static Controller<MirroringView> controller() {
    return Controller.named("endpoint-slice-mirroring-controller")
        .of(Endpoints.class)
        .watches(Service.class, (service, caches) -> List.of(ObjectKey.of(service)))
        .watches(EndpointSlice.class, MirroringWiring::mirrored)
        .view(MirroringWiring::view)
        .reconciledBy(new MirroringReconciler());
  }

  private static Collection<ObjectKey> mirrored(EndpointSlice slice, Caches caches) {
    return MirroringReconciler.isOurs(slice)
        ? List.of(new ObjectKey(slice.namespace(), MirroringReconciler.nameOf(slice)))
        : List.of();
  }

  private static Optional<MirroringView> view(
      ObjectKey key, Caches caches, List<Outcome> outcomes) {
    var endpoints = caches.of(Endpoints.class).get(key).orElse(null);
    var slices =
        caches.of(EndpointSlice.class).list(key.namespace()).stream()
            .filter(MirroringReconciler::isOurs)
            .filter(slice -> key.name().equals(MirroringReconciler.nameOf(slice)))
            .toList();
    return endpoints == null && slices.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MirroringView(endpoints, caches.of(Service.class).get(key).orElse(null), slices));
  }
}
