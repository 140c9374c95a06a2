package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.ObjectReferences;

/** Events about pods and their containers, as the kubelet on this node. */
public record PodEvents(EventRecorder recorder) {
  public void pod(Pod pod, String type, String reason, String message) {
    recorder.record(ObjectReferences.to(pod), type, reason, message);
  }

  public void container(Pod pod, String container, String type, String reason, String message) {
    var reference = ObjectReferences.to(pod).withFieldPath(PodContainers.fieldPath(pod, container));
    recorder.record(reference, type, reason, message);
  }
}
