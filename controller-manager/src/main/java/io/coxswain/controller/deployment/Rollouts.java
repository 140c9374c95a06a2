package io.coxswain.controller.deployment;

import static io.coxswain.controller.deployment.Sizes.replicas;

import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.controller.Numbers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How large each ReplicaSet of a Deployment should be next. Each method returns the wanted size of
 * the sets it has an opinion on.
 */
final class Rollouts {
  static final Comparator<ReplicaSet> OLDEST_FIRST =
      Comparator.comparing(
              (ReplicaSet set) -> set.metadata().creationTimestamp(),
              Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(ReplicaSet::name);

  private Rollouts() {}

  /** Size of the newest set so that the surge is used and not exceeded. */
  static int newSetSize(DeploymentView view, int presentSize, int totalSize) {
    var wanted = view.wanted();
    if (!view.rolling()) {
      return wanted;
    }
    var most = wanted + Sizes.maxSurge(view);
    if (totalSize >= most) {
      return presentSize;
    }
    return presentSize + Math.min(most - totalSize, wanted - presentSize);
  }

  /** Rolling update, first half: the new set grows (or shrinks to what is wanted). */
  static Map<ReplicaSet, Integer> reconcileNewSet(DeploymentView view, ReplicaSet newSet) {
    var present = replicas(newSet);
    if (present == view.wanted()) {
      return Map.of();
    }
    if (present > view.wanted()) {
      return Map.of(newSet, view.wanted());
    }
    var size = newSetSize(view, present, Sizes.total(view.replicaSets().owned()));
    return size == present ? Map.of() : Map.of(newSet, size);
  }

  /**
   * Rolling update, second half: old sets shrink as far as availability permits, unhealthy replicas
   * first, because they add nothing to it.
   */
  static Map<ReplicaSet, Integer> reconcileOldSets(DeploymentView view, ReplicaSet newSet) {
    var all = view.replicaSets().owned();
    var old =
        view.oldSets().stream().filter(set -> replicas(set) > 0).sorted(OLDEST_FIRST).toList();
    if (old.isEmpty()) {
      return Map.of();
    }
    var minAvailable = view.wanted() - Sizes.maxUnavailable(view);
    var newUnavailable = replicas(newSet) - Sizes.available(newSet);
    var mayGo = Sizes.total(all) - minAvailable - newUnavailable;
    if (mayGo <= 0) {
      return Map.of();
    }
    var sizes = new LinkedHashMap<ReplicaSet, Integer>();
    cleanUpUnhealthy(old, mayGo, sizes);
    var surplus = all.stream().mapToInt(Sizes::available).sum() - minAvailable;
    for (var set : old) {
      if (surplus <= 0) {
        break;
      }
      var size = sizes.getOrDefault(set, replicas(set));
      var gone = Math.min(size, surplus);
      surplus -= gone;
      if (gone > 0) {
        sizes.put(set, size - gone);
      }
    }
    return sizes;
  }

  private static void cleanUpUnhealthy(
      List<ReplicaSet> old, int mayGo, Map<ReplicaSet, Integer> sizes) {
    var left = mayGo;
    for (var set : old) {
      var unhealthy = replicas(set) - Sizes.available(set);
      var gone = Math.min(left, unhealthy);
      if (gone > 0) {
        sizes.put(set, replicas(set) - gone);
        left -= gone;
      }
    }
  }

  /** A change of {@code spec.replicas}, told by the annotation of the sets it has not reached. */
  static boolean isScalingEvent(DeploymentView view) {
    return view.replicaSets().owned().stream()
        .filter(set -> replicas(set) > 0)
        .map(Revisions::desired)
        .flatMap(Optional::stream)
        .anyMatch(desired -> desired != view.wanted());
  }

  /** Scaling a deployment whose rollout stands still or is under way. */
  static Map<ReplicaSet, Integer> scale(DeploymentView view) {
    var activeOrLatest = activeOrLatest(view);
    if (activeOrLatest.isPresent()) {
      return Map.of(activeOrLatest.get(), view.wanted());
    }
    var active = view.oldSets().stream().filter(set -> replicas(set) > 0).toList();
    if (view.newSet().filter(set -> isSaturated(view, set)).isPresent()) {
      var sizes = new LinkedHashMap<ReplicaSet, Integer>();
      active.forEach(set -> sizes.put(set, 0));
      return sizes;
    }
    return view.rolling() ? proportionally(view) : Map.of();
  }

  /** The only set with replicas, or the latest where none has any. */
  private static Optional<ReplicaSet> activeOrLatest(DeploymentView view) {
    var active = view.replicaSets().owned().stream().filter(set -> replicas(set) > 0).toList();
    return switch (active.size()) {
      case 0 -> view.newSet().or(() -> view.oldSets().stream().max(OLDEST_FIRST));
      case 1 -> Optional.of(active.getFirst());
      default -> Optional.empty();
    };
  }

  private static boolean isSaturated(DeploymentView view, ReplicaSet set) {
    return Revisions.desired(set).filter(desired -> desired == view.wanted()).isPresent()
        && replicas(set) == view.wanted()
        && Sizes.available(set) == view.wanted();
  }

  /** New replicas go to all active sets in proportion to their size, to spread the risk. */
  private static Map<ReplicaSet, Integer> proportionally(DeploymentView view) {
    var active = view.replicaSets().owned().stream().filter(set -> replicas(set) > 0).toList();
    var allowed = view.wanted() > 0 ? view.wanted() + Sizes.maxSurge(view) : 0;
    var toAdd = allowed - Sizes.total(active);
    var bySize = Comparator.comparing((ReplicaSet set) -> -replicas(set));
    var sorted =
        active.stream()
            .sorted(bySize.thenComparing(toAdd > 0 ? OLDEST_FIRST.reversed() : OLDEST_FIRST))
            .toList();
    var sizes = new LinkedHashMap<ReplicaSet, Integer>();
    var added = 0;
    for (var set : sorted) {
      var share = toAdd == 0 ? 0 : share(view, set, toAdd, added);
      sizes.put(set, replicas(set) + share);
      added += share;
    }
    if (toAdd != 0 && !sorted.isEmpty()) {
      var leftover = toAdd - added;
      sizes.computeIfPresent(sorted.getFirst(), (set, size) -> Math.max(0, size + leftover));
    }
    return sizes;
  }

  private static int share(DeploymentView view, ReplicaSet set, int toAdd, int added) {
    if (replicas(set) == 0 || toAdd == added) {
      return 0;
    }
    var fraction = fraction(view, set);
    var left = toAdd - added;
    return toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
  }

  private static int fraction(DeploymentView view, ReplicaSet set) {
    if (view.wanted() == 0) {
      return -replicas(set);
    }
    var most = view.wanted() + Sizes.maxSurge(view);
    int before = Revisions.max(set).orElse(Numbers.orZero(view.deployment().status().replicas()));
    if (before == 0) {
      return 0;
    }
    return (int) Math.round((double) replicas(set) * most / before) - replicas(set);
  }
}
