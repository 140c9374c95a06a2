package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Pod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a pod should be.
 *
 * @param removed whether the pod is to be stopped and removed for good: it was deleted, or the API
 *     server no longer knows it
 * @param failure why the kubelet itself ended the pod; null where it did not
 */
public record DesiredPod(Pod pod, boolean removed, @Nullable Failure failure) {
  /**
   * A pod's final reason and message, such as DeadlineExceeded.
   *
   * @param rejected whether the node never took the pod, so that it has no containers to tell of
   */
  public record Failure(String reason, String message, boolean rejected) {
    static Failure rejection(String reason, String message) {
      return new Failure(reason, message, true);
    }
  }

  /** The pod's deadline (activeDeadlineSeconds); null where it has none or did not start. */
  @Nullable Instant deadline() {
    var seconds = pod.spec().activeDeadlineSeconds();
    var start = pod.status().startTime();
    return seconds == null || start == null ? null : start.plusSeconds(seconds);
  }

  /** The API server already holds a final phase. */
  boolean finished() {
    var phase = pod.status().phase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  String restartPolicy() {
    var policy = pod.spec().restartPolicy();
    return policy == null ? "Always" : policy;
  }
}
