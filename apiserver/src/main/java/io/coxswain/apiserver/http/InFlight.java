package io.coxswain.apiserver.http;

import io.coxswain.api.cron.GoDurations;
import io.coxswain.apiserver.flowcontrol.FlowControl;
import io.coxswain.apiserver.flowcontrol.Passage;
import io.coxswain.apiserver.metrics.Peak;
import io.coxswain.apiserver.request.RequestInfo;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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

  private static final Set<String> READING = Set.of("get", "list", "watch", "head", "options");

  private final FlowControl control;
  private final Widths widths;
  private final Duration limit;
  private final RequestMetrics metrics;
  private final Peak reading = new Peak(System::nanoTime);
  private final Peak changing = new Peak(System::nanoTime);
  private final Peak readingLater = new Peak(System::nanoTime);
  private final Peak changingLater = new Peak(System::nanoTime);

  /**
   * With limits.
   *
   * @param limit the longest a request may take
   */
  InFlight(FlowControl control, Widths widths, Duration limit, RequestMetrics metrics) {
    this.control = control;
    this.widths = widths;
    this.limit = limit;
    this.metrics = metrics;
  }

  /** Shows how many requests are served and wait, under upstream's names. */
  void register(PrometheusRegistry registry) {
    gauge(registry, "inflight", "Most requests served at a time of late", reading, changing);
    gauge(
        registry,
        "inqueue",
        "Most requests that waited at a time of late",
        readingLater,
        changingLater);
  }

  private static void gauge(
      PrometheusRegistry registry, String what, String help, Peak reading, Peak changing) {
    GaugeWithCallback.builder()
        .name("apiserver_current_" + what + "_requests")
        .help(help)
        .labelNames("request_kind")
        .callback(
            callback -> {
              callback.call(reading.highest(), "readOnly");
              callback.call(changing.highest(), "mutating");
            })
        .register(registry);
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
      case REFUSED -> drop(exchange);
      case EXECUTING -> {
        exchange.enter(isReading(exchange) ? reading : changing);
        proceed.accept(exchange);
      }
      case WAITING -> exchange.enter(isReading(exchange) ? readingLater : changingLater);
    }
    if (exchange.isCurrent()
        && !exchange.connection().isLeaving()
        && (passage.state() == Passage.State.WAITING || !longRunning)) {
      bound(exchange, passage, longRunning ? limit : timeout.orElse(limit), longRunning);
    }
  }

  /** Who asked has a request's time to take the answer, as far as nothing ends it anyway. */
  void awaitTaken(Exchange exchange) {
    if (!exchange.hasTimer()) {
      after(exchange, limit.toMillis(), () -> timedOut(exchange));
    }
  }

  private static boolean isReading(Exchange exchange) {
    return READING.contains(exchange.info().verb());
  }

  private void drop(Exchange exchange) {
    metrics.dropped(exchange);
    exchange.tooManyRequests();
  }

  private void resume(Exchange exchange, Consumer<Exchange> proceed) {
    if (exchange.isCurrent()) { // else it has ended, and its seats are free already
      exchange.enter(isReading(exchange) ? reading : changing);
      exchange.elsewhere().add(System.nanoTime() - exchange.receivedAt());
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
            drop(exchange);
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
                    exchange.timer(null); // an answer that says so gets time to be taken, too
                    action.run();
                  }
                },
                millis,
                TimeUnit.MILLISECONDS));
  }

  /** An answer that has not begun is an error; one that has is cut off. */
  private void timedOut(Exchange exchange) {
    metrics.timedOut(exchange);
    if (exchange.connection().isWriting()) {
      exchange.connection().cut();
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
