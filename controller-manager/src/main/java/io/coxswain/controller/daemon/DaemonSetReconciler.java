package io.coxswain.controller.daemon;

import io.coxswain.api.IntOrString;
import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.Numbers;
import io.coxswain.controller.history.Revisions;
import io.coxswain.controller.pod.Owners;
import io.coxswain.controller.pod.PodStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one pod on each node that the template suits. Rolling updates delete old pods, at most
 * maxUnavailable at a time, and the missing pod comes back as the new revision.
 */
public final class DaemonSetReconciler implements Reconciler<DaemonSetView> {
  private static final int DEFAULT_HISTORY = 10;

  @Override
  public Plan reconcile(DaemonSetView view, Instant now) {
    var set = view.set();
    if (set.metadata().deletionTimestamp() != null) {
      return Plan.settled();
    }
    var template = set.spec().template();
    var update = Revisions.of(template, view.revisions());
    if (update.isEmpty()) {
      return Plan.of(
          new Change.Create(
              Revisions.create(
                  set, template, Revisions.next(view.revisions()), set.status().collisionCount())));
    }
    var newest = Revisions.sorted(view.revisions()).getLast();
    if (update.get().revision() < newest.revision()) {
      var renewed = update.get().withRevision(Revisions.next(view.revisions()));
      return Plan.of(new Change.Update(renewed));
    }
    return plan(view, update.get(), now);
  }

  private static Plan plan(DaemonSetView view, ControllerRevision update, Instant now) {
    var set = view.set();
    var daemons = DaemonsByNode.of(view);
    var work = manage(set, daemons, update);
    if (work.isEmpty()) {
      work = rollingUpdate(set, daemons, update, now);
    }
    var after = DaemonSetStatuses.next(set, daemons, update, now);
    var status =
        after.equals(set)
            ? Optional.<Change>empty()
            : Optional.<Change>of(new Change.PatchStatus(set, after));
    var plan =
        Plan.of(claimPods(view))
            .then(events(set, view.outcomes()))
            .then(work)
            .then(forgottenRevisions(view, update))
            .always(status);
    return DaemonSetStatuses.nextAvailable(set, daemons, now)
        .map(at -> plan.checkAt(at, now))
        .orElse(plan);
  }

  private static List<Change> manage(
      DaemonSet set, DaemonsByNode daemons, ControllerRevision update) {
    var changes = new ArrayList<Change>();
    var template = set.spec().template().spec();
    for (var node : daemons.nodes()) {
      var pods = daemons.on(node.name());
      if (!DaemonPods.mayStay(template, node)) {
        pods.stream().filter(PodStates::isActive).map(Change.Delete::new).forEach(changes::add);
        continue;
      }
      if (pods.isEmpty()) {
        if (DaemonPods.shouldRun(template, node)) {
          changes.add(new Change.Create(DaemonPods.create(set, update, node)));
        }
        continue;
      }
      endFailed(set, node, pods, changes);
      endSurplus(pods, changes);
    }
    daemons.homeless().stream()
        .filter(pod -> !PodStates.isTerminating(pod))
        .forEach(pod -> changes.add(new Change.Delete(pod)));
    return changes;
  }

  private static void endFailed(DaemonSet set, Node node, List<Pod> pods, List<Change> changes) {
    for (var pod : pods) {
      if (PodStates.isTerminating(pod) || !PodStates.isTerminal(pod)) {
        continue;
      }
      var failed = PodStates.isFailed(pod);
      var what = pod.namespace() + "/" + pod.name() + " on node " + node.name();
      changes.add(
          failed
              ? Change.RecordEvent.warning(
                  set,
                  "FailedDaemonPod",
                  "Found failed daemon pod " + what + ", will try to kill it")
              : Change.RecordEvent.normal(
                  set,
                  "SucceededDaemonPod",
                  "Found succeeded daemon pod " + what + ", will try to delete it"));
      changes.add(new Change.Delete(pod));
    }
  }

  /** Of several pods on a node the oldest stays. */
  private static void endSurplus(List<Pod> pods, List<Change> changes) {
    pods.stream()
        .filter(PodStates::isActive)
        .sorted(Comparator.comparing(DaemonSetReconciler::created).thenComparing(Pod::name))
        .skip(1)
        .forEach(pod -> changes.add(new Change.Delete(pod)));
  }

  private static Instant created(Pod pod) {
    var created = pod.metadata().creationTimestamp();
    return created == null ? Instant.MAX : created;
  }

  private static List<Change> rollingUpdate(
      DaemonSet set, DaemonsByNode daemons, ControllerRevision update, Instant now) {
    var strategy = set.spec().updateStrategy();
    if (strategy != null && "OnDelete".equals(strategy.type())) {
      return List.of();
    }
    var rolling = strategy == null ? null : strategy.rollingUpdate();
    var limit = rolling == null ? null : rolling.maxUnavailable();
    var desired = DaemonSetStatuses.desired(set, daemons);
    var most = (limit == null ? IntOrString.of(1) : limit).scaled(desired.size(), true);
    var seconds = Numbers.orZero(set.spec().minReadySeconds());
    var changes = new ArrayList<Change>();
    var candidates = new ArrayList<Pod>();
    var unavailable = 0;
    for (var node : desired) {
      var pod = daemons.on(node.name()).stream().filter(PodStates::isActive).findFirst();
      var available = pod.filter(p -> PodStates.isAvailable(p, seconds, now)).isPresent();
      unavailable += available ? 0 : 1;
      var hash = DaemonPods.hashOf(update);
      if (pod.isEmpty() || hash.equals(pod.get().labels().get(Revisions.HASH))) {
        continue;
      }
      if (available) {
        candidates.add(pod.get());
      } else {
        changes.add(new Change.Delete(pod.get())); // replacing it makes nothing worse
      }
    }
    candidates.stream()
        .limit(Math.max(0, most - unavailable))
        .forEach(pod -> changes.add(new Change.Delete(pod)));
    return changes;
  }

  private static List<Change> claimPods(DaemonSetView view) {
    var changes = new ArrayList<Change>();
    for (var pod : view.pods().adoptable()) {
      changes.add(new Change.Update(pod.withMetadata(Owners.adopted(pod.metadata(), view.set()))));
    }
    for (var pod : view.pods().foreign()) {
      changes.add(new Change.Update(pod.withMetadata(Owners.released(pod.metadata(), view.set()))));
    }
    return changes;
  }

  private static List<Change> events(DaemonSet set, List<Outcome> outcomes) {
    var events = new ArrayList<Change>();
    for (var outcome : outcomes) {
      if (outcome instanceof Outcome.Created created && created.object() instanceof Pod pod) {
        events.add(
            Change.RecordEvent.normal(set, "SuccessfulCreate", "Created pod: " + pod.name()));
      } else if (outcome instanceof Outcome.Deleted deleted
          && deleted.change().object() instanceof Pod pod) {
        events.add(
            Change.RecordEvent.normal(set, "SuccessfulDelete", "Deleted pod: " + pod.name()));
      } else if (outcome instanceof Outcome.Refused refused
          && refused.change() instanceof Change.Create) {
        events.add(
            Change.RecordEvent.warning(
                set, "FailedCreate", "Error creating: " + refused.message()));
      }
    }
    return events;
  }

  private static List<Change> forgottenRevisions(DaemonSetView view, ControllerRevision update) {
    var hashes = new HashSet<String>();
    view.pods().owned().forEach(pod -> hashes.add(pod.labels().getOrDefault(Revisions.HASH, "")));
    var used = new HashSet<String>();
    used.add(update.name());
    for (var revision : view.revisions()) {
      if (hashes.contains(DaemonPods.hashOf(revision))) {
        used.add(revision.name());
      }
    }
    var limit = Numbers.orElse(view.set().spec().revisionHistoryLimit(), DEFAULT_HISTORY);
    return Revisions.surplus(view.revisions(), used, limit).stream()
        .<Change>map(Change.Delete::new)
        .toList();
  }
}
