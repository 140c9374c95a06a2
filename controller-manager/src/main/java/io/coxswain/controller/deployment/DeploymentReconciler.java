package io.coxswain.controller.deployment;

import static io.coxswain.controller.deployment.Sizes.replicas;

import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.ReplicaSetBuilder;
import io.coxswain.api.apps.v1.ReplicaSetSpecBuilder;
import io.coxswain.api.apps.v1.ReplicaSetStatusBuilder;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.api.meta.v1.LabelSelectorBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.pod.Owners;
import io.coxswain.controller.pod.Pods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rolls a Deployment's template out over ReplicaSets, one decision per look: claim sets, keep the
 * revision annotations, make the new set, resize, clean up. Follows the Deployment concept page.
 */
final class DeploymentReconciler implements Reconciler<DeploymentView> {
  @Override
  public Plan reconcile(DeploymentView view, Instant now) {
    var deployment = view.deployment();
    if (LabelSelectors.isEmpty(deployment.spec().selector())) {
      return selectsEverything(deployment);
    }
    var claims = claims(view);
    if (!claims.isEmpty()) {
      return Plan.of(claims);
    }
    if (view.deleting()) {
      return Plan.of(DeploymentStatuses.counted(view, now));
    }
    var annotations = annotationChanges(view);
    if (!annotations.isEmpty()) {
      return Plan.of(annotations);
    }
    if (view.paused() || Rollouts.isScalingEvent(view)) {
      return resize(view, Rollouts.scale(view))
          .then(view.paused() ? cleanUp(view) : List.of())
          .always(DeploymentStatuses.scaled(view, now));
    }
    var plan = view.rolling() ? rollOver(view) : recreate(view);
    if (changesDeployment(plan)) {
      return plan; // the status would meet the version that this very plan replaces
    }
    return plan.always(DeploymentStatuses.rolledOut(view, now))
        .checkAfter(DeploymentStatuses.untilDeadline(view, now));
  }

  private static boolean changesDeployment(Plan plan) {
    return plan.changes().stream()
        .anyMatch(
            change ->
                change instanceof Change.PatchStatus
                    || change instanceof Change.Update update
                        && update.object() instanceof Deployment);
  }

  private static Plan selectsEverything(Deployment deployment) {
    if (deployment.metadata().generation() == null
        || deployment.metadata().generation().equals(deployment.status().observedGeneration())) {
      return Plan.settled();
    }
    var status = deployment.status().withObservedGeneration(deployment.metadata().generation());
    return Plan.of(
        Change.RecordEvent.warning(
            deployment,
            "SelectingAll",
            "This deployment is selecting all pods. A non-empty selector is required."),
        new Change.PatchStatus(deployment, deployment.withStatus(status)));
  }

  private static List<Change> claims(DeploymentView view) {
    var claims = new ArrayList<Change>();
    for (var set : view.replicaSets().adoptable()) {
      claims.add(
          new Change.Update(set.withMetadata(Owners.adopted(set.metadata(), view.deployment()))));
    }
    for (var set : view.replicaSets().foreign()) {
      claims.add(
          new Change.Update(set.withMetadata(Owners.released(set.metadata(), view.deployment()))));
    }
    return claims;
  }

  /** The new set carries the highest revision, and the deployment the new set's. */
  private static List<Change> annotationChanges(DeploymentView view) {
    var found = view.newSet();
    if (found.isEmpty()) {
      return List.of();
    }
    var set = found.get();
    var deployment = view.deployment();
    var changes = new ArrayList<Change>();
    var wanted =
        Revisions.ofNewSet(
            set.metadata().annotations(), deployment, Revisions.max(view.oldSets()) + 1);
    var minReady = deployment.spec().minReadySeconds();
    if (!wanted.equals(set.metadata().annotations())
        || Numbers.orZero(minReady) != Numbers.orZero(set.spec().minReadySeconds())) {
      changes.add(
          new Change.Update(
              set.withMetadata(set.metadata().withAnnotations(wanted))
                  .withSpec(set.spec().withMinReadySeconds(minReady))));
    }
    withRevision(deployment, wanted.get(Revisions.REVISION)).ifPresent(changes::add);
    return changes;
  }

  private static Plan rollOver(DeploymentView view) {
    if (view.newSet().isEmpty()) {
      return createNewSet(view);
    }
    var newSet = view.newSet().get();
    var up = resize(view, Rollouts.reconcileNewSet(view, newSet));
    if (!up.stages().isEmpty()) {
      return up;
    }
    var down = resize(view, Rollouts.reconcileOldSets(view, newSet));
    return down.stages().isEmpty() && DeploymentStatuses.isComplete(view)
        ? Plan.of(cleanUp(view))
        : down;
  }

  private static Plan recreate(DeploymentView view) {
    var active = view.oldSets().stream().filter(set -> replicas(set) > 0).toList();
    if (!active.isEmpty()) {
      var sizes = new HashMap<ReplicaSet, Integer>();
      active.forEach(set -> sizes.put(set, 0));
      return resize(view, sizes);
    }
    var newSet = view.newSet();
    if (oldPodsRun(view, newSet)) {
      return Plan.settled();
    }
    if (newSet.isEmpty()) {
      return createNewSet(view);
    }
    var up = resize(view, Map.of(newSet.get(), view.wanted()));
    return up.stages().isEmpty() && DeploymentStatuses.isComplete(view)
        ? Plan.of(cleanUp(view))
        : up;
  }

  private static boolean oldPodsRun(DeploymentView view, Optional<ReplicaSet> newSet) {
    var uid = newSet.map(ReplicaSet::uid).orElse("");
    return view.pods().stream()
        .filter(pod -> !Pods.isFinished(pod))
        .anyMatch(
            pod ->
                pod.metadata().ownerReferences().stream()
                    .noneMatch(owner -> owner.uid().equals(uid)));
  }

  private static Plan createNewSet(DeploymentView view) {
    var deployment = view.deployment();
    var set = newSet(view);
    var taken =
        view.namesakes().stream().filter(other -> other.name().equals(set.name())).findFirst();
    if (taken.isPresent()) {
      // Not our set with this template, or it would be the new set already: try another hash.
      var collisions = Numbers.orZero(deployment.status().collisionCount()) + 1;
      var status = deployment.status().withCollisionCount(collisions);
      return Plan.of(new Change.PatchStatus(deployment, deployment.withStatus(status)));
    }
    var size = replicas(set);
    var plan = Plan.of(new Change.Create(set));
    if (size > 0) {
      plan =
          plan.then(
              Change.RecordEvent.normal(
                  deployment,
                  "ScalingReplicaSet",
                  "Scaled up replica set " + set.name() + " from 0 to " + size));
    }
    // after a refusal the status comes first, and the revision when the set is there
    return view.refusedSet().isPresent()
        ? plan
        : plan.then(withRevision(deployment, set.metadata().annotations().get(Revisions.REVISION)));
  }

  private static Optional<Change> withRevision(Deployment deployment, @Nullable String revision) {
    var present = deployment.metadata().annotations();
    if (revision == null || revision.equals(present.get(Revisions.REVISION))) {
      return Optional.empty();
    }
    var annotations = new HashMap<>(present);
    annotations.put(Revisions.REVISION, revision);
    return Optional.of(
        new Change.Update(
            deployment.withMetadata(deployment.metadata().withAnnotations(annotations))));
  }

  private static ReplicaSet newSet(DeploymentView view) {
    var deployment = view.deployment();
    var template = deployment.spec().template();
    var hash = Templates.hash(template, deployment.status().collisionCount());
    var labels = Templates.withHash(template.metadata().labels(), hash);
    var selector = deployment.spec().selector();
    var annotations = Revisions.ofNewSet(Map.of(), deployment, Revisions.max(view.oldSets()) + 1);
    return ReplicaSetBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace(deployment.namespace())
                .name(deployment.name() + "-" + hash)
                .labels(labels)
                .annotations(
                    Revisions.withReplicas(
                        annotations, view.wanted(), view.wanted() + Sizes.maxSurge(view)))
                .ownerReferences(List.of(Owners.controllerReference(deployment)))
                .build())
        .spec(
            ReplicaSetSpecBuilder.builder()
                .replicas(Rollouts.newSetSize(view, 0, Sizes.total(view.replicaSets().owned())))
                .minReadySeconds(deployment.spec().minReadySeconds())
                .selector(
                    LabelSelectorBuilder.builder(selector)
                        .matchLabels(Templates.withHash(selector.matchLabels(), hash))
                        .build())
                .template(template.withMetadata(template.metadata().withLabels(labels)))
                .build())
        .status(ReplicaSetStatusBuilder.builder().replicas(0).build())
        .build();
  }

  /** Gives sets their sizes, and the annotations by which later scaling is recognized. */
  private static Plan resize(DeploymentView view, Map<ReplicaSet, Integer> sizes) {
    var plan = Plan.settled();
    for (var entry : sizes.entrySet()) {
      var set = entry.getKey();
      int size = entry.getValue();
      var annotations =
          Revisions.withReplicas(
              set.metadata().annotations(), view.wanted(), view.wanted() + Sizes.maxSurge(view));
      if (size == replicas(set) && annotations.equals(set.metadata().annotations())) {
        continue;
      }
      plan =
          plan.then(
              new Change.Update(
                  set.withMetadata(set.metadata().withAnnotations(annotations))
                      .withSpec(set.spec().withReplicas(size))));
      if (size != replicas(set)) {
        plan = plan.then(scalingEvent(view, set, size));
      }
    }
    return plan;
  }

  private static Change scalingEvent(DeploymentView view, ReplicaSet set, int size) {
    return Change.RecordEvent.normal(
        view.deployment(),
        "ScalingReplicaSet",
        "Scaled %s replica set %s from %d to %d"
            .formatted(size > replicas(set) ? "up" : "down", set.name(), replicas(set), size));
  }

  /** Deletes the oldest revisions beyond the history limit. */
  private static List<Change> cleanUp(DeploymentView view) {
    var limit = view.deployment().spec().revisionHistoryLimit();
    if (limit == null || limit == Integer.MAX_VALUE) {
      return List.of();
    }
    var old =
        view.oldSets().stream()
            .filter(set -> set.metadata().deletionTimestamp() == null)
            .sorted(Comparator.comparingLong(Revisions::of).thenComparing(Rollouts.OLDEST_FIRST))
            .toList();
    return old.stream()
        .limit(Math.max(0, old.size() - limit))
        .filter(DeploymentReconciler::isEmptyForGood)
        .<Change>map(Change.Delete::new)
        .toList();
  }

  private static boolean isEmptyForGood(ReplicaSet set) {
    return Numbers.orZero(set.status().replicas()) == 0
        && replicas(set) == 0
        && Numbers.orZero(set.metadata().generation())
            <= Numbers.orZero(set.status().observedGeneration());
  }
}
