package io.coxswain.dns.zone;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster told in JSON with single quotes. */
public final class MapDirectory implements Directory {
  private final Set<String> namespaces = new HashSet<>(Set.of("default", "kube-system"));
  private final Set<String> pods = new HashSet<>();
  private final List<Service> services = new ArrayList<>();
  private final List<EndpointSlice> slices = new ArrayList<>();

  public MapDirectory with(String name, String spec) {
    var text = "{'metadata':{'namespace':'default','name':'%s'},'spec':%s}".formatted(name, spec);
    services.add(Json.read(text.replace('\'', '"'), Service.class));
    return this;
  }

  public MapDirectory slice(String service, String family, String ports, String endpoints) {
    var text =
        "{'metadata':{'namespace':'default','name':'%s-%d','labels':{'kubernetes.io/service-name':'%s'}},'addressType':'%s','ports':%s,'endpoints':%s}"
            .formatted(service, slices.size(), service, family, ports, endpoints);
    slices.add(Json.read(text.replace('\'', '"'), EndpointSlice.class));
    return this;
  }

  public MapDirectory pod(String namespace, String address) {
    pods.add(namespace + "/" + address);
    return this;
  }

  @Override
  public boolean hasNamespace(String name) {
    return namespaces.contains(name);
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return services.stream()
        .filter(s -> s.namespace().equals(namespace) && s.name().equals(name))
        .findFirst();
  }

  @Override
  public List<EndpointSlice> slices(String namespace, String service) {
    return slices.stream()
        .filter(
            s ->
                s.namespace().equals(namespace)
                    && service.equals(s.labels().get("kubernetes.io/service-name")))
        .toList();
  }

  @Override
  public List<Service> servicesAt(String clusterIP) {
    return services.stream()
        .filter(
            s ->
                s.spec().clusterIPs().stream()
                    .map(Addresses::canonical)
                    .anyMatch(clusterIP::equals))
        .toList();
  }

  @Override
  public List<EndpointSlice> slicesAt(String address) {
    return slices.stream()
        .filter(
            s ->
                s.endpoints().stream()
                    .flatMap(e -> e.addresses().stream())
                    .map(Addresses::canonical)
                    .anyMatch(address::equals))
        .toList();
  }

  @Override
  public boolean hasPod(String namespace, String address) {
    return pods.contains(namespace + "/" + address);
  }
}
