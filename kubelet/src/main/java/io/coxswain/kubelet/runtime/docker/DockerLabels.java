package io.coxswain.kubelet.runtime.docker;

import io.coxswain.kubelet.runtime.PodRef;
import java.util.HashMap;
import java.util.Map;

/**
 * The labels of our containers: upstream's names for pod and container, our own for cluster, node
 * and attempt.
 */
final class DockerLabels {
  static final String CLUSTER = "io.coxswain.cluster-uid";
  static final String NODE = "io.coxswain.node";
  static final String ATTEMPT = "io.coxswain.attempt";
  static final String SANDBOX = "io.kubernetes.sandbox.id";
  static final String TYPE = "io.kubernetes.docker.type";
  static final String TYPE_SANDBOX = "podsandbox";
  static final String TYPE_CONTAINER = "container";
  static final String POD_NAME = "io.kubernetes.pod.name";
  static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
  static final String POD_UID = "io.kubernetes.pod.uid";
  static final String CONTAINER_NAME = "io.kubernetes.container.name";
  static final String HASH = "io.kubernetes.container.hash";
  static final String TERMINATION_MESSAGE = "io.coxswain.termination-message";

  private final String cluster;
  private final String node;

  DockerLabels(String cluster, String node) {
    this.cluster = cluster;
    this.node = node;
  }

  Map<String, String> of(PodRef pod, String type, String container, int attempt) {
    var labels = new HashMap<String, String>();
    labels.put(CLUSTER, cluster);
    labels.put(NODE, node);
    labels.put(TYPE, type);
    labels.put(ATTEMPT, Integer.toString(attempt));
    labels.put(POD_NAME, pod.name());
    labels.put(POD_NAMESPACE, pod.namespace());
    labels.put(POD_UID, pod.uid());
    labels.put(CONTAINER_NAME, container);
    return labels;
  }

  /** What a listing filters by. */
  Map<String, String> own() {
    return Map.of(CLUSTER, cluster, NODE, node);
  }

  boolean isOwn(Map<String, String> labels) {
    return cluster.equals(labels.get(CLUSTER)) && node.equals(labels.get(NODE));
  }

  static PodRef pod(Map<String, String> labels) {
    return new PodRef(
        labels.getOrDefault(POD_NAMESPACE, ""),
        labels.getOrDefault(POD_NAME, ""),
        labels.getOrDefault(POD_UID, ""));
  }

  static int attempt(Map<String, String> labels) {
    return Integer.parseInt(labels.getOrDefault(ATTEMPT, "0"));
  }

  /** The engine's name of a container: k8s_container_pod_namespace_uid_attempt. */
  static String name(PodRef pod, String container, int attempt) {
    return String.join(
        "_", "k8s", container, pod.name(), pod.namespace(), pod.uid(), Integer.toString(attempt));
  }
}
