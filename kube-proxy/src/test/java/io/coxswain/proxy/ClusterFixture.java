package io.coxswain.proxy;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.proxy.route.Family;
import io.coxswain.proxy.route.Locality;
import io.coxswain.proxy.route.RouteBuilder;
import io.coxswain.proxy.route.ServiceRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Services and their EndpointSlices, told briefly. */
public final class ClusterFixture {
  private final List<Service> services = new ArrayList<>();
  private final Map<String, ObjectNode> slices = new LinkedHashMap<>();

  /** Adds a Service; {@code spec} is JSON with single quotes. */
  public ClusterFixture service(String name, String spec) {
    return service(name, spec, "{}");
  }

  public ClusterFixture service(String name, String spec, String loadBalancer) {
    services.removeIf(service -> service.name().equals(name));
    var text =
        "{'metadata':{'namespace':'default','name':'%s'},'spec':%s,'status':{'loadBalancer':%s}}"
            .formatted(name, spec, loadBalancer);
    services.add(Json.read(text.replace('\'', '"'), Service.class));
    return this;
  }

  /** Says which ports the Service's slices carry, for both families. */
  public ClusterFixture ports(String service, String ports) {
    for (var family : Family.values()) {
      slices
          .computeIfAbsent(service + family.suffix(), key -> slice(service, family))
          .set("ports", Json.tree(ports.replace('\'', '"')));
    }
    return this;
  }

  public ClusterFixture ready(String service, String address, String node) {
    return endpoint(service, address, node, "{'ready':true,'serving':true,'terminating':false}");
  }

  public ClusterFixture terminating(String service, String address, String node) {
    return endpoint(service, address, node, "{'ready':false,'serving':true,'terminating':true}");
  }

  public ClusterFixture notReady(String service, String address, String node) {
    return endpoint(service, address, node, "{'ready':false,'serving':false,'terminating':false}");
  }

  public ClusterFixture endpoint(String service, String address, String node, String conditions) {
    return endpoint(service, address, node, conditions, "{}");
  }

  public ClusterFixture endpoint(
      String service, String address, String node, String conditions, String hints) {
    var family = Family.of(address);
    var slice = slices.computeIfAbsent(service + family.suffix(), key -> slice(service, family));
    var text =
        "{'addresses':['%s'],'nodeName':'%s','conditions':%s,'hints':%s}"
            .formatted(address, node, conditions, hints);
    slice.withArray("endpoints").add(Json.tree(text.replace('\'', '"')));
    return this;
  }

  /** Forgets a Service's endpoints. */
  public ClusterFixture withoutEndpoints(String service) {
    slices.keySet().removeIf(key -> key.equals(service + "4") || key.equals(service + "6"));
    return this;
  }

  public List<Service> services() {
    return List.copyOf(services);
  }

  public List<EndpointSlice> slices() {
    return slices.values().stream().map(tree -> Json.read(tree, EndpointSlice.class)).toList();
  }

  /** The routes, this machine being node {@code a}. */
  public List<ServiceRoute> routes() {
    return routes(Locality.ofNodes("a"));
  }

  public List<ServiceRoute> routes(Locality locality) {
    return RouteBuilder.build(services(), slices(), locality);
  }

  private static ObjectNode slice(String service, Family family) {
    var text =
        "{'metadata':{'namespace':'default','name':'%s-%s','labels':{'kubernetes.io/service-name':'%s'}},'addressType':'%s','endpoints':[],'ports':[{'name':'','port':8080,'protocol':'TCP'}]}"
            .formatted(service, family.suffix(), service, family.apiName());
    return (ObjectNode) Json.tree(text.replace('\'', '"'));
  }
}
