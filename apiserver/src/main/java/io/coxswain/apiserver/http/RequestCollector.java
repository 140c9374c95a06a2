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
import org.jspecify.annotations.Nullable;

/** Collects a request until its body is whole. One per connection. */
final class RequestCollector {
  private static final byte[] NOTHING = {};
  private static final int FIRST = 16 * 1024;

  private final int limit;
  private @Nullable HttpRequest request;
  private byte[] body = NOTHING;
  private int size;
  private int announced;
  private boolean tooLarge;
  private @Nullable Exchange oversized;
  private @Nullable Exchange malformed;
  private @Nullable Throwable cause;

  RequestCollector(int limit) {
    this.limit = limit;
  }

  void begin(HttpRequest head) {
    request = head;
    size = 0;
    tooLarge = false;
    // what is announced costs nothing until it comes: anybody can announce
    announced = Math.clamp(HttpUtil.getContentLength(head, 0L), 0, limit);
    body = NOTHING;
  }

  void add(ByteBuf content) {
    var more = content.readableBytes();
    if (more == 0 || tooLarge) {
      return;
    }
    if (size + more > limit) {
      tooLarge = true;
      body = NOTHING;
      return;
    }
    if (size + more > body.length) {
      body = Arrays.copyOf(body, room(size + more));
    }
    content.readBytes(body, size, more);
    size += more;
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
    if (tooLarge) {
      oversized = exchange;
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
    return false;
  }

  private static Map<String, String> headers(HttpRequest head) {
    var headers = HashMap.<String, String>newHashMap(head.headers().size());
    var all = head.headers().iteratorAsString();
    while (all.hasNext()) {
      var header = all.next();
      var name = header.getKey().toLowerCase(Locale.ROOT);
      headers.merge(name, header.getValue(), (first, second) -> join(name, first, second));
    }
    return headers;
  }

  /** Values of impersonation headers may hold commas, so these are kept apart by line ends. */
  private static String join(String name, String first, String second) {
    return first + (name.startsWith("impersonate-") ? "\n" : ",") + second;
  }
}
