package io.coxswain.controller.deployment;

import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The annotations by which {@code kubectl rollout} knows a Deployment's history. */
final class Revisions {
  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String HISTORY = "deployment.kubernetes.io/revision-history";
  static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  static final String MAX = "deployment.kubernetes.io/max-replicas";
  private static final int LONGEST_HISTORY = 2000;

  private static final Set<String> NOT_COPIED =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          REVISION,
          HISTORY,
          DESIRED,
          MAX,
          "deprecated.deployment.rollback.to");

  private Revisions() {}

  static long of(ReplicaSet set) {
    return number(set.metadata().annotations().get(REVISION));
  }

  static long max(Collection<ReplicaSet> sets) {
    return sets.stream().mapToLong(Revisions::of).max().orElse(0);
  }

  /** The annotations a deployment's newest set should have. */
  static Map<String, String> ofNewSet(
      Map<String, String> present, Deployment deployment, long revision) {
    var annotations = new HashMap<>(present);
    deployment
        .metadata()
        .annotations()
        .forEach(
            (name, value) -> {
              if (!NOT_COPIED.contains(name)) {
                annotations.put(name, value);
              }
            });
    var old = present.get(REVISION);
    if (number(old) < revision) {
      annotations.put(REVISION, Long.toString(revision));
      if (old != null) {
        // rolled back to this template: its earlier revision is remembered
        annotations.put(HISTORY, history(present.get(HISTORY), old));
      }
    }
    return annotations;
  }

  private static String history(@Nullable String earlier, String revision) {
    if (earlier == null || earlier.isEmpty()) {
      return revision;
    }
    var all = earlier + "," + revision;
    while (all.length() > LONGEST_HISTORY && all.indexOf(',') >= 0) {
      all = all.substring(all.indexOf(',') + 1);
    }
    return all;
  }

  /** How many replicas the deployment wanted, and could have had, when it scaled this set. */
  static Map<String, String> withReplicas(Map<String, String> present, int desired, int max) {
    var annotations = new HashMap<>(present);
    annotations.put(DESIRED, Integer.toString(desired));
    annotations.put(MAX, Integer.toString(max));
    return annotations;
  }

  static Optional<Integer> desired(ReplicaSet set) {
    return replicas(set, DESIRED);
  }

  static Optional<Integer> max(ReplicaSet set) {
    return replicas(set, MAX);
  }

  private static Optional<Integer> replicas(ReplicaSet set, String annotation) {
    var value = set.metadata().annotations().get(annotation);
    return value == null ? Optional.empty() : Optional.of(Math.toIntExact(number(value)));
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0; // written by somebody else: counts as none
    }
  }
}
