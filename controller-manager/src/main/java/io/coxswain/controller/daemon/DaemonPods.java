package io.coxswain.controller.daemon;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.core.v1.Affinity;
import io.coxswain.api.core.v1.Affinity.NodeAffinity;
import io.coxswain.api.core.v1.AffinityBuilder;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeAffinityBuilder;
import io.coxswain.api.core.v1.NodeSelector;
import io.coxswain.api.core.v1.NodeSelectorTerm;
import io.coxswain.api.core.v1.NodeSelectorTerm.NodeSelectorRequirement;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodSpec;
import io.coxswain.api.core.v1.PodSpec.Toleration;
import io.coxswain.api.placement.NodeSelectors;
import io.coxswain.api.placement.Tolerations;
import io.coxswain.controller.history.Revisions;
import io.coxswain.controller.pod.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which nodes a DaemonSet's pods belong on, and the pod of a node. */
final class DaemonPods {
  private static final String METADATA_NAME = "metadata.name";

  private DaemonPods() {}

  /** Whether a pod of this template should be started on the node. */
  static boolean shouldRun(PodSpec template, Node node) {
    return belongs(template, node) && tolerates(template, node, List.of("NoSchedule", "NoExecute"));
  }

  /** Whether a pod that is on the node already may stay. */
  static boolean mayStay(PodSpec template, Node node) {
    return belongs(template, node) && tolerates(template, node, List.of("NoExecute"));
  }

  private static boolean belongs(PodSpec template, Node node) {
    var name = template.nodeName();
    if (name != null && !name.isEmpty() && !name.equals(node.name())) {
      return false;
    }
    var required = required(template.affinity());
    return node.labels().entrySet().containsAll(template.nodeSelector().entrySet())
        && (required == null || NodeSelectors.matches(required, node));
  }

  private static boolean tolerates(PodSpec template, Node node, List<String> effects) {
    var tolerations = tolerations(template);
    return node.spec().taints().stream()
        .filter(taint -> effects.contains(taint.effect()))
        .allMatch(taint -> Tolerations.tolerates(tolerations, taint));
  }

  /** The template's tolerations and those that every daemon has. */
  static List<Toleration> tolerations(PodSpec template) {
    var all = new ArrayList<>(template.tolerations());
    add(all, "not-ready", "NoExecute");
    add(all, "unreachable", "NoExecute");
    add(all, "disk-pressure", "NoSchedule");
    add(all, "memory-pressure", "NoSchedule");
    add(all, "pid-pressure", "NoSchedule");
    add(all, "unschedulable", "NoSchedule");
    if (Boolean.TRUE.equals(template.hostNetwork())) {
      add(all, "network-unavailable", "NoSchedule");
    }
    return all;
  }

  private static void add(List<Toleration> tolerations, String taint, String effect) {
    var toleration = new Toleration("node.kubernetes.io/" + taint, "Exists", null, effect, null);
    if (!tolerations.contains(toleration)) {
      tolerations.add(toleration);
    }
  }

  /** The pod that a revision wants on a node, tied to it by name, for the scheduler to place. */
  static Pod create(DaemonSet set, ControllerRevision revision, Node node) {
    var pod = Pods.fromTemplate(set.spec().template(), set);
    var labels = new HashMap<>(pod.labels());
    labels.put(Revisions.HASH, hashOf(revision));
    var spec = pod.spec();
    return pod.withMetadata(pod.metadata().withLabels(labels))
        .withSpec(
            spec.withTolerations(tolerations(spec))
                .withAffinity(tiedTo(node.name(), spec.affinity())));
  }

  static String hashOf(ControllerRevision revision) {
    return revision.labels().getOrDefault(Revisions.HASH, "");
  }

  /**
   * The node a pod is on, or is meant for while it is not scheduled; empty where neither is known.
   */
  static String nodeOf(Pod pod) {
    var bound = pod.spec().nodeName();
    if (bound != null && !bound.isEmpty()) {
      return bound;
    }
    var required = required(pod.spec().affinity());
    if (required == null) {
      return "";
    }
    return required.nodeSelectorTerms().stream()
        .flatMap(term -> term.matchFields().stream())
        .filter(field -> field.key().equals(METADATA_NAME) && field.values().size() == 1)
        .map(field -> field.values().getFirst())
        .findFirst()
        .orElse("");
  }

  private static @Nullable NodeSelector required(@Nullable Affinity affinity) {
    var node = affinity == null ? null : affinity.nodeAffinity();
    return node == null ? null : node.requiredDuringSchedulingIgnoredDuringExecution();
  }

  /** Terms are alternatives, so each of them is narrowed to the node. */
  private static Affinity tiedTo(String node, @Nullable Affinity affinity) {
    var field = new NodeSelectorRequirement(METADATA_NAME, "In", List.of(node));
    var required = required(affinity);
    var terms =
        required == null || required.nodeSelectorTerms().isEmpty()
            ? List.of(new NodeSelectorTerm(List.of(), List.of(field)))
            : required.nodeSelectorTerms().stream()
                .map(term -> term.withMatchFields(List.of(field)))
                .toList();
    var base = affinity == null ? AffinityBuilder.builder().build() : affinity;
    NodeAffinity nodeAffinity = base.nodeAffinity();
    if (nodeAffinity == null) {
      nodeAffinity = NodeAffinityBuilder.builder().build();
    }
    return base.withNodeAffinity(
        nodeAffinity.withRequiredDuringSchedulingIgnoredDuringExecution(new NodeSelector(terms)));
  }
}
