package io.coxswain.controller.pod;

import io.coxswain.api.IntOrString;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.Service.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which port of a pod a Service's port means. */
public final class ServicePorts {
  /** A Service's port with the number that one pod has for it; {@code name} may be empty. */
  public record ResolvedPort(
      String name, int port, String protocol, @Nullable String appProtocol) {}

  private ServicePorts() {}

  /** The ports that this pod has; a named port that it lacks is left out. */
  public static List<ResolvedPort> of(Service service, Pod pod) {
    var ports = new ArrayList<ResolvedPort>();
    for (var port : service.spec().ports()) {
      var name = port.name() == null ? "" : port.name();
      target(port, pod)
          .ifPresent(
              number ->
                  ports.add(new ResolvedPort(name, number, protocol(port), port.appProtocol())));
    }
    return List.copyOf(ports);
  }

  private static Optional<Integer> target(ServicePort port, Pod pod) {
    return switch (port.targetPort()) {
      case null -> Optional.of(port.port());
      case IntOrString.Number(int number) -> Optional.of(number == 0 ? port.port() : number);
      case IntOrString.Text(String name) -> named(name, protocol(port), pod);
    };
  }

  private static Optional<Integer> named(String name, String protocol, Pod pod) {
    var sidecars =
        pod.spec().initContainers().stream()
            .filter(container -> "Always".equals(container.restartPolicy()));
    return Stream.concat(pod.spec().containers().stream(), sidecars)
        .map(Container::ports)
        .flatMap(List::stream)
        .filter(
            port ->
                name.equals(port.name())
                    && protocol.equals(port.protocol() == null ? "TCP" : port.protocol()))
        .map(port -> port.containerPort())
        .findFirst();
  }

  private static String protocol(ServicePort port) {
    return port.protocol() == null ? "TCP" : port.protocol();
  }
}
