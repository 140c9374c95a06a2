package io.coxswain.apiserver.flowcontrol;

import io.coxswain.apiserver.metrics.Distribution;
import java.util.concurrent.atomic.LongAdder;

/** What has become of the requests of one flow schema, for the metrics; for any thread. */
final class FlowCounts {
  final LongAdder dispatched = new LongAdder();
  final LongAdder finished = new LongAdder();
  final LongAdder extraSeats = new LongAdder(); // in use beyond one per request
  final LongAdder queued = new LongAdder();
  final LongAdder unqueued = new LongAdder();
  final LongAdder queueFull = new LongAdder();
  final LongAdder concurrencyLimit = new LongAdder();
  final LongAdder timeOut = new LongAdder();
  final LongAdder cancelled = new LongAdder();
  final Distribution waited = seconds(); // until requests got their seats
  final Distribution waitedInVain = seconds();
  final Distribution executed = seconds(); // with their seats
  final Distribution executedWatches = seconds(); // until the present objects were told

  private static Distribution seconds() {
    return new Distribution(0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30);
  }

  void dispatched(int width) {
    dispatched.increment();
    if (width > 1) {
      extraSeats.add(width - 1L);
    }
  }

  void finished(int width) {
    finished.increment();
    if (width > 1) {
      extraSeats.add(1L - width);
    }
  }

  long executing() {
    return Math.max(0, dispatched.sum() - finished.sum());
  }

  long waiting() {
    return Math.max(0, queued.sum() - unqueued.sum());
  }

  long rejected() {
    return queueFull.sum() + concurrencyLimit.sum() + timeOut.sum() + cancelled.sum();
  }
}
