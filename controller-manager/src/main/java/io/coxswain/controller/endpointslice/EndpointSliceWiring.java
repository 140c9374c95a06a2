package io.coxswain.controller.endpointslice;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.ServicePods;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services by key; pods and slices concern the Services they belong to. */
public final class EndpointSliceWiring {
  private static final String ZONE = "topology.kubernetes.io/zone";

  private EndpointSliceWiring() {}

  public static Controller<EndpointSliceView> controller() {
    return Controller.named("endpoint-slice-controller")
        .of(Service.class)
        .watches(Pod.class, ServicePods::selecting)
        .watches(EndpointSlice.class, EndpointSliceWiring::serviceOf)
        .reads(Node.class)
        .view(EndpointSliceWiring::view)
        .reconciledBy(new EndpointSliceReconciler());
  }

  private static Collection<ObjectKey> serviceOf(EndpointSlice slice, Caches caches) {
    return isOurs(slice)
        ? List.of(
            new ObjectKey(
                slice.namespace(),
                slice.labels().getOrDefault(EndpointSliceReconciler.SERVICE_NAME, "")))
        : List.of();
  }

  private static boolean isOurs(EndpointSlice slice) {
    return EndpointSliceReconciler.CONTROLLER.equals(
        slice.labels().get(EndpointSliceReconciler.MANAGED_BY));
  }

  private static Optional<EndpointSliceView> view(
      ObjectKey key, Caches caches, List<Outcome> outcomes) {
    return caches
        .of(Service.class)
        .get(key)
        .map(
            service -> {
              var slices =
                  caches.of(EndpointSlice.class).list(key.namespace()).stream()
                      .filter(EndpointSliceWiring::isOurs)
                      .filter(
                          slice ->
                              key.name()
                                  .equals(slice.labels().get(EndpointSliceReconciler.SERVICE_NAME)))
                      .toList();
              var pods = ServicePods.selectedBy(service, caches);
              return new EndpointSliceView(service, pods, slices, zones(pods, caches));
            });
  }

  private static Map<String, String> zones(List<Pod> pods, Caches caches) {
    var zones = new HashMap<String, String>();
    for (var pod : pods) {
      var name = pod.spec().nodeName();
      if (name != null && !zones.containsKey(name)) {
        caches
            .of(Node.class)
            .get("", name)
            .map(node -> node.labels().get(ZONE))
            .ifPresent(zone -> zones.put(name, zone));
      }
    }
    return zones;
  }
}
