package io.coxswain.controller.pod;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which pods a Service selects, and which Services select a pod. */
public final class ServicePods {
  private ServicePods() {}

  /** The pods of the Service's namespace that its selector matches; none without a selector. */
  public static List<Pod> selectedBy(Service service, Caches caches) {
    var selector = service.spec().selector();
    if (selector.isEmpty()) {
      return List.of();
    }
    return caches.of(Pod.class).list(service.namespace()).stream()
        .filter(pod -> matches(selector, pod))
        .toList();
  }

  /** The keys of the Services that select the pod. */
  public static Collection<ObjectKey> selecting(Pod pod, Caches caches) {
    return caches.of(Service.class).list(pod.namespace()).stream()
        .filter(service -> matches(service.spec().selector(), pod))
        .map(ObjectKey::of)
        .toList();
  }

  private static boolean matches(Map<String, String> selector, Pod pod) {
    return !selector.isEmpty() && pod.labels().entrySet().containsAll(selector.entrySet());
  }
}
