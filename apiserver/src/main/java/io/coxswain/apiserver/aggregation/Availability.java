package io.coxswain.apiserver.aggregation;

import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.Service.ServicePort;
import io.coxswain.api.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an extension server can be reached, in upstream's words. Pure. */
sealed interface Availability {
  /** Addresses to try; each may be as good as the others. */
  record Reachable(List<Address> addresses) implements Availability {}

  record Unavailable(String reason, String message) implements Availability {}

  /** A place behind the Service, or the Service itself. */
  record Address(String host, int port) {
    String url(String path) {
      return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path;
    }
  }

  /**
   * Ready endpoints are dialled where there are any, since not every machine of an API server
   * routes Service addresses.
   */
  static Availability of(
      Extension extension, @Nullable Service service, List<EndpointSlice> slices) {
    var name = "service/" + extension.service() + " in \"" + extension.namespace() + "\"";
    if (service == null) {
      return new Unavailable("ServiceNotFound", name + " is not present");
    }
    if ("ExternalName".equals(service.spec().type())) {
      return new Reachable(
          List.of(new Address(String.valueOf(service.spec().externalName()), extension.port())));
    }
    var port = port(service, extension.port());
    if (port.isEmpty()) {
      return new Unavailable(
          "ServicePortError", name + " is not listening on port " + extension.port());
    }
    if (slices.isEmpty()) {
      return new Unavailable("EndpointsNotFound", "cannot find endpointslices for " + name);
    }
    var portName = port.get().name() == null ? "" : port.get().name();
    var addresses = addresses(slices, portName);
    return addresses.isEmpty()
        ? new Unavailable(
            "MissingEndpoints",
            "endpointslices for " + name + " have no addresses with port name \"" + portName + "\"")
        : new Reachable(addresses);
  }

  private static Optional<ServicePort> port(Service service, int number) {
    return service.spec().ports().stream().filter(port -> port.port() == number).findFirst();
  }

  private static List<Address> addresses(List<EndpointSlice> slices, String portName) {
    var addresses = new ArrayList<Address>();
    for (var slice : slices) {
      for (var port : slice.ports()) {
        var name = port.name() == null ? "" : port.name();
        if (port.port() == null || !name.equals(portName)) {
          continue;
        }
        for (var endpoint : slice.endpoints()) {
          var conditions = endpoint.conditions();
          if (conditions == null || !Boolean.FALSE.equals(conditions.ready())) {
            endpoint.addresses().forEach(host -> addresses.add(new Address(host, port.port())));
          }
        }
      }
    }
    return addresses;
  }
}
