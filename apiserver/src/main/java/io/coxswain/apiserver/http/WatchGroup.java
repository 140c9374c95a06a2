package io.coxswain.apiserver.http;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The watches of one resource on one event loop, which owns it: one task tells all of them, however
 * many changes came. The first change after a while is told at once. Then the group rests for a
 * multiple of the time that telling took, so that many watches of many changes get several at a
 * time: a record and a packet each for single ones cost more than the changes.
 */
final class WatchGroup {
  private static final int REST = 4; // times as long as it took
  static final long LONGEST_REST_NANOS = 10_000_000;

  /** A watch. */
  interface Member {
    /** Tells what has happened since it was last called, as far as the peer takes it. */
    void pump();

    /** Ends it. */
    void finish();
  }

  private final EventExecutor loop;
  private final LongSupplier nanos;
  private final List<Member> members = new ArrayList<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private long restsUntil;

  /**
   * Without members.
   *
   * @param nanos a monotonic clock
   */
  WatchGroup(EventExecutor loop, LongSupplier nanos) {
    this.loop = loop;
    this.nanos = nanos;
    restsUntil = nanos.getAsLong();
  }

  void add(Member member) {
    members.add(member);
  }

  void remove(Member member) {
    members.remove(member);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** Something has changed; from any thread. */
  void wake() {
    if (scheduled.compareAndSet(false, true)) {
      loop.execute(this::begin);
    }
  }

  /** Ends every watch; from any thread. */
  void end() {
    loop.execute(() -> List.copyOf(members).forEach(Member::finish));
  }

  private void begin() {
    var rest = restsUntil - nanos.getAsLong();
    if (rest > 0) {
      loop.schedule(this::drain, rest, TimeUnit.NANOSECONDS);
    } else {
      drain();
    }
  }

  private void drain() {
    var begun = nanos.getAsLong();
    scheduled.set(false); // before looking: a later change schedules again
    for (var member : List.copyOf(members)) {
      member.pump();
    }
    var ended = nanos.getAsLong();
    restsUntil = ended + Math.min(LONGEST_REST_NANOS, REST * (ended - begun));
  }
}
