package io.coxswain.kubelet;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.InformerListener;
import io.coxswain.kubelet.pod.PodNormal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands pods and nodes from informers to the nodes of this process they concern. */
final class PodFeed implements InformerListener<Pod> {
  private final Map<String, NodeRunner> nodes;

  PodFeed(Map<String, NodeRunner> nodes) {
    this.nodes = nodes;
  }

  @Override
  public void added(Pod pod) {
    var node = nodeOf(pod);
    if (node != null) {
      node.workers().update(PodNormal.of(pod));
    }
  }

  @Override
  public void updated(Pod before, Pod after) {
    if (!before.uid().equals(after.uid())) {
      deleted(before);
    }
    added(after);
  }

  @Override
  public void deleted(Pod pod) {
    var node = nodeOf(pod);
    if (node != null) {
      node.workers().delete(pod.uid());
    }
  }

  private @Nullable NodeRunner nodeOf(Pod pod) {
    return nodes.get(Objects.requireNonNullElse(pod.spec().nodeName(), ""));
  }

  /** The same for Node objects, which carry the pod CIDRs. */
  InformerListener<Node> nodes() {
    return new InformerListener<>() {
      @Override
      public void added(Node node) {
        var runner = nodes.get(node.name());
        if (runner != null) {
          runner.node(node);
        }
      }

      @Override
      public void updated(Node before, Node after) {
        added(after);
      }

      @Override
      public void deleted(Node node) {}
    };
  }
}
