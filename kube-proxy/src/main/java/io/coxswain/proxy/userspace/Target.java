package io.coxswain.proxy.userspace;

import io.coxswain.proxy.route.Backend;
import io.coxswain.proxy.route.ServicePortName;
import java.util.List;

/**
 * What a listener forwards to: at least one backend; {@code affinitySeconds} is 0 without affinity.
 */
public record Target(ServicePortName service, List<Backend> backends, int affinitySeconds) {
  public Target {
    backends = List.copyOf(backends);
  }
}
