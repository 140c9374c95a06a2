package io.coxswain.apiserver.http;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.table.IncludeObject;
import io.coxswain.apiserver.watch.ReadFailure;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import io.coxswain.apiserver.watch.WatchOptions;
import io.coxswain.apiserver.watch.Watches;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Begins watches for requests. */
final class WatchRequests {
  private final WatchCache cache;
  private final Watches watches;
  private final WatchGroups groups = new WatchGroups();
  private final Answers answers;
  private final WatchMetrics metrics;
  private final long leastSeconds;
  private final Duration patience;

  /**
   * With limits.
   *
   * @param limits how long watches may take, and to take nothing
   */
  WatchRequests(WatchCache cache, Answers answers, RequestLimits limits, WatchMetrics metrics) {
    this.metrics = metrics;
    this.leastSeconds = Math.max(1, limits.leastWatch().toSeconds());
    this.patience = limits.timeout();
    this.cache = cache;
    this.watches = new Watches(cache);
    this.answers = answers;
  }

  /** Begins a watch where nothing has to be waited for; on the event loop. */
  boolean tryNow(Exchange exchange) {
    if (!watches.beginsAtOnce(options(exchange))) {
      return false;
    }
    var type = answers.typeOf(exchange).orElse(null);
    var resource = type == null ? null : cache.of(type);
    if (type == null || resource == null || !exchange.info().isPathOf(type)) {
      return false;
    }
    handle(exchange, type, resource);
    return true;
  }

  void handle(Exchange exchange, ResourceType type, ResourceCache resource) {
    var form = answers.negotiate(exchange, true);
    if (form == null) {
      exchange.fail(answers.notAcceptable(exchange));
      return;
    }
    var include = IncludeObject.parse(exchange.parameter("includeObject"));
    if (include.isEmpty()) {
      exchange.fail(Failures.badRequest("unrecognized includeObject value"));
      return;
    }
    var matcher = Reads.matcher(exchange, resource);
    if (matcher == null) {
      return;
    }
    var options = options(exchange);
    var frames = new WatchFrames(type, form, include.get(), answers, metrics.of(type));
    switch (watches.begin(resource, matcher, options)) {
      case Watches.Beginning.Failed failed -> fail(exchange, frames, failed.failure());
      case Watches.Beginning.Begun begun -> {
        var stream =
            new WatchStream(
                groups, resource, exchange, frames, begun, options.allowWatchBookmarks());
        var seconds = timeout(exchange);
        onLoop(exchange, () -> stream.start(seconds, patience));
      }
    }
  }

  /** Ends all watches as if their time were over. */
  void end() {
    groups.end();
  }

  /** History that is gone is told inside the stream, as upstream does; the rest is refused. */
  private static void fail(Exchange exchange, WatchFrames frames, ReadFailure failure) {
    if (failure instanceof ReadFailure.Expired) {
      var line = Unpooled.buffer();
      frames.error(line, Failures.of(failure));
      var bytes = new byte[line.readableBytes()];
      line.readBytes(bytes);
      exchange.send(200, frames.mediaType(), Body.of(bytes));
    } else {
      exchange.fail(Failures.of(failure));
    }
  }

  private static void onLoop(Exchange exchange, Runnable action) {
    if (exchange.loop().inEventLoop()) {
      action.run();
    } else {
      exchange.loop().execute(action);
    }
  }

  private static WatchOptions options(Exchange exchange) {
    var match = exchange.parameter("resourceVersionMatch");
    return new WatchOptions(
        exchange.parameter("resourceVersion"),
        match.isEmpty() ? null : match,
        exchange.parameter("sendInitialEvents").isEmpty()
            ? null
            : exchange.flag("sendInitialEvents"),
        exchange.flag("allowWatchBookmarks"),
        !exchange.parameter("continue").isEmpty());
  }

  private long timeout(Exchange exchange) {
    var text = exchange.parameter("timeoutSeconds");
    try {
      var seconds = text.isEmpty() ? 0 : Long.parseLong(text);
      if (seconds > 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Not a number: as if it were not given, like upstream's default.
    }
    return leastSeconds + ThreadLocalRandom.current().nextLong(leastSeconds);
  }
}
