package io.coxswain.apiserver.server;

import io.coxswain.api.IntOrString;
import io.coxswain.api.core.v1.EndpointAddressBuilder;
import io.coxswain.api.core.v1.EndpointPortBuilder;
import io.coxswain.api.core.v1.EndpointSubsetBuilder;
import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Endpoints.EndpointAddress;
import io.coxswain.api.core.v1.EndpointsBuilder;
import io.coxswain.api.core.v1.Namespace;
import io.coxswain.api.core.v1.NamespaceBuilder;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.ServiceBuilder;
import io.coxswain.api.core.v1.ServicePortBuilder;
import io.coxswain.api.core.v1.ServiceSpecBuilder;
import io.coxswain.api.discovery.v1.EndpointBuilder;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointConditions;
import io.coxswain.api.discovery.v1.EndpointSliceBuilder;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The objects that every cluster has: four namespaces, and the Service {@code kubernetes} with the
 * addresses of the API servers.
 */
final class OwnObjects {
  private static final String NAME = "kubernetes";
  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  /**
   * Where this API server is.
   *
   * @param serviceAddress the first address of the service range
   * @param alone no other API server shares the store
   */
  record Place(String address, int port, String serviceAddress, boolean alone) {}

  private final OwnClient client;
  private final Place place;

  OwnObjects(OwnClient client, Place place) {
    this.client = client;
    this.place = place;
  }

  /** Creates what is missing and corrects the addresses. */
  void reconcile() {
    for (var name : NAMESPACES) {
      if (client.get(Namespace.class, "", name) == null) {
        var meta = ObjectMetaBuilder.builder().name(name).build();
        client.write(NamespaceBuilder.builder().metadata(meta).build(), false);
      }
    }
    if (client.get(Service.class, "default", NAME) == null) {
      client.write(service(), false);
    }
    publish(addresses(true));
  }

  /** Takes this server's address out of the Service before it stops. */
  void withdraw() {
    publish(addresses(false));
  }

  private List<String> addresses(boolean serving) {
    var endpoints = client.get(Endpoints.class, "default", NAME);
    var addresses = new TreeSet<String>();
    if (endpoints != null && !place.alone) {
      endpoints.subsets().stream()
          .flatMap(subset -> subset.addresses().stream())
          .map(EndpointAddress::ip)
          .forEach(addresses::add);
    }
    addresses.remove(place.address);
    if (serving || place.alone) {
      addresses.add(place.address);
    }
    return List.copyOf(addresses);
  }

  private void publish(List<String> addresses) {
    var old = client.get(Endpoints.class, "default", NAME);
    var endpoints = endpoints(addresses);
    if (old == null) {
      client.write(endpoints, false);
    } else if (!old.subsets().equals(endpoints.subsets())) {
      client.write(old.withSubsets(endpoints.subsets()), true);
    }
    var oldSlice = client.get(EndpointSlice.class, "default", NAME);
    var slice = slice(addresses);
    if (oldSlice == null) {
      client.write(slice, false);
    } else if (!oldSlice.endpoints().equals(slice.endpoints())
        || !oldSlice.ports().equals(slice.ports())) {
      client.write(oldSlice.withEndpoints(slice.endpoints()).withPorts(slice.ports()), true);
    }
  }

  private Service service() {
    var port =
        ServicePortBuilder.builder()
            .name("https")
            .port(443)
            .protocol("TCP")
            .targetPort(IntOrString.of(place.port))
            .build();
    var spec =
        ServiceSpecBuilder.builder()
            .type("ClusterIP")
            .clusterIP(place.serviceAddress)
            .clusterIPs(List.of(place.serviceAddress))
            .sessionAffinity("None")
            .ports(List.of(port))
            .build();
    var labels = Map.of("component", "apiserver", "provider", "kubernetes");
    return ServiceBuilder.builder().metadata(meta(labels)).spec(spec).build();
  }

  private Endpoints endpoints(List<String> addresses) {
    var ready =
        addresses.stream().map(ip -> EndpointAddressBuilder.builder().ip(ip).build()).toList();
    var port = EndpointPortBuilder.builder().name("https").port(place.port).protocol("TCP").build();
    var subset = EndpointSubsetBuilder.builder().addresses(ready).ports(List.of(port)).build();
    return EndpointsBuilder.builder()
        .metadata(meta(Map.of("endpointslice.kubernetes.io/skip-mirror", "true")))
        .subsets(ready.isEmpty() ? List.of() : List.of(subset))
        .build();
  }

  private EndpointSlice slice(List<String> addresses) {
    var ready = new EndpointConditions(true, null, null);
    var endpoints =
        addresses.stream()
            .map(ip -> EndpointBuilder.builder().addresses(List.of(ip)).conditions(ready).build())
            .toList();
    var port =
        io.coxswain.api.discovery.v1.EndpointPortBuilder.builder()
            .name("https")
            .port(place.port)
            .protocol("TCP")
            .build();
    var type = place.address.contains(":") ? "IPv6" : "IPv4";
    return EndpointSliceBuilder.builder()
        .metadata(meta(Map.of("kubernetes.io/service-name", NAME)))
        .addressType(type)
        .endpoints(endpoints)
        .ports(List.of(port))
        .build();
  }

  private static ObjectMeta meta(Map<String, String> labels) {
    return ObjectMetaBuilder.builder().name(NAME).namespace("default").labels(labels).build();
  }
}
