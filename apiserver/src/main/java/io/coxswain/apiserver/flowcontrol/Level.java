package io.coxswain.apiserver.flowcontrol;

import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.apiserver.flowcontrol.FairQueues.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One priority level while the server runs: its queues behind a lock that is held for moments only,
 * or, of the exempt level, no more than counters. For any thread.
 */
final class Level {
  private final String name;
  private final LongSupplier nanos;
  private final boolean exempt;
  private final FairQueues queues; // guarded by itself; counts demand only where exempt
  private final AtomicInteger exemptSeats = new AtomicInteger();
  private volatile int exemptMost;
  private volatile String uid = "";
  private volatile int widest = 1;
  private volatile boolean queuing;
  private volatile Shares.Bounds bounds;
  private volatile Shares.Wanted wanted = Shares.Wanted.NOTHING;

  Level(PriorityLevelConfiguration object, Shares.Bounds bounds, LongSupplier nanos) {
    this.name = object.name();
    this.nanos = nanos;
    this.exempt = bounds.exempt();
    this.bounds = bounds;
    queues = new FairQueues(config(object), bounds.initial(), nanos.getAsLong());
    configure(object, bounds);
  }

  /** Takes over a changed object. */
  void configure(PriorityLevelConfiguration object, Shares.Bounds changed) {
    var config = config(object);
    bounds = changed;
    queuing = config.queues() > 0;
    uid = object.metadata().uid() == null ? "" : object.metadata().uid();
    var byHand = config.handSize() == 0 ? changed.nominal() : changed.nominal() / config.handSize();
    widest = Math.max(1, Math.min((int) Math.ceil(0.15 * changed.nominal()), byHand));
    synchronized (queues) {
      queues.configure(config);
    }
  }

  private static Config config(PriorityLevelConfiguration object) {
    var limited = object.spec().limited();
    var queuing = limited == null ? null : limited.limitResponse().queuing();
    return queuing == null
        ? Config.REJECT
        : new Config(
            or(queuing.queues(), 64),
            or(queuing.handSize(), 8),
            or(queuing.queueLengthLimit(), 50));
  }

  static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  /** Whether requests without seats wait instead of being refused. */
  boolean queues() {
    return queuing;
  }

  boolean isExempt() {
    return exempt;
  }

  String name() {
    return name;
  }

  String uid() {
    return uid;
  }

  Shares.Bounds bounds() {
    return bounds;
  }

  /** The widest a request may be, so that one never takes most of a level. */
  int widest() {
    return widest;
  }

  void enterExempt(int width) {
    var seats = exemptSeats.addAndGet(width);
    if (seats > exemptMost) {
      exemptMost = seats; // a race loses a little of what only guides the division of seats
    }
  }

  void leaveExempt(int width) {
    exemptSeats.addAndGet(-width);
  }

  /** A request comes in; null where it is refused. */
  FairQueues.@Nullable Request arrive(long flow, int width, Runnable resume) {
    synchronized (queues) {
      return queues.arrive(nanos.getAsLong(), flow, width, resume);
    }
  }

  /**
   * A request is over.
   *
   * @param onlyIfWaiting leaves one alone that executes
   * @return where it was before
   */
  FairQueues.State end(FairQueues.Request request, boolean onlyIfWaiting) {
    List<FairQueues.Request> next;
    FairQueues.State before;
    synchronized (queues) {
      before = request.state();
      if (onlyIfWaiting && before == FairQueues.State.EXECUTING) {
        return before;
      }
      var now = nanos.getAsLong();
      queues.end(now, request);
      next = dispatch(now);
    }
    next.forEach(one -> one.resume().run());
    return before;
  }

  private List<FairQueues.Request> dispatch(long now) {
    var next = queues.dispatch(now);
    if (next == null) {
      return List.of();
    }
    var all = new ArrayList<FairQueues.Request>(1);
    while (next != null) {
      all.add(next);
      next = queues.dispatch(now);
    }
    return all;
  }

  /** Says what was wanted since the last time. */
  Shares.Wanted observe() {
    if (exempt) {
      var most = exemptMost;
      exemptMost = exemptSeats.get();
      wanted = new Shares.Wanted(most, most);
    } else {
      synchronized (queues) {
        wanted = wanted.after(queues.demand().observe(nanos.getAsLong()));
      }
    }
    return wanted;
  }

  /** What was wanted, as last observed. */
  Shares.Wanted wanted() {
    return wanted;
  }

  void limit(int seats) {
    List<FairQueues.Request> next;
    synchronized (queues) {
      var now = nanos.getAsLong();
      queues.limit(now, seats);
      next = dispatch(now);
    }
    next.forEach(one -> one.resume().run());
  }

  int limit() {
    synchronized (queues) {
      return queues.limit();
    }
  }

  int seatsInUse() {
    if (exempt) {
      return exemptSeats.get();
    }
    synchronized (queues) {
      return queues.seatsInUse();
    }
  }

  int waiting() {
    synchronized (queues) {
      return queues.waiting();
    }
  }

  int activeQueues() {
    synchronized (queues) {
      return queues.activeQueues();
    }
  }

  String describeQueues() {
    synchronized (queues) {
      return queues.describe(name);
    }
  }
}
