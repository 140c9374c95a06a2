package io.coxswain.dns.zone;

import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Endpoints of slices, one per address, name and port. */
final class Endpoints {
  private Endpoints() {}

  /**
   * A ready endpoint and one of its ports.
   *
   * @param label its name under the Service: the hostname, or the address with dashes
   * @param port 0 when the slice has no ports
   */
  record ReadyEndpoint(String label, String address, String portName, String protocol, int port) {}

  /** Ready endpoints of all slices, in a stable order, without repetition. */
  static List<ReadyEndpoint> of(List<EndpointSlice> slices) {
    var found = new LinkedHashMap<ReadyEndpoint, ReadyEndpoint>();
    for (var slice : slices) {
      if (!slice.addressType().equals("FQDN")) {
        slice.endpoints().stream()
            .filter(Endpoints::ready)
            .flatMap(endpoint -> expand(slice, endpoint))
            .forEach(endpoint -> found.putIfAbsent(endpoint, endpoint));
      }
    }
    return List.copyOf(found.values());
  }

  private static Stream<ReadyEndpoint> expand(EndpointSlice slice, Endpoint endpoint) {
    return endpoint.addresses().stream()
        .flatMap(
            address -> {
              var label = label(endpoint, address);
              if (slice.ports().isEmpty()) {
                return Stream.of(new ReadyEndpoint(label, address, "", "", 0));
              }
              return slice.ports().stream()
                  .map(
                      port ->
                          new ReadyEndpoint(
                              label,
                              address,
                              lower(port.name(), ""),
                              lower(port.protocol(), "tcp"),
                              port.port() == null ? 0 : port.port()));
            });
  }

  static String label(Endpoint endpoint, String address) {
    var hostname = endpoint.hostname();
    return hostname == null || hostname.isEmpty() ? Addresses.dashed(address) : lower(hostname, "");
  }

  private static boolean ready(Endpoint endpoint) {
    var conditions = endpoint.conditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.ready());
  }

  static String lower(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text.toLowerCase(Locale.ROOT);
  }
}
