package io.coxswain.dns;

import io.coxswain.api.IntOrString;
import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Endpoints.EndpointAddress;
import io.coxswain.api.core.v1.Endpoints.EndpointPort;
import io.coxswain.api.core.v1.Endpoints.EndpointSubset;
import io.coxswain.api.core.v1.EndpointsBuilder;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.Service.LoadBalancerStatus;
import io.coxswain.api.core.v1.Service.ServicePort;
import io.coxswain.api.core.v1.Service.ServiceStatus;
import io.coxswain.api.core.v1.ServiceBuilder;
import io.coxswain.api.core.v1.ServiceSpecBuilder;
import io.coxswain.api.discovery.v1.EndpointBuilder;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointConditions;
import io.coxswain.api.discovery.v1.EndpointSliceBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/**
 * The {@code kube-dns} Service without selector and what leads from it to this process. The shapes
 * are pure; {@link #ensure} writes what is missing or different.
 */
final class KubeDnsService {
  static final String NAMESPACE = "kube-system";
  static final String NAME = "kube-dns";
  private static final int PORT = 53;
  private static final String MANAGED_BY = "cluster-dns.coxswain.io";

  private final List<String> serviceIPs;
  private final List<String> addresses;
  private final int port;

  /** {@code addresses} and {@code port} are where this process listens. */
  KubeDnsService(List<String> serviceIPs, List<String> addresses, int port) {
    this.serviceIPs = List.copyOf(serviceIPs);
    this.addresses = List.copyOf(addresses);
    this.port = port;
  }

  /**
   * Writes what is missing.
   *
   * @throws io.coxswain.client.ApiException when the API server refuses it
   * @throws IllegalStateException when the Service exists with another ClusterIP, which can't be
   *     changed
   */
  void ensure(KubernetesClient client) {
    var services = client.resources(Service.class);
    var present = services.get(NAMESPACE, NAME);
    if (present.isEmpty()) {
      services.create(service());
    } else if (!serviceIPs.getFirst().equals(present.get().spec().clusterIP())) {
      throw new IllegalStateException(
          "Service kube-system/kube-dns has ClusterIP "
              + present.get().spec().clusterIP()
              + ", not "
              + serviceIPs.getFirst());
    }
    var slices = client.resources(EndpointSlice.class);
    for (var wanted : slices()) {
      var found = slices.get(NAMESPACE, wanted.name());
      if (found.isEmpty()) {
        slices.create(wanted);
      } else if (!found.get().endpoints().equals(wanted.endpoints())
          || !found.get().ports().equals(wanted.ports())) {
        slices.update(wanted.withMetadata(found.get().metadata()));
      }
    }
    var endpoints = client.resources(Endpoints.class);
    var wanted = endpoints();
    var found = endpoints.get(NAMESPACE, NAME);
    if (found.isEmpty()) {
      endpoints.create(wanted);
    } else if (!found.get().subsets().equals(wanted.subsets())) {
      endpoints.update(wanted.withMetadata(found.get().metadata()));
    }
  }

  Service service() {
    var labels =
        Map.of(
            "k8s-app", "kube-dns",
            "kubernetes.io/cluster-service", "true",
            "kubernetes.io/name", "CoreDNS");
    var spec =
        ServiceSpecBuilder.builder()
            .clusterIP(serviceIPs.getFirst())
            .clusterIPs(serviceIPs)
            .ipFamilyPolicy(serviceIPs.size() > 1 ? "RequireDualStack" : "SingleStack")
            .ipFamilies(serviceIPs.stream().map(KubeDnsService::family).toList())
            .type("ClusterIP")
            .ports(
                List.of(
                    new ServicePort("dns", "UDP", null, PORT, IntOrString.of(PORT), null),
                    new ServicePort("dns-tcp", "TCP", null, PORT, IntOrString.of(PORT), null)))
            .build();
    return ServiceBuilder.builder()
        .metadata(metadata(NAME, labels))
        .spec(spec)
        .status(new ServiceStatus(new LoadBalancerStatus(List.of()), List.of()))
        .build();
  }

  /** One slice per address family. */
  List<EndpointSlice> slices() {
    return addresses.stream().map(KubeDnsService::family).distinct().map(this::slice).toList();
  }

  private EndpointSlice slice(String family) {
    var labels =
        Map.of(
            "kubernetes.io/service-name", NAME,
            "endpointslice.kubernetes.io/managed-by", MANAGED_BY);
    var endpoints =
        addresses.stream()
            .filter(address -> family(address).equals(family))
            .map(
                address ->
                    EndpointBuilder.builder()
                        .addresses(List.of(address))
                        .conditions(new EndpointConditions(true, true, false))
                        .build())
            .toList();
    return EndpointSliceBuilder.builder()
        .metadata(metadata(NAME + "-" + family.toLowerCase(java.util.Locale.ROOT), labels))
        .addressType(family)
        .endpoints(endpoints)
        .ports(
            List.of(
                new EndpointSlice.EndpointPort(null, "dns", port, "UDP"),
                new EndpointSlice.EndpointPort(null, "dns-tcp", port, "TCP")))
        .build();
  }

  Endpoints endpoints() {
    // without this label the mirroring controller would make a second slice of it
    var labels = Map.of("endpointslice.kubernetes.io/skip-mirror", "true");
    var first =
        addresses.stream().limit(1).map(a -> new EndpointAddress(a, null, null, null)).toList();
    var ports =
        List.of(
            new EndpointPort("dns", port, "UDP", null),
            new EndpointPort("dns-tcp", port, "TCP", null));
    return EndpointsBuilder.builder()
        .metadata(metadata(NAME, labels))
        .subsets(List.of(new EndpointSubset(first, List.of(), ports)))
        .build();
  }

  private static ObjectMeta metadata(String name, Map<String, String> labels) {
    return ObjectMetaBuilder.builder().namespace(NAMESPACE).name(name).labels(labels).build();
  }

  private static String family(String address) {
    return address.indexOf(':') >= 0 ? "IPv6" : "IPv4";
  }
}
