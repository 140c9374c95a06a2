package io.coxswain.apiserver.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/** What answers begin with: status and headers. */
final class AnswerHeads {
  private AnswerHeads() {}

  /** An answer in one piece. */
  static FullHttpResponse full(HttpResponseStatus status, ByteBuf content, HttpHeaders headers) {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, status, content, headers, EmptyHttpHeaders.INSTANCE);
  }

  /** The answer after which a connection is not HTTP any more. */
  static FullHttpResponse switching(HttpHeaders headers) {
    return full(HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER, headers);
  }

  /**
   * An answer's own headers, and those that every answer has.
   *
   * @param closes whether the connection is closed after it
   */
  static HttpHeaders headers(Exchange exchange, Map<String, String> headers, boolean closes) {
    var target = new DefaultHttpHeaders();
    headers.forEach(target::set);
    Warnings.headers(exchange.warnings()).forEach(warning -> target.add("Warning", warning));
    var passage = exchange.passage();
    if (passage != null && passage.isClassified()) {
      target.set("X-Kubernetes-Pf-Flowschema-Uid", passage.schemaUid());
      target.set("X-Kubernetes-Pf-Prioritylevel-Uid", passage.levelUid());
    }
    target.set("Audit-Id", exchange.auditId());
    target.set("Cache-Control", headers.getOrDefault("Cache-Control", "no-cache, private"));
    if (closes) {
      target.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return target;
  }
}
