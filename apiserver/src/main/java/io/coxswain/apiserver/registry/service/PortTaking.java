package io.coxswain.apiserver.registry.service;

import io.coxswain.apiserver.registry.RegistryOptions;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes node ports: those asked for first, then free ones for the rest. */
record PortTaking(
    RegistryOptions.PortRange range,
    Claims claims,
    RandomGenerator random,
    Taken taken,
    BiPredicate<JsonNode, String> isHeld) {

  void take(ObjectNode service, ServiceNeeds needs, Errors errors) {
    var spec = Value.root(service).get("spec");
    if (needs.nodePorts()) {
      for (var port : spec.get("ports").items()) {
        exactly(port.get("nodePort"), errors);
      }
    }
    if (needs.healthCheckPort()) {
      exactly(spec.get("healthCheckNodePort"), errors);
    }
    if (!errors.isEmpty()) {
      return;
    }
    if (needs.nodePorts()) {
      fillIn(spec.get("ports"), errors);
    }
    if (needs.healthCheckPort() && !spec.has("healthCheckNodePort")) {
      Trees.put((ObjectNode) spec.node(), "healthCheckNodePort", any(spec, errors));
    }
  }

  /** Ports of different protocols that share a service port share a node port too. */
  private void fillIn(Value ports, Errors errors) {
    Map<Long, Integer> byPort = new HashMap<>();
    for (var port : ports.items()) {
      var object = (ObjectNode) port.node();
      var number = port.get("port").number();
      if (!port.has("nodePort")) {
        var shared = byPort.get(number);
        Trees.put(object, "nodePort", shared != null ? shared : any(port, errors));
      }
      byPort.put(number, object.path("nodePort").asInt());
    }
  }

  private void exactly(Value port, Errors errors) {
    if (!port.exists()) {
      return;
    }
    var name = Long.toString(port.number());
    if (taken.hasPort(name)) {
      return;
    }
    if (!range.contains((int) port.number())) {
      errors.invalid(
          port, "provided port is not in the valid range. The range of valid ports is " + range);
      return;
    }
    var free =
        taken.dryRun
            || claims.claimFromTheGone(
                name, taken.owner, taken.now, claim -> isHeld.test(claim, name));
    if (free) {
      taken.tookPort(name);
    } else {
      errors.invalid(port, "provided port is already allocated");
    }
  }

  private int any(Value at, Errors errors) {
    var size = range.last() - range.first() + 1;
    var start = random.nextInt(size);
    for (var i = 0; i < size; i++) {
      var port = range.first() + (start + i) % size;
      var name = Integer.toString(port);
      if (!taken.hasPort(name) && (taken.dryRun || claims.claim(name, taken.owner, taken.now))) {
        taken.tookPort(name);
        return port;
      }
    }
    errors.invalid(at.get("nodePort"), 0, "failed to allocate a nodePort: range is full");
    return 0;
  }
}
