package io.coxswain.proxy.route;

import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.Service.LoadBalancerIngress;
import io.coxswain.api.core.v1.Service.ServicePort;
import io.coxswain.api.core.v1.Service.ServiceSpec;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides the routes of all service ports. Pure; the result is sorted, so equal input gives equal
 * output.
 */
public final class RouteBuilder {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String PROXY_NAME = "service.kubernetes.io/service-proxy-name";
  private static final int DEFAULT_AFFINITY_SECONDS = 10_800;

  private final Locality locality;
  private final Map<String, List<EndpointSlice>> slices;

  private RouteBuilder(Collection<EndpointSlice> slices, Locality locality) {
    this.locality = locality;
    this.slices =
        slices.stream()
            .filter(slice -> slice.labels().containsKey(SERVICE_NAME))
            .sorted(Comparator.comparing(EndpointSlice::name))
            .collect(
                Collectors.groupingBy(
                    slice -> slice.namespace() + "/" + slice.labels().get(SERVICE_NAME)));
  }

  /** The routes of every Service that this proxy is responsible for. */
  public static List<ServiceRoute> build(
      Collection<Service> services, Collection<EndpointSlice> slices, Locality locality) {
    var builder = new RouteBuilder(slices, locality);
    return services.stream()
        .filter(RouteBuilder::proxied)
        .flatMap(builder::routes)
        .sorted(Comparator.comparing(ServiceRoute::name).thenComparing(ServiceRoute::family))
        .toList();
  }

  private static boolean proxied(Service service) {
    return !"ExternalName".equals(service.spec().type())
        && !"None".equals(service.spec().clusterIP())
        && !service.labels().containsKey(PROXY_NAME);
  }

  private Stream<ServiceRoute> routes(Service service) {
    var addresses = service.spec().clusterIPs();
    var clusterIP = service.spec().clusterIP();
    if (addresses.isEmpty() && clusterIP != null && !clusterIP.isEmpty()) {
      addresses = List.of(clusterIP);
    }
    return addresses.stream()
        .flatMap(
            address -> service.spec().ports().stream().map(port -> route(service, port, address)));
  }

  private ServiceRoute route(Service service, ServicePort port, String clusterIP) {
    var spec = service.spec();
    var family = Family.of(clusterIP);
    var candidates = candidates(service, port, family);
    var cluster = EndpointChoice.cluster(candidates, locality);
    var loadBalancer = "LoadBalancer".equals(spec.type());
    return new ServiceRoute(
        nameOf(service, port),
        family,
        clusterIP,
        port.port(),
        nodePort(spec, port),
        ofFamily(spec.externalIPs(), family),
        loadBalancer ? ofFamily(virtualAddresses(service), family) : List.of(),
        loadBalancer ? ofFamily(spec.loadBalancerSourceRanges(), family) : List.of(),
        affinitySeconds(spec),
        "Local".equals(spec.internalTrafficPolicy()),
        "Local".equals(spec.externalTrafficPolicy()),
        cluster,
        EndpointChoice.local(candidates),
        !cluster.isEmpty());
  }

  private static ServicePortName nameOf(Service service, ServicePort port) {
    return new ServicePortName(
        service.namespace(), service.name(), protocol(port.protocol()), orEmpty(port.name()));
  }

  private List<EndpointChoice.Candidate> candidates(
      Service service, ServicePort port, Family family) {
    var found = new ArrayList<EndpointChoice.Candidate>();
    for (var slice : slices.getOrDefault(service.namespace() + "/" + service.name(), List.of())) {
      if (!family.apiName().equals(slice.addressType())) {
        continue;
      }
      slice.ports().stream()
          .filter(p -> p.port() != null && matches(p, port))
          .forEach(
              p -> slice.endpoints().forEach(e -> add(found, e, Objects.requireNonNull(p.port()))));
    }
    return found;
  }

  private void add(List<EndpointChoice.Candidate> found, Endpoint endpoint, int port) {
    if (!endpoint.addresses().isEmpty()) {
      var node = endpoint.nodeName();
      var local = node != null && locality.nodes().contains(node);
      var backend = new Backend(endpoint.addresses().getFirst(), port, local);
      found.add(new EndpointChoice.Candidate(endpoint, backend));
    }
  }

  private static boolean matches(EndpointPort ours, ServicePort wanted) {
    return orEmpty(ours.name()).equals(orEmpty(wanted.name()))
        && protocol(ours.protocol()).equals(protocol(wanted.protocol()));
  }

  private static int nodePort(ServiceSpec spec, ServicePort port) {
    var given = port.nodePort();
    var exposed = "NodePort".equals(spec.type()) || "LoadBalancer".equals(spec.type());
    return exposed && given != null ? given : 0;
  }

  private static List<String> virtualAddresses(Service service) {
    return service.status().loadBalancer().ingress().stream()
        .filter(ingress -> !"Proxy".equals(ingress.ipMode()))
        .map(LoadBalancerIngress::ip)
        .filter(Objects::nonNull)
        .toList();
  }

  private static int affinitySeconds(ServiceSpec spec) {
    if (!"ClientIP".equals(spec.sessionAffinity())) {
      return 0;
    }
    var config = spec.sessionAffinityConfig();
    var clientIP = config == null ? null : config.clientIP();
    var seconds = clientIP == null ? null : clientIP.timeoutSeconds();
    return seconds == null ? DEFAULT_AFFINITY_SECONDS : seconds;
  }

  private static List<String> ofFamily(List<String> addresses, Family family) {
    return addresses.stream()
        .filter(address -> Family.of(address) == family)
        .distinct()
        .sorted()
        .toList();
  }

  private static String protocol(@Nullable String protocol) {
    return protocol == null ? "tcp" : protocol.toLowerCase(Locale.ROOT);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
