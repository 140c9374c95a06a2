package io.coxswain.apiserver.http;

import io.coxswain.api.cron.GoDurations;
import io.coxswain.apiserver.flowcontrol.FlowControl;
import io.coxswain.apiserver.flowcontrol.Passage;
import io.coxswain.apiserver.request.RequestInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes requests through flow control and bounds the time they take, as upstream's filters
 * WithPriorityAndFairness and WithTimeoutForNonLongRunningRequests. On each request's event loop.
 */
final class InFlight {
  private static final Set<String> LONG_RUNNING =
      Set.of("attach", "exec", "proxy", "log", "portforward");

  /** A request waits for its turn for at most this part of its time. */
  private static final int PARTS = 4;

  private final FlowControl control;
  private final Widths widths;
  private final Duration limit;

  /**
   * With limits.
   *
   * @param limit the longest a request may take
   */
  InFlight(FlowControl control, Widths widths, Duration limit) {
    this.control = control;
    this.widths = widths;
    this.limit = limit;
  }

  /** Whether a request may take as long as it likes, watches included. */
  static boolean isLongRunning(RequestInfo info) {
    return info.verb().equals("watch") || LONG_RUNNING.contains(info.subresource());
  }

  /** Whether a server that stops waits for a request. */
  static boolean isDrained(RequestInfo info) {
    return info.verb().equals("watch") || !isLongRunning(info);
  }

  /** Lets a request go on, now or later, or refuses it. */
  void begin(Exchange exchange, Consumer<Exchange> proceed) {
    var longRunning = isLongRunning(exchange.info());
    if (longRunning && !exchange.info().verb().equals("watch")) {
      proceed.accept(exchange);
      return;
    }
    var timeout = timeout(exchange.parameter("timeout"));
    if (timeout.isEmpty() && !longRunning) {
      exchange.fail(
          Failures.badRequest(
              "invalid timeout specified in the request URL - time: invalid duration \""
                  + exchange.parameter("timeout")
                  + "\""));
      return;
    }
    var passage =
        control.begin(
            exchange.user(),
            exchange.info(),
            widths.of(exchange),
            () -> exchange.loop().execute(() -> resume(exchange, proceed)));
    exchange.enter(passage);
    switch (passage.state()) {
      case REFUSED -> exchange.tooManyRequests();
      case EXECUTING -> proceed.accept(exchange);
      case WAITING -> {
        // goes on in resume, or ends in expired
      }
    }
    if (exchange.isCurrent() && (passage.state() == Passage.State.WAITING || !longRunning)) {
      bound(exchange, passage, longRunning ? limit : timeout.orElse(limit), longRunning);
    }
  }

  private static void resume(Exchange exchange, Consumer<Exchange> proceed) {
    if (exchange.isCurrent()) { // else it has ended, and its seats are free already
      proceed.accept(exchange);
    }
  }

  private void bound(Exchange exchange, Passage passage, Duration timeout, boolean longRunning) {
    var millis = timeout.toMillis();
    if (passage.state() != Passage.State.WAITING) {
      after(exchange, millis, () -> timedOut(exchange));
      return;
    }
    after(
        exchange,
        millis / PARTS,
        () -> {
          if (passage.expire()) {
            exchange.tooManyRequests();
          } else if (!longRunning) {
            after(exchange, millis - millis / PARTS, () -> timedOut(exchange));
          }
        });
  }

  private static void after(Exchange exchange, long millis, Runnable action) {
    exchange.timer(
        exchange
            .loop()
            .schedule(
                () -> {
                  if (exchange.isCurrent()) {
                    action.run();
                  }
                },
                millis,
                TimeUnit.MILLISECONDS));
  }

  /** An answer that has not begun is an error; one that has is cut off. */
  private static void timedOut(Exchange exchange) {
    if (exchange.connection().isWriting()) {
      exchange.connection().channel().close();
    } else {
      exchange.fail(Failures.timedOut());
    }
  }

  /** What a client asks for, within the limit; empty where it can't be read. */
  private Optional<Duration> timeout(String wanted) {
    if (wanted.isEmpty()) {
      return Optional.of(limit);
    }
    return GoDurations.read(wanted)
        .map(one -> one.isZero() || one.compareTo(limit) > 0 ? limit : one);
  }
}
