package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.ServiceTrafficValidation;
import io.coxswain.apiserver.registry.validation.ServiceValidation;
import io.coxswain.apiserver.registry.validation.ServiceWarnings;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Services: what was allocated stays with them unless they give it up. */
public final class ServiceStrategy implements Strategy {
  private static final int STICKY_SECONDS = 10800;

  @Override
  public Names.Rule nameRule() {
    return Names.LABEL_RFC_1035;
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public boolean returnsDeletedObject() {
    return true;
  }

  @Override
  public void defaults(ObjectNode service) {
    var spec = Trees.child(service, "spec");
    for (var port : spec.path("ports")) {
      if (port instanceof ObjectNode object && !object.has("targetPort") && object.has("port")) {
        object.set("targetPort", object.get("port"));
      }
    }
    if (Trees.text(spec, "sessionAffinity").equals("ClientIP")) {
      var client = Trees.child(Trees.child(spec, "sessionAffinityConfig"), "clientIP");
      if (!client.has("timeoutSeconds")) {
        client.put("timeoutSeconds", STICKY_SECONDS);
      }
    } else {
      spec.remove("sessionAffinityConfig");
    }
    var type = Trees.text(spec, "type");
    if ((isReachableFromOutside(type)
            || type.equals("ClusterIP") && !spec.path("externalIPs").isEmpty())
        && Trees.text(spec, "externalTrafficPolicy").isEmpty()) {
      spec.put("externalTrafficPolicy", "Cluster");
    }
    if (!type.equals("ExternalName") && Trees.text(spec, "internalTrafficPolicy").isEmpty()) {
      spec.put("internalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
      spec.put("allocateLoadBalancerNodePorts", true);
    }
    if (type.equals("LoadBalancer")) {
      for (var ingress : service.path("status").path("loadBalancer").path("ingress")) {
        if (ingress instanceof ObjectNode point && point.has("ip") && !point.has("ipMode")) {
          point.put("ipMode", "VIP");
        }
      }
    }
  }

  @Override
  public void prepareForCreate(ObjectNode service, Call call) {
    service.putObject("status").putObject("loadBalancer");
    alignClusterIps(Trees.child(service, "spec"));
  }

  @Override
  public void prepareForUpdate(ObjectNode service, ObjectNode old, Call call) {
    var spec = Trees.child(service, "spec");
    var before = Trees.child(old, "spec");
    var type = Trees.text(spec, "type");
    if (type.equals("ExternalName")) {
      dropAllocated(spec);
      return;
    }
    if (!Trees.text(before, "type").equals("ExternalName")) {
      keepAddresses(spec, before);
    }
    alignClusterIps(spec);
    if (isReachableFromOutside(type)) {
      keepNodePorts(spec, before);
    } else {
      dropNodePorts(spec, before);
    }
    if (type.equals("NodePort")) {
      dropUnchanged("allocateLoadBalancerNodePorts", spec, before);
      dropUnchanged("loadBalancerClass", spec, before);
    }
    if (!type.equals("LoadBalancer")
        || !Trees.text(spec, "externalTrafficPolicy").equals("Local")) {
      spec.remove("healthCheckNodePort");
    } else if (!spec.has("healthCheckNodePort")) {
      Trees.put(spec, "healthCheckNodePort", before.get("healthCheckNodePort"));
    }
  }

  @Override
  public void validate(Value service, Errors errors) {
    ServiceValidation.validate(service, errors);
  }

  @Override
  public void validateChange(Value service, Value old, Errors errors) {
    ServiceValidation.validateChange(service, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value service, Value old, Errors errors) {
    ServiceTrafficValidation.validateStatus(service, errors);
  }

  @Override
  public List<String> warnings(ObjectNode service) {
    return ServiceWarnings.of(service);
  }

  private static boolean isReachableFromOutside(String type) {
    return type.equals("NodePort") || type.equals("LoadBalancer");
  }

  /** The older field is the first element of the newer one. */
  private static void alignClusterIps(ObjectNode spec) {
    var first = Trees.text(spec, "clusterIP");
    var all = spec.path("clusterIPs");
    if (!first.isEmpty() && all.isEmpty()) {
      spec.putArray("clusterIPs").add(first);
    } else if (first.isEmpty() && !all.isEmpty()) {
      spec.set("clusterIP", all.get(0));
    }
  }

  private static void keepAddresses(ObjectNode spec, ObjectNode before) {
    var first = Trees.text(spec, "clusterIP");
    var old = Trees.text(before, "clusterIP");
    if (first.isEmpty() && spec.path("clusterIPs").isEmpty()) {
      Trees.put(spec, "clusterIP", before.get("clusterIP"));
      Trees.put(spec, "clusterIPs", copy(before.get("clusterIPs")));
    } else if (!first.equals(old) && spec.path("clusterIPs").equals(before.path("clusterIPs"))) {
      // a client that knows only the older field has changed it
      spec.putArray("clusterIPs").add(first);
    } else if (first.equals(old) && spec.path("clusterIPs").isEmpty()) {
      Trees.put(spec, "clusterIPs", copy(before.get("clusterIPs")));
    }
    for (var field : List.of("ipFamilyPolicy", "ipFamilies")) {
      if (spec.path(field).isMissingNode()) {
        Trees.put(spec, field, copy(before.get(field)));
      }
    }
  }

  private static @Nullable JsonNode copy(@Nullable JsonNode node) {
    return node == null ? null : node.deepCopy();
  }

  private static void keepNodePorts(ObjectNode spec, ObjectNode before) {
    for (var port : spec.path("ports")) {
      if (!(port instanceof ObjectNode object) || object.has("nodePort")) {
        continue;
      }
      for (var old : before.path("ports")) {
        if (old.has("nodePort")
            && old.path("port").equals(port.path("port"))
            && old.path("protocol").equals(port.path("protocol"))) {
          object.set("nodePort", old.get("nodePort"));
        }
      }
    }
  }

  /** A service that turns inward gives its ports up, unless the client insists on them. */
  private static void dropNodePorts(ObjectNode spec, ObjectNode before) {
    for (var port : spec.path("ports")) {
      for (var old : before.path("ports")) {
        if (port instanceof ObjectNode object
            && object.has("nodePort")
            && object.path("nodePort").equals(old.path("nodePort"))) {
          object.remove("nodePort");
        }
      }
    }
    if (Trees.text(spec, "externalTrafficPolicy")
            .equals(Trees.text(before, "externalTrafficPolicy"))
        && spec.path("externalIPs").isEmpty()) {
      spec.remove("externalTrafficPolicy");
    }
    for (var field : List.of("allocateLoadBalancerNodePorts", "loadBalancerClass")) {
      dropUnchanged(field, spec, before);
    }
  }

  /** What a client sends back unchanged it does not insist on. */
  private static void dropUnchanged(String field, ObjectNode spec, ObjectNode before) {
    if (spec.has(field) && spec.get(field).equals(before.get(field))) {
      spec.remove(field);
    }
  }

  private static void dropAllocated(ObjectNode spec) {
    spec.remove(
        List.of(
            "clusterIP",
            "clusterIPs",
            "ipFamilies",
            "ipFamilyPolicy",
            "healthCheckNodePort",
            "internalTrafficPolicy",
            "externalTrafficPolicy",
            "allocateLoadBalancerNodePorts"));
    for (var port : spec.path("ports")) {
      if (port instanceof ObjectNode object) {
        object.remove("nodePort");
      }
    }
  }
}
