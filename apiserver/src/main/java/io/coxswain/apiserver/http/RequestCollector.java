package io.coxswain.apiserver.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects a request until its body is whole. One per connection. */
final class RequestCollector {
  private static final byte[] NOTHING = {};
  private static final int FIRST = 16 * 1024;

  private final int limit;
  private final BodyMemory memory;
  private final Predicate<HttpRequest> isStranger;
  private @Nullable HttpRequest request;
  private byte[] body = NOTHING;
  private int size;
  private int announced;
  private int taken;
  private int takenAsStranger;
  private boolean tooLarge;
  private boolean tooMuch;
  private @Nullable Exchange oversized;
  private @Nullable Exchange unwelcome;
  private @Nullable Exchange malformed;
  private @Nullable Throwable cause;

  /**
   * For one request after the other.
   *
   * @param limit of a body, in bytes
   * @param isStranger asked where a body becomes large
   */
  RequestCollector(int limit, BodyMemory memory, Predicate<HttpRequest> isStranger) {
    this.limit = limit;
    this.memory = memory;
    this.isStranger = isStranger;
  }

  void begin(HttpRequest head) {
    request = head;
    drop();
    tooLarge = false;
    tooMuch = false;
    // what is announced costs nothing until it comes: anybody can announce
    announced = Math.clamp(HttpUtil.getContentLength(head, 0L), 0, limit);
  }

  /** Forgets what has come of a body. */
  void drop() {
    memory.give(taken, takenAsStranger);
    taken = 0;
    takenAsStranger = 0;
    size = 0;
    body = NOTHING;
  }

  void add(ByteBuf content) {
    var more = content.readableBytes();
    if (more == 0 || tooLarge || tooMuch) {
      return;
    }
    if (size + more > limit) {
      tooLarge = true;
      drop();
      return;
    }
    if (size + more > body.length) {
      var room = room(size + more);
      if (!take(room)) {
        tooMuch = true;
        drop();
        return;
      }
      body = Arrays.copyOf(body, room);
    }
    content.readBytes(body, size, more);
    size += more;
  }

  private boolean take(int room) {
    var more = room - taken;
    var stranger = room > BodyMemory.SMALL && request != null && isStranger.test(request);
    if (!memory.take(more, stranger)) {
      return false;
    }
    taken = room;
    takenAsStranger += stranger ? more : 0;
    return true;
  }

  /** How large the buffer becomes: twice what it was, but not more than there will be. */
  private int room(int needed) {
    var most = announced >= needed ? announced : limit;
    return Math.min(most, Math.max(needed, Math.max(FIRST, body.length * 2)));
  }

  /** Whether a request has begun whose body is not whole. */
  boolean isCollecting() {
    return request != null;
  }

  Exchange end(Connection connection) {
    var head = request;
    if (head == null) {
      throw new IllegalStateException("a body without a request");
    }
    request = null;
    var broken = head.decoderResult().isFailure();
    var query = new QueryStringDecoder(broken ? "/" : head.uri());
    var path = decodedPath(query);
    var method = head.method().name();
    var parameters = query.parameters();
    var whole = size == body.length ? body : Arrays.copyOf(body, size);
    body = NOTHING;
    var exchange =
        new Exchange(
            connection,
            method,
            head.uri(),
            RequestInfos.parse(method, path == null ? "/" : path, parameters),
            parameters,
            headers(head),
            whole,
            HttpUtil.isKeepAlive(head) && !tooLarge && !broken);
    var given = taken;
    var givenAsStranger = takenAsStranger;
    if (given > 0) {
      exchange.whenBodyIsDropped(() -> memory.give(given, givenAsStranger));
      taken = 0;
      takenAsStranger = 0;
    }
    if (tooLarge) {
      oversized = exchange;
    }
    if (tooMuch) {
      unwelcome = exchange;
    }
    if (broken || path == null) {
      malformed = exchange;
      cause = head.decoderResult().cause();
    }
    return exchange;
  }

  private static @Nullable String decodedPath(QueryStringDecoder query) {
    try {
      return query.path();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Refuses a request with which something was wrong before anybody looked at it. */
  boolean refuses(Exchange exchange) {
    if (exchange == malformed) {
      malformed = null;
      switch (cause) {
        case TooLongHttpLineException ignored -> exchange.text(414, "414 URI Too Long");
        case TooLongHttpHeaderException ignored ->
            exchange.text(431, "431 Request Header Fields Too Large");
        case null, default -> exchange.fail(Failures.badRequest("the request can't be parsed"));
      }
      return true;
    }
    if (exchange == oversized) {
      oversized = null;
      exchange.fail(Failures.tooLarge(limit));
      return true;
    }
    if (exchange == unwelcome) {
      unwelcome = null;
      exchange.tooManyRequests();
      return true;
    }
    return false;
  }

  private static Map<String, String> headers(HttpRequest head) {
    var headers = HashMap.<String, String>newHashMap(head.headers().size());
    Map<String, StringBuilder> repeated = new HashMap<>(0);
    var all = head.headers().iteratorAsString();
    while (all.hasNext()) {
      var header = all.next();
      var name = header.getKey().toLowerCase(Locale.ROOT);
      var first = headers.putIfAbsent(name, header.getValue());
      if (first != null) {
        repeated
            .computeIfAbsent(name, key -> new StringBuilder(first))
            .append(separator(name))
            .append(header.getValue());
      }
    }
    repeated.forEach((name, values) -> headers.put(name, values.toString()));
    return headers;
  }

  /** Values of impersonation headers may hold commas, so these are kept apart by line ends. */
  private static char separator(String name) {
    return name.startsWith("impersonate-") ? '\n' : ',';
  }
}
