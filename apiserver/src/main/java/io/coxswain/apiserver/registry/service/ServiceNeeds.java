package io.coxswain.apiserver.registry.service;

import io.coxswain.apiserver.registry.Trees;
import tools.jackson.databind.node.ObjectNode;

/** What a service of its type needs. */
record ServiceNeeds(
    boolean families, boolean addresses, boolean nodePorts, boolean healthCheckPort) {

  static ServiceNeeds of(ObjectNode service) {
    var spec = Trees.child(service, "spec");
    var type = Trees.text(spec, "type");
    var external = type.equals("ExternalName");
    var headless = spec.path("clusterIPs").path(0).asString("").equals("None");
    var balanced = type.equals("LoadBalancer");
    return new ServiceNeeds(
        !external,
        !external && !headless,
        type.equals("NodePort")
            || balanced && spec.path("allocateLoadBalancerNodePorts").asBoolean(true),
        balanced && Trees.text(spec, "externalTrafficPolicy").equals("Local"));
  }
}
