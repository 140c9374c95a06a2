package io.coxswain.kubelet.runtime;

import io.coxswain.api.core.v1.Pod;

/** Which pod something belongs to. */
public record PodRef(String namespace, String name, String uid) {
  public static PodRef of(Pod pod) {
    return new PodRef(pod.namespace(), pod.name(), pod.uid());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
