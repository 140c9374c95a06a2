package io.coxswain.api.quota;

import io.coxswain.api.Quantity;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** How much of each quota resource one object uses. Follows upstream's quota evaluators. */
public final class Usage {
  private static final Quantity ONE = Quantity.of(1);

  /** Kinds that are counted under their plain name too. */
  private static final Set<String> PLAIN =
      Set.of("configmaps", "secrets", "replicationcontrollers", "resourcequotas");

  private Usage() {}

  /**
   * The usage of one object.
   *
   * @param resource {@code pods}, {@code deployments.apps}
   */
  public static Map<String, Quantity> of(String resource, JsonNode object) {
    var usage = new TreeMap<String, Quantity>();
    usage.put("count/" + resource, ONE);
    switch (resource) {
      case "pods" -> pod(object, usage);
      case "services" -> service(object.path("spec"), usage);
      case "persistentvolumeclaims" -> claim(object, usage);
      default -> {
        if (PLAIN.contains(resource)) {
          usage.put(resource, ONE);
        }
      }
    }
    return usage;
  }

  private static void pod(JsonNode pod, Map<String, Quantity> usage) {
    var phase = pod.path("status").path("phase").asString("");
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      return; // an ended pod uses nothing but its place in the store
    }
    usage.put("pods", ONE);
    PodResources.effective(pod, "requests")
        .forEach(
            (name, amount) -> {
              usage.put("requests." + name, amount);
              if (!name.contains("/")) {
                usage.put(name, amount);
              }
            });
    PodResources.effective(pod, "limits")
        .forEach((name, amount) -> usage.put("limits." + name, amount));
  }

  private static void service(JsonNode spec, Map<String, Quantity> usage) {
    usage.put("services", ONE);
    var type = spec.path("type").asString("");
    var balanced = type.equals("LoadBalancer");
    if (balanced) {
      usage.put("services.loadbalancers", ONE);
    }
    if (type.equals("NodePort")
        || balanced && spec.path("allocateLoadBalancerNodePorts").asBoolean(true)) {
      usage.put("services.nodeports", Quantity.of(spec.path("ports").size()));
    }
  }

  private static void claim(JsonNode claim, Map<String, Quantity> usage) {
    usage.put("persistentvolumeclaims", ONE);
    var size =
        Quantity.of(
            claim.path("spec").path("resources").path("requests").path("storage").asString("0"));
    usage.put("requests.storage", size);
    var storageClass = claim.path("spec").path("storageClassName").asString("");
    if (!storageClass.isEmpty()) {
      var prefix = storageClass + ".storageclass.storage.k8s.io/";
      usage.put(prefix + "persistentvolumeclaims", ONE);
      usage.put(prefix + "requests.storage", size);
    }
  }
}
