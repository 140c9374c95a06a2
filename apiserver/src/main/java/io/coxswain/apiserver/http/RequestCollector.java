package io.coxswain.apiserver.http;

import io.coxswain.api.meta.v1.Status;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects a request until its body is whole. One per connection. */
final class RequestCollector {
  private static final byte[] NOTHING = {};
  private static final int FIRST_PIECE = 64 * 1024;

  private final int limit;
  private @Nullable HttpRequest request;
  private byte[] body = NOTHING;
  private int size;
  private boolean tooLarge;
  private @Nullable Exchange oversized;
  private @Nullable Exchange malformed;

  RequestCollector(int limit) {
    this.limit = limit;
  }

  void begin(HttpRequest head) {
    request = head;
    size = 0;
    tooLarge = false;
    var length = HttpUtil.getContentLength(head, 0L);
    // a length is only a promise: what is believed at once is little
    body = length > 0 && length <= limit ? new byte[(int) Math.min(length, FIRST_PIECE)] : NOTHING;
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
      body = Arrays.copyOf(body, Math.min(limit, Math.max(size + more, body.length * 2)));
    }
    content.readBytes(body, size, more);
    size += more;
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

  /** What was wrong with a request before anybody looked at it. */
  @Nullable Status problem(Exchange exchange) {
    if (exchange == malformed) {
      malformed = null;
      return Failures.badRequest("the request can't be parsed");
    }
    if (exchange == oversized) {
      oversized = null;
      return Failures.tooLarge(limit);
    }
    return null;
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
