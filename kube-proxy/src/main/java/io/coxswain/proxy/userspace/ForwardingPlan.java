package io.coxswain.proxy.userspace;

import io.coxswain.proxy.route.Backend;
import io.coxswain.proxy.route.ServicePortName;
import io.coxswain.proxy.route.ServiceRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides what to listen on. Ports without endpoints get no listener, so that the kernel refuses
 * connections to them at once.
 *
 * @param targets what is listened on
 * @param conflicts service ports that share a listener with another Service and lost
 */
public record ForwardingPlan(SortedMap<Listener, Target> targets, List<ServicePortName> conflicts) {

  /**
   * @param nodePortAddresses local addresses for node ports; empty means all
   * @param serviceAddress a local address on which the Services' own ports are opened; empty for
   *     none
   */
  public static ForwardingPlan of(
      List<ServiceRoute> routes, List<String> nodePortAddresses, String serviceAddress) {
    var plan = new ForwardingPlan(new TreeMap<>(), new ArrayList<>());
    for (var route : routes) {
      if (route.protocol().equals("sctp")) {
        continue;
      }
      if (route.nodePort() != 0) {
        var addresses = nodePortAddresses.isEmpty() ? List.of("") : nodePortAddresses;
        addresses.forEach(
            address -> plan.add(route, address, route.nodePort(), route.externalBackends()));
      }
      if (!serviceAddress.isEmpty()) {
        plan.add(route, serviceAddress, route.port(), route.internalBackends());
      }
    }
    return plan;
  }

  private void add(ServiceRoute route, String address, int port, List<Backend> backends) {
    if (backends.isEmpty()) {
      return;
    }
    var listener = new Listener(route.protocol(), address, port);
    var present = targets.get(listener);
    if (present == null) {
      targets.put(listener, new Target(route.name(), backends, route.affinitySeconds()));
    } else if (present.service().equals(route.name())) { // the Service's other address family
      var both = Stream.concat(present.backends().stream(), backends.stream()).distinct().toList();
      targets.put(listener, new Target(route.name(), both, route.affinitySeconds()));
    } else if (!conflicts.contains(route.name())) {
      conflicts.add(route.name());
    }
  }
}
