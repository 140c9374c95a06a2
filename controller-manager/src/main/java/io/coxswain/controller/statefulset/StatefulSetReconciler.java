package io.coxswain.controller.statefulset;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.StatefulSet;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps pods with stable names. OrderedReady starts and ends them one by one, Parallel all at once;
 * rolling updates go from the highest ordinal down to the partition, one pod at a time.
 */
public final class StatefulSetReconciler implements Reconciler<StatefulSetView> {
  private static final int DEFAULT_HISTORY = 10;

  @Override
  public Plan reconcile(StatefulSetView view, Instant now) {
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
      // rolled back: the old content becomes the newest revision again
      var renewed = update.get().withRevision(Revisions.next(view.revisions()));
      return Plan.of(new Change.Update(renewed));
    }
    var current =
        view.revisions().stream()
            .filter(revision -> revision.name().equals(set.status().currentRevision()))
            .findFirst()
            .orElse(update.get());
    return new Step(view, current, update.get(), now).plan();
  }

  /** One look at one set. */
  private static final class Step {
    private final StatefulSetView view;
    private final StatefulSet set;
    private final ControllerRevision current;
    private final ControllerRevision update;
    private final Instant now;
    private final boolean ordered;
    private final int start;
    private final int end;
    private final Map<Integer, Pod> pods = new HashMap<>();
    private final List<Pod> condemned = new ArrayList<>();
    private Optional<Instant> nextAvailable = Optional.empty();

    Step(StatefulSetView view, ControllerRevision current, ControllerRevision update, Instant now) {
      this.view = view;
      this.set = view.set();
      this.current = current;
      this.update = update;
      this.now = now;
      ordered = !"Parallel".equals(set.spec().podManagementPolicy());
      var ordinals = set.spec().ordinals();
      start = ordinals == null ? 0 : Numbers.orZero(ordinals.start());
      end = start + Numbers.orElse(set.spec().replicas(), 1);
      for (var pod : view.pods().owned()) {
        var ordinal = StatefulPods.ordinalOf(set, pod);
        if (ordinal >= start && ordinal < end) {
          pods.put(ordinal, pod);
        } else if (ordinal >= 0) {
          condemned.add(pod);
        }
      }
      condemned.sort(
          Comparator.comparing((Pod pod) -> StatefulPods.ordinalOf(set, pod)).reversed());
    }

    Plan plan() {
      var work = work();
      var after = StatefulSetStatuses.next(set, view.pods().owned(), current, update, now);
      var status =
          after.equals(set)
              ? Optional.<Change>empty()
              : Optional.<Change>of(new Change.PatchStatus(set, after));
      var plan =
          Plan.of(claimPods())
              .then(refusals())
              .then(work)
              .then(forgottenRevisions())
              .always(status);
      return nextAvailable.map(at -> plan.checkAt(at, now)).orElse(plan);
    }

    private List<Change> claimPods() {
      var changes = new ArrayList<Change>();
      for (var pod : view.pods().adoptable()) {
        if (StatefulPods.ordinalOf(set, pod) >= 0) {
          changes.add(new Change.Update(pod.withMetadata(Owners.adopted(pod.metadata(), set))));
        }
      }
      for (var pod : view.pods().foreign()) {
        changes.add(new Change.Update(pod.withMetadata(Owners.released(pod.metadata(), set))));
      }
      return changes;
    }

    private Plan work() {
      var plan = Plan.settled();
      for (var ordinal = start; ordinal < end; ordinal++) {
        var pod = pods.get(ordinal);
        if (pod == null) {
          plan = plan.then(create(ordinal));
        } else if (PodStates.isTerminal(pod) && !PodStates.isTerminating(pod)) {
          plan = plan.then(delete(pod)); // made anew once it is gone
        } else if (!ordered || isHealthy(pod)) {
          continue;
        }
        if (ordered) {
          return plan; // wait for this one before the next is touched
        }
      }
      if (!condemned.isEmpty()) {
        return plan.then(scaleDown());
      }
      return plan.stages().isEmpty() ? rollingUpdate() : plan;
    }

    private Plan scaleDown() {
      if (!ordered) {
        return condemned.stream()
            .filter(pod -> !PodStates.isTerminating(pod))
            .map(this::delete)
            .reduce(Plan.settled(), Plan::then);
      }
      var last = condemned.getFirst();
      return PodStates.isTerminating(last) ? Plan.settled() : delete(last);
    }

    private Plan rollingUpdate() {
      if (!StatefulSetStatuses.isRolling(set)) {
        return Plan.settled();
      }
      for (var ordinal = end - 1;
          ordinal >= start + StatefulSetStatuses.partition(set);
          ordinal--) {
        var pod = pods.get(ordinal);
        if (pod == null) {
          return Plan.settled();
        }
        if (!StatefulPods.revisionOf(pod).equals(update.name()) && !PodStates.isTerminating(pod)) {
          return delete(pod);
        }
        if (!isHealthy(pod)) {
          return Plan.settled();
        }
      }
      return Plan.settled();
    }

    /** Available, and not on its way out; remembers when a ready pod becomes available. */
    private boolean isHealthy(Pod pod) {
      var seconds = Numbers.orZero(set.spec().minReadySeconds());
      if (PodStates.isTerminating(pod) || !"Running".equals(pod.status().phase())) {
        return false;
      }
      var at = PodStates.availableAt(pod, seconds);
      if (at.isPresent() && at.get().isAfter(now)) {
        nextAvailable = at;
      }
      return at.isPresent() && !at.get().isAfter(now);
    }

    private Plan create(int ordinal) {
      var name = StatefulPods.name(set, ordinal);
      var claims = new ArrayList<Change>();
      for (var claim : StatefulPods.claims(set, ordinal)) {
        if (!view.claims().contains(claim.name())) {
          claims.add(new Change.Create(claim));
          claims.add(
              Change.RecordEvent.normal(
                  set,
                  "SuccessfulCreate",
                  "create Claim "
                      + claim.name()
                      + " Pod "
                      + name
                      + " in StatefulSet "
                      + set.name()
                      + " success"));
        }
      }
      var revision =
          StatefulSetStatuses.isRolling(set) && ordinal < start + StatefulSetStatuses.partition(set)
              ? current
              : update;
      return Plan.of(claims)
          .then(new Change.Create(StatefulPods.create(set, ordinal, revision)))
          .then(event("SuccessfulCreate", "create", name));
    }

    private Plan delete(Pod pod) {
      return Plan.of(new Change.Delete(pod)).then(event("SuccessfulDelete", "delete", pod.name()));
    }

    private Change event(String reason, String verb, String pod) {
      return Change.RecordEvent.normal(
          set, reason, verb + " Pod " + pod + " in StatefulSet " + set.name() + " successful");
    }

    private List<Change> refusals() {
      var events = new ArrayList<Change>();
      for (var outcome : view.outcomes()) {
        if (outcome instanceof Outcome.Refused refused
            && refused.change() instanceof Change.Create(var object)
            && object instanceof Pod) {
          events.add(
              Change.RecordEvent.warning(
                  set,
                  "FailedCreate",
                  "create Pod "
                      + object.name()
                      + " in StatefulSet "
                      + set.name()
                      + " failed error: "
                      + refused.message()));
        }
      }
      return events;
    }

    private List<Change> forgottenRevisions() {
      var used = new HashSet<String>();
      used.add(current.name());
      used.add(update.name());
      view.pods().owned().forEach(pod -> used.add(StatefulPods.revisionOf(pod)));
      var limit = Numbers.orElse(set.spec().revisionHistoryLimit(), DEFAULT_HISTORY);
      return Revisions.surplus(view.revisions(), used, limit).stream()
          .<Change>map(Change.Delete::new)
          .toList();
    }
  }
}
