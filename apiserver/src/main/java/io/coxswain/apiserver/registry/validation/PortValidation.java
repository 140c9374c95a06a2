package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports of containers. */
final class PortValidation {
  static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private PortValidation() {}

  static void validate(Value ports, Errors errors) {
    if (ports.size() == 0) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (var port : ports.items()) {
      var name = port.get("name");
      if (!name.text().isEmpty()) {
        var broken = Names.portName(name.text());
        broken.forEach(error -> errors.invalid(name, error));
        if (broken.isEmpty() && !names.add(name.text())) {
          errors.duplicate(name);
        }
      }
      if (port.get("containerPort").number() == 0) {
        errors.required(port.get("containerPort"));
      } else {
        Checks.port(port.get("containerPort"), errors);
      }
      if (port.get("hostPort").number() != 0) {
        Checks.port(port.get("hostPort"), errors);
      }
      Checks.requiredOneOf(port.get("protocol"), PROTOCOLS, errors);
    }
  }

  /**
   * On the network of the node a container's port is the node's.
   *
   * @param ofPod a template may leave the node's port out
   */
  static void hostNetwork(Value podSpec, boolean ofPod, Errors errors) {
    if (!podSpec.get("hostNetwork").isTrue()) {
      return;
    }
    for (var container : podSpec.get("containers").items()) {
      for (var port : container.get("ports").items()) {
        var hostPort = port.get("hostPort");
        if ((ofPod || hostPort.number() != 0)
            && hostPort.number() != port.get("containerPort").number()) {
          errors.invalid(
              hostPort, hostPort.number(), "must match `containerPort` when `hostNetwork` is true");
        }
      }
    }
  }
}
