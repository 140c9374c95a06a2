package io.coxswain.apiserver.http;

import io.coxswain.apiserver.watch.WatchCache;

/**
 * How many seats a request takes in flow control: one, but lists and watches that begin with all
 * objects take one for each 100 kB they read, as upstream's size-based estimate for lists from the
 * watch cache.
 */
final class Widths {
  private static final long BYTES_PER_SEAT = 100_000;
  private static final long MOST_BYTES = 1_000_000; // lists are streamed in pieces

  private final WatchCache cache;
  private final Answers answers;

  Widths(WatchCache cache, Answers answers) {
    this.cache = cache;
    this.answers = answers;
  }

  int of(Exchange exchange) {
    var info = exchange.info();
    return switch (info.verb()) {
      case "list" -> info.name().isEmpty() ? ofAll(exchange, limit(exchange)) : 1;
      case "watch" -> info.name().isEmpty() && hasInitialEvents(exchange) ? ofAll(exchange, 0) : 1;
      default -> 1;
    };
  }

  private static boolean hasInitialEvents(Exchange exchange) {
    var version = exchange.parameter("resourceVersion");
    return version.isEmpty() || version.equals("0") || exchange.flag("sendInitialEvents");
  }

  private static long limit(Exchange exchange) {
    var text = exchange.parameter("limit");
    if (exchange.parameter("resourceVersion").equals("0")) {
      return 0; // does not count then
    }
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private int ofAll(Exchange exchange, long limit) {
    var type = answers.typeOf(exchange);
    var resource = type.isEmpty() ? null : cache.of(type.get());
    if (resource == null) {
      return 1;
    }
    var count = limit > 0 ? Math.min(limit, resource.size()) : resource.size();
    return width(count, resource.averageBytes());
  }

  /** Seats of a list of so many objects of such a size. */
  static int width(long count, long averageBytes) {
    var bytes = Math.min(MOST_BYTES, count * averageBytes);
    return (int) Math.max(1, Math.ceilDiv(bytes, BYTES_PER_SEAT));
  }
}
