package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A kubelet changes only its own node, and only pods on it. */
public final class NodeRestriction implements Admission {
  private static final String NODE_USER = "system:node:";
  private static final String MIRROR = "kubernetes.io/config.mirror";

  @Override
  public @Nullable Refusal validate(Review review) {
    var user = review.call().user();
    if (!user.name().startsWith(NODE_USER) || !user.groups().contains("system:nodes")) {
      return null;
    }
    var node = user.name().substring(NODE_USER.length());
    if (review.isAbout("nodes")) {
      return node(review, node);
    }
    if (review.isAbout("pods")) {
      return pod(review, node);
    }
    var lease =
        review.call().type().groupResource().equals("leases.coordination.k8s.io")
            && review.call().namespace().equals("kube-node-lease");
    return lease && !node.equals(nameOf(review))
        ? new Refusal.Forbidden(
            "can only access node lease with the same name as the requesting node")
        : null;
  }

  private static @Nullable Refusal node(Review review, String node) {
    if (!node.equals(nameOf(review))) {
      return new Refusal.Forbidden(
          "node \"" + node + "\" is not allowed to modify node \"" + nameOf(review) + "\"");
    }
    return null;
  }

  private static @Nullable Refusal pod(Review review, String node) {
    if (review.operation() == Operation.CREATE) {
      var pod = review.object();
      if (pod == null || !review.call().subresource().isEmpty()) {
        return null;
      }
      if (!pod.path("metadata").path("annotations").has(MIRROR)) {
        return new Refusal.Forbidden(
            "pod does not have \""
                + MIRROR
                + "\" annotation, node \""
                + node
                + "\" can only create mirror pods");
      }
      return onNode(pod, node, "can only create pods with spec.nodeName set to itself");
    }
    var old = review.old();
    if (old == null || review.call().subresource().equals("eviction")) {
      return null;
    }
    return onNode(
        old,
        node,
        review.operation() == Operation.DELETE
            ? "can only delete pods with spec.nodeName set to itself"
            : "can only update pod status for pods with spec.nodeName set to itself");
  }

  private static @Nullable Refusal onNode(ObjectNode pod, String node, String rule) {
    return Trees.text(pod.get("spec"), "nodeName").equals(node)
        ? null
        : new Refusal.Forbidden("node \"" + node + "\" " + rule);
  }

  private static String nameOf(Review review) {
    var object = review.object() == null ? review.old() : review.object();
    return object == null ? "" : Trees.name(object);
  }
}
