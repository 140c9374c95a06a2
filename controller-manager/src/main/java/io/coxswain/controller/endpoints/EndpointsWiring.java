package io.coxswain.controller.endpoints;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.ServicePods;
import java.util.List;
import java.util.Optional;

/** Services by key, with the Endpoints of the same name. */
public final class EndpointsWiring {
  private EndpointsWiring() {}

  public static Controller<EndpointsView> controller() {
    return Controller.named("endpoint-controller")
        .of(Service.class)
        .watches(Pod.class, ServicePods::selecting)
        .watches(Endpoints.class, (endpoints, caches) -> List.of(ObjectKey.of(endpoints)))
        .view(EndpointsWiring::view)
        .reconciledBy(new EndpointsReconciler());
  }

  private static Optional<EndpointsView> view(
      ObjectKey key, Caches caches, List<Outcome> outcomes) {
    var service = caches.of(Service.class).get(key).orElse(null);
    var endpoints = caches.of(Endpoints.class).get(key).orElse(null);
    if (service == null && endpoints == null) {
      return Optional.empty();
    }
    List<Pod> pods = service == null ? List.of() : ServicePods.selectedBy(service, caches);
    return Optional.of(new EndpointsView(service, pods, endpoints));
  }
}
