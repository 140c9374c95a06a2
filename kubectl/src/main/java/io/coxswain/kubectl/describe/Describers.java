package io.coxswain.kubectl.describe;

import tools.jackson.databind.JsonNode;

/** The text of {@code kubectl describe} for any object. */
public final class Describers {
  private Describers() {}

  public static String describe(String kind, JsonNode object, Related related) {
    var out = new Text();
    of(kind).describe(out, object, related);
    return out.aligned();
  }

  private static Describer of(String kind) {
    return switch (kind) {
      case "Pod" -> new PodDescriber();
      case "Node" -> new NodeDescriber();
      case "Service" -> new ServiceDescriber();
      case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job" -> new WorkloadDescriber();
      case "ConfigMap" -> ConfigDescribers::configMap;
      case "Secret" -> ConfigDescribers::secret;
      case "Namespace" -> ConfigDescribers::namespace;
      default -> new GenericDescriber();
    };
  }
}
