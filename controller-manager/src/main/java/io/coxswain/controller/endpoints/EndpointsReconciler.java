package io.coxswain.controller.endpoints;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Endpoints.EndpointAddress;
import io.coxswain.api.core.v1.Endpoints.EndpointPort;
import io.coxswain.api.core.v1.Endpoints.EndpointSubset;
import io.coxswain.api.core.v1.ObjectReferenceBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.pod.PodStates;
import io.coxswain.controller.pod.ServicePorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps a Service's Endpoints equal to its pods, in the Service's first address family. Addresses
 * with the same resolved ports share a subset. Endpoints that somebody else made for a Service
 * without selector are left alone.
 */
public final class EndpointsReconciler implements Reconciler<EndpointsView> {
  static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
  static final String CONTROLLER = "endpoint-controller";
  static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";
  private static final String HEADLESS = "service.kubernetes.io/headless";
  private static final int MAX_ADDRESSES = 1000;

  @Override
  public Plan reconcile(EndpointsView view, Instant now) {
    var service = view.service();
    var existing = view.endpoints();
    if (service == null) {
      var ours = existing != null && CONTROLLER.equals(existing.labels().get(MANAGED_BY));
      return existing != null && ours ? Plan.of(new Change.Delete(existing)) : Plan.settled();
    }
    var spec = service.spec();
    if (spec.selector().isEmpty() || "ExternalName".equals(spec.type())) {
      return Plan.settled();
    }
    var wanted = wanted(service, view.pods());
    if (existing == null) {
      return Plan.of(new Change.Create(wanted));
    }
    var after =
        existing
            .withSubsets(wanted.subsets())
            .withMetadata(
                existing
                    .metadata()
                    .withLabels(wanted.labels())
                    .withAnnotations(annotations(existing, wanted.metadata().annotations())));
    return after.equals(existing) ? Plan.settled() : Plan.of(new Change.Update(after));
  }

  private static Endpoints wanted(Service service, List<Pod> pods) {
    var byPorts = new LinkedHashMap<List<EndpointPort>, EndpointSubset>();
    var addresses = 0;
    var truncated = false;
    var sorted = pods.stream().sorted(Comparator.comparing(Pod::name)).toList();
    for (var pod : sorted) {
      var address = address(service, pod);
      if (address.isEmpty()) {
        continue;
      }
      if (addresses++ == MAX_ADDRESSES) {
        truncated = true;
        break;
      }
      add(service, pod, address.get(), byPorts);
    }
    var metadata =
        ObjectMetaBuilder.builder()
            .name(service.name())
            .namespace(service.namespace())
            .labels(labels(service))
            .annotations(truncated ? Map.of(OVER_CAPACITY, "truncated") : Map.of())
            .build();
    return new Endpoints(metadata, List.copyOf(byPorts.values()));
  }

  private static void add(
      Service service,
      Pod pod,
      EndpointAddress address,
      Map<List<EndpointPort>, EndpointSubset> byPorts) {
    var ports =
        ServicePorts.of(service, pod).stream()
            .map(
                port ->
                    new EndpointPort(
                        port.name().isEmpty() ? null : port.name(),
                        port.port(),
                        port.protocol(),
                        port.appProtocol()))
            .toList();
    if (ports.isEmpty() && !service.spec().ports().isEmpty()) {
      return; // none of the Service's named ports exists in this pod
    }
    var subset = byPorts.getOrDefault(ports, new EndpointSubset(List.of(), List.of(), ports));
    var ready =
        PodStates.isReady(pod) || Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
    byPorts.put(
        ports,
        ready
            ? subset.withAddresses(plus(subset.addresses(), address))
            : subset.withNotReadyAddresses(plus(subset.notReadyAddresses(), address)));
  }

  private static List<EndpointAddress> plus(List<EndpointAddress> list, EndpointAddress address) {
    var longer = new ArrayList<>(list);
    longer.add(address);
    return longer;
  }

  private static Optional<EndpointAddress> address(Service service, Pod pod) {
    var publishNotReady = Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
    if (PodStates.isTerminal(pod) || PodStates.isTerminating(pod) && !publishNotReady) {
      return Optional.empty();
    }
    var families = service.spec().ipFamilies();
    var wantsV6 = !families.isEmpty() && families.getFirst().equals("IPv6");
    var hostname = pod.spec().hostname();
    var named = hostname != null && service.name().equals(pod.spec().subdomain());
    return pod.status().podIPs().stream()
        .map(podIP -> podIP.ip())
        .filter(ip -> ip.contains(":") == wantsV6)
        .findFirst()
        .map(
            ip ->
                new EndpointAddress(
                    ip,
                    named ? hostname : null,
                    pod.spec().nodeName(),
                    ObjectReferenceBuilder.builder()
                        .kind("Pod")
                        .namespace(pod.namespace())
                        .name(pod.name())
                        .uid(pod.uid())
                        .build()));
  }

  private static Map<String, String> labels(Service service) {
    var labels = new TreeMap<>(service.labels());
    labels.put(MANAGED_BY, CONTROLLER);
    if ("None".equals(service.spec().clusterIP())) {
      labels.put(HEADLESS, "");
    } else {
      labels.remove(HEADLESS);
    }
    return labels;
  }

  private static Map<String, String> annotations(Endpoints existing, Map<String, String> ours) {
    var annotations = new TreeMap<>(existing.metadata().annotations());
    annotations.remove(OVER_CAPACITY);
    annotations.putAll(ours);
    return annotations;
  }
}
