package io.coxswain.controller;

import io.coxswain.api.Json;
import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus.PodCondition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects the controller tests start from. */
public final class Samples {
  private static final String TEMPLATE =
      """
      {"metadata": {"labels": {"app": "web"}},
       "spec": {"containers": [{"name": "web", "image": "IMAGE"}]}}
      """;

  private Samples() {}

  public static ReplicaSet replicaSet(String name, int replicas) {
    return Json.read(
        """
        {"metadata": {"namespace": "default", "name": "NAME"},
         "spec": {"replicas": REPLICAS, "selector": {"matchLabels": {"app": "web"}},
                  "template": TEMPLATE},
         "status": {"replicas": 0}}
        """
            .replace("NAME", name)
            .replace("REPLICAS", Integer.toString(replicas))
            .replace("TEMPLATE", TEMPLATE)
            .replace("IMAGE", "web:1"),
        ReplicaSet.class);
  }

  public static Deployment deployment(String name, int replicas) {
    return Json.read(
        """
        {"metadata": {"namespace": "default", "name": "NAME", "generation": 1},
         "spec": {"replicas": REPLICAS, "selector": {"matchLabels": {"app": "web"}},
                  "template": TEMPLATE, "revisionHistoryLimit": 10,
                  "progressDeadlineSeconds": 600,
                  "strategy": {"type": "RollingUpdate",
                    "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}}},
         "status": {}}
        """
            .replace("NAME", name)
            .replace("REPLICAS", Integer.toString(replicas))
            .replace("TEMPLATE", TEMPLATE)
            .replace("IMAGE", "web:1"),
        Deployment.class);
  }

  public static Pod pod(String name, Map<String, String> labels, String node) {
    var pod =
        Json.read(
            """
            {"metadata": {"namespace": "default", "name": "NAME"},
             "spec": {"containers": [{"name": "web", "image": "web:1"}]},
             "status": {"phase": "Pending"}}
            """
                .replace("NAME", name),
            Pod.class);
    pod = pod.withMetadata(pod.metadata().withLabels(labels));
    return node.isEmpty() ? pod : pod.withSpec(pod.spec().withNodeName(node));
  }

  public static Pod ready(Pod pod, Instant since) {
    var condition = new PodCondition("Ready", null, "True", null, since, null, null);
    return pod.withStatus(pod.status().withPhase("Running").withConditions(List.of(condition)));
  }

  public static Pod annotated(Pod pod, String name, String value) {
    var annotations = new HashMap<>(pod.metadata().annotations());
    annotations.put(name, value);
    return pod.withMetadata(pod.metadata().withAnnotations(annotations));
  }
}
