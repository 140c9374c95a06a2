package io.coxswain.proxy;

import io.coxswain.proxy.host.LocalAddresses;
import io.coxswain.proxy.route.ServiceRoute;
import io.coxswain.proxy.userspace.ForwardingPlan;
import io.coxswain.proxy.userspace.UserspaceForwarding;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards node ports, and service ports on one address, by copying. */
final class UserspaceDataplane implements Dataplane {
  private static final Logger LOG = LoggerFactory.getLogger(UserspaceDataplane.class);

  private final ProxyOptions options;
  private final UserspaceForwarding forwarding;
  private List<ServiceRoute> routes = List.of();

  UserspaceDataplane(ProxyOptions options, UserspaceForwarding forwarding) {
    this.options = options;
    this.forwarding = forwarding;
  }

  @Override
  public void sync(List<ServiceRoute> wanted) throws IOException {
    routes = wanted;
    var plan = ForwardingPlan.of(wanted, nodePortAddresses(), options.serviceAddress());
    for (var service : plan.conflicts()) {
      LOG.warn(
          "{} has a port that another Service already has on {}",
          service,
          options.serviceAddress());
    }
    forwarding.apply(plan.targets());
  }

  private List<String> nodePortAddresses() throws IOException {
    if (options.nodePortAddresses().isEmpty()) {
      return List.of();
    }
    return LocalAddresses.all().stream()
        .filter(
            address ->
                options.nodePortAddresses().stream()
                    .anyMatch(cidr -> LocalAddresses.contains(cidr, address)))
        .sorted()
        .toList();
  }

  @Override
  public void verify() throws IOException {
    sync(routes); // a port somebody else held may be free now
  }

  @Override
  public void close() {
    forwarding.close();
  }
}
