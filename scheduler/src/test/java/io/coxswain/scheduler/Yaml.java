package io.coxswain.scheduler;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.scheduler.nodes.PodInfo;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Pods and nodes for tests, written as users write them. */
public final class Yaml {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Yaml() {}

  /** A pod called {@code name} in namespace default, with this spec and a UID made of its name. */
  public static Pod pod(String name, String spec) {
    var whole = Json.mapper().createObjectNode();
    whole.putObject("metadata").put("name", name).put("namespace", "default").put("uid", name);
    whole.set("spec", MAPPER.readTree(spec));
    whole.putObject("status");
    return Json.read(whole, Pod.class);
  }

  public static PodInfo podInfo(String name, String spec) {
    return PodInfo.of(pod(name, spec));
  }

  /** A pod of one container that requests these. */
  public static PodInfo requesting(String name, String cpu, String memory) {
    return podInfo(
        name,
        """
        containers:
        - name: c
          resources: {requests: {cpu: "%s", memory: "%s"}}
        """
            .formatted(cpu, memory));
  }

  /** A node of 4 CPUs, 8Gi and 110 pods; the argument is YAML merged over it. */
  public static Node node(String name, String more) {
    var whole =
        (ObjectNode)
            MAPPER.readTree(
                """
                spec: {}
                status: {allocatable: {cpu: "4", memory: 8Gi, ephemeral-storage: 10Gi, pods: "110"}}
                """);
    var overlay = MAPPER.readTree(more);
    if (overlay instanceof ObjectNode fields) {
      fields.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
    }
    var metadata =
        whole.get("metadata") instanceof ObjectNode given ? given : whole.putObject("metadata");
    metadata.put("name", name);
    return Json.read(whole, Node.class);
  }

  public static Node node(String name) {
    return node(name, "{}");
  }
}
