package io.coxswain.controller.endpointslice;

import io.coxswain.api.core.v1.ObjectReferenceBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointBuilder;
import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointConditions;
import io.coxswain.controller.pod.PodStates;
import java.util.List;
import java.util.Optional;

/** A pod as an endpoint of a Service (KEP-1672 for its conditions). */
final class PodEndpoints {
  private PodEndpoints() {}

  /**
   * The endpoint, where the pod runs and has an address of the family ({@code IPv4}, {@code IPv6}).
   */
  static Optional<Endpoint> of(Pod pod, EndpointSliceView view, String addressType) {
    if (PodStates.isTerminal(pod)) {
      return Optional.empty();
    }
    var addresses = addresses(pod, addressType);
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    var service = view.service();
    var serving = PodStates.isReady(pod);
    var terminating = PodStates.isTerminating(pod);
    var publishNotReady = Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
    var node = pod.spec().nodeName();
    return Optional.of(
        EndpointBuilder.builder()
            .addresses(addresses)
            .conditions(
                new EndpointConditions(
                    publishNotReady || serving && !terminating, serving, terminating))
            .hostname(hasHostname(pod, service) ? pod.spec().hostname() : null)
            .nodeName(node == null || node.isEmpty() ? null : node)
            .zone(node == null ? null : view.zones().get(node))
            .targetRef(
                ObjectReferenceBuilder.builder()
                    .kind("Pod")
                    .namespace(pod.namespace())
                    .name(pod.name())
                    .uid(pod.uid())
                    .build())
            .build());
  }

  private static List<String> addresses(Pod pod, String addressType) {
    var wantsV6 = addressType.equals("IPv6");
    return pod.status().podIPs().stream()
        .map(podIP -> podIP.ip())
        .filter(ip -> ip.contains(":") == wantsV6)
        .toList();
  }

  private static boolean hasHostname(Pod pod, Service service) {
    var hostname = pod.spec().hostname();
    return hostname != null && !hostname.isEmpty() && service.name().equals(pod.spec().subdomain());
  }
}
