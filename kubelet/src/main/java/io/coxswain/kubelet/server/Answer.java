package io.coxswain.kubelet.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes one answer from the request's thread; each write waits until the bytes are away. */
final class Answer {
  private final ChannelHandlerContext context;
  private boolean begun;

  Answer(ChannelHandlerContext context) {
    this.context = context;
  }

  void text(int code, String text) throws IOException {
    full(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  void json(byte[] bytes) throws IOException {
    full(200, "application/json", bytes);
  }

  private void full(int code, String type, byte[] bytes) throws IOException {
    begun = true;
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), Unpooled.wrappedBuffer(bytes));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    await(context.writeAndFlush(response));
  }

  /** An error, unless an answer has begun; then the connection is cut. */
  void failure(int code, String text) {
    try {
      if (begun) {
        context.close();
      } else {
        text(code, text);
      }
    } catch (IOException e) {
      context.close();
    }
  }

  void beginStream() throws IOException {
    begun = true;
    var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    await(context.writeAndFlush(response));
  }

  void chunk(byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      await(context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes))));
    }
  }

  void endStream() throws IOException {
    await(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
  }

  private static void await(ChannelFuture future) throws IOException {
    try {
      future.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (!future.isSuccess()) {
      throw new IOException(String.valueOf(future.cause()));
    }
  }
}
