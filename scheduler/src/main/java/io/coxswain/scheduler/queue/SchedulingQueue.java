package io.coxswain.scheduler.queue;

import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.Profile;
import io.coxswain.scheduler.framework.QueuedPod;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.PodInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pending pods by UID in one of four places: active (tried next, in the order of the profile's
 * QueueSort), backing off after a rejection, backing off after an error, and unschedulable (waiting
 * for an event that may help, five minutes at most). Gated pods lie among the unschedulable ones
 * and leave only when they themselves change.
 *
 * <p>Owned by the scheduling thread.
 */
public final class SchedulingQueue {
  /** How long a pod stays unschedulable when no event helps. */
  static final Duration MAX_UNSCHEDULABLE = Duration.ofMinutes(5);

  private final Profile profile;
  private final Backoff backoff;
  private final TreeSet<QueuedPod> active;
  private final TreeSet<QueuedPod> rejected;
  private final TreeSet<QueuedPod> failed;
  private final Map<String, QueuedPod> unschedulable = new LinkedHashMap<>();
  private final Map<String, QueuedPod> gated = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  /** Where a pod lies, with the entry as the sorted set there knows it. */
  private record Place(Kind kind, QueuedPod entry) {}

  private enum Kind {
    ACTIVE,
    REJECTED,
    FAILED,
    UNSCHEDULABLE,
    GATED
  }

  public SchedulingQueue(Profile profile, Backoff backoff) {
    this.profile = profile;
    this.backoff = backoff;
    var byUid = Comparator.<QueuedPod, String>comparing(pod -> pod.info().uid());
    active = new TreeSet<>(profile.queueSort().thenComparing(byUid));
    rejected = new TreeSet<>(Comparator.comparing(this::backoffEnd).thenComparing(byUid));
    failed = new TreeSet<>(Comparator.comparing(this::backoffEnd).thenComparing(byUid));
  }

  /**
   * Adds a pending pod, or takes over its new state; a change of what plugins read ends the wait.
   */
  public void addOrUpdate(PodInfo pod, Instant now) {
    var place = places.get(pod.uid());
    if (place == null) {
      put(admitted(pod) ? Kind.ACTIVE : Kind.GATED, QueuedPod.first(pod, now));
      return;
    }
    remove(pod.uid());
    var entry = place.entry().withInfo(pod);
    switch (place.kind()) {
      case GATED -> put(admitted(pod) ? Kind.ACTIVE : Kind.GATED, entry.withQueuedAt(now));
      case UNSCHEDULABLE -> {
        if (sameToPlugins(place.entry().info(), pod)) {
          put(Kind.UNSCHEDULABLE, entry);
        } else {
          retry(entry, now);
        }
      }
      case ACTIVE, REJECTED, FAILED -> put(place.kind(), entry);
    }
  }

  public void delete(String uid) {
    remove(uid);
  }

  /**
   * Takes the pod that is to be tried next. With nothing active the first of those that back off
   * after a rejection is taken early (KEP-5142); those that back off after an error are left alone.
   */
  public @Nullable QueuedPod pop(Instant now) {
    flush(now);
    var next = !active.isEmpty() ? active.first() : rejected.isEmpty() ? null : rejected.first();
    if (next != null) {
      remove(next.info().uid());
    }
    return next;
  }

  /** Puts back a pod that no node was found for. */
  public void rejected(QueuedPod pod, Set<String> rejectedBy, Instant now) {
    put(Kind.UNSCHEDULABLE, pod.tried(now, rejectedBy));
  }

  /** Puts back a pod whose decision could not be written. */
  public void failed(QueuedPod pod, Instant now) {
    put(Kind.FAILED, pod.tried(now, Set.of()));
  }

  /** Moves the pods that the event may help. */
  public void onEvent(ClusterEvent event, Instant now) {
    var helped = new ArrayList<QueuedPod>();
    for (var pod : unschedulable.values()) {
      if (profile.mayHelp(pod.rejectedBy(), event, pod.info())) {
        helped.add(pod);
      }
    }
    for (var pod : helped) {
      remove(pod.info().uid());
      retry(pod, now);
    }
  }

  /** When the queue has something to do by itself; null when only an event can help. */
  public @Nullable Instant nextWake() {
    Instant wake = null;
    if (!active.isEmpty() || !rejected.isEmpty()) {
      return Instant.MIN;
    }
    if (!failed.isEmpty()) {
      wake = backoffEnd(failed.first());
    }
    if (!unschedulable.isEmpty()) {
      var end = longestUnschedulable().lastTried().plus(MAX_UNSCHEDULABLE);
      wake = wake == null || end.isBefore(wake) ? end : wake;
    }
    return wake;
  }

  /** The pods in the queue, wherever they lie. */
  public int size() {
    return places.size();
  }

  private void flush(Instant now) {
    while (!rejected.isEmpty() && !backoffEnd(rejected.first()).isAfter(now)) {
      activate(rejected.first(), now);
    }
    while (!failed.isEmpty() && !backoffEnd(failed.first()).isAfter(now)) {
      activate(failed.first(), now);
    }
    while (!unschedulable.isEmpty()
        && !longestUnschedulable().lastTried().plus(MAX_UNSCHEDULABLE).isAfter(now)) {
      var pod = longestUnschedulable();
      remove(pod.info().uid());
      retry(pod, now);
    }
  }

  /** The map keeps the order of insertion, which is that of the attempts. */
  private QueuedPod longestUnschedulable() {
    return unschedulable.values().iterator().next();
  }

  private void retry(QueuedPod pod, Instant now) {
    if (backoffEnd(pod).isAfter(now)) {
      put(Kind.REJECTED, pod);
    } else {
      put(Kind.ACTIVE, pod.withQueuedAt(now));
    }
  }

  private void activate(QueuedPod pod, Instant now) {
    remove(pod.info().uid());
    put(Kind.ACTIVE, pod.withQueuedAt(now));
  }

  private Instant backoffEnd(QueuedPod pod) {
    return pod.lastTried().plus(backoff.after(pod.attempts()));
  }

  private boolean admitted(PodInfo pod) {
    return profile.preEnqueue().stream()
        .allMatch(plugin -> plugin.preEnqueue(pod) instanceof Verdict.Fits);
  }

  private static boolean sameToPlugins(PodInfo old, PodInfo now) {
    return old.signature().equals(now.signature())
        && old.priority() == now.priority()
        && old.pod().labels().equals(now.pod().labels());
  }

  private void put(Kind kind, QueuedPod pod) {
    switch (kind) {
      case ACTIVE -> active.add(pod);
      case REJECTED -> rejected.add(pod);
      case FAILED -> failed.add(pod);
      case UNSCHEDULABLE -> unschedulable.put(pod.info().uid(), pod);
      case GATED -> gated.put(pod.info().uid(), pod);
    }
    places.put(pod.info().uid(), new Place(kind, pod));
  }

  private void remove(String uid) {
    var place = places.remove(uid);
    if (place == null) {
      return;
    }
    switch (place.kind()) {
      case ACTIVE -> active.remove(place.entry());
      case REJECTED -> rejected.remove(place.entry());
      case FAILED -> failed.remove(place.entry());
      case UNSCHEDULABLE -> unschedulable.remove(uid);
      case GATED -> gated.remove(uid);
    }
  }
}
