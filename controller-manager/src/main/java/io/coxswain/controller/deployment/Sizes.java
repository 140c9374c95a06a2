package io.coxswain.controller.deployment;

import io.coxswain.api.IntOrString;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.controller.Numbers;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Sizes of ReplicaSets and the bounds of a rolling update. */
final class Sizes {
  private static final IntOrString QUARTER = IntOrString.of("25%");

  private Sizes() {}

  /** {@code spec.replicas}. */
  static int replicas(ReplicaSet set) {
    return Numbers.orElse(set.spec().replicas(), 1);
  }

  static int available(ReplicaSet set) {
    return Numbers.orZero(set.status().availableReplicas());
  }

  static int total(Collection<ReplicaSet> sets) {
    return sets.stream().mapToInt(Sizes::replicas).sum();
  }

  /** Replicas above the wanted number; 0 unless rolling. */
  static int maxSurge(DeploymentView view) {
    return view.rolling() ? surge(view) : 0;
  }

  /** Wanted replicas that may be missing; 0 unless rolling. */
  static int maxUnavailable(DeploymentView view) {
    if (!view.rolling() || view.wanted() == 0) {
      return 0;
    }
    var rolling = view.deployment().spec().strategy().rollingUpdate();
    var unavailable =
        orQuarter(rolling == null ? null : rolling.maxUnavailable()).scaled(view.wanted(), false);
    // with neither the rollout could not move at all
    return Math.min(unavailable == 0 && surge(view) == 0 ? 1 : unavailable, view.wanted());
  }

  private static int surge(DeploymentView view) {
    var rolling = view.deployment().spec().strategy().rollingUpdate();
    return orQuarter(rolling == null ? null : rolling.maxSurge()).scaled(view.wanted(), true);
  }

  private static IntOrString orQuarter(@Nullable IntOrString value) {
    return value == null ? QUARTER : value;
  }
}
