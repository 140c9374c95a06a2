package io.coxswain.apiserver.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches and logs over RFC 6455: the opening handshake, and what becomes a message. */
final class WebSockets {
  private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int FRAME_LIMIT = 64 * 1024;

  private WebSockets() {}

  /** How an answer's content becomes messages, in upstream's sub-protocols. */
  enum Messages {
    /** One text message a line, as upstream sends watches. */
    LINES(""),
    /** As the bytes come. */
    BINARY("binary.k8s.io"),
    /** As they come, in the letters of Base64. */
    BASE64("base64.binary.k8s.io");

    private final String protocol;

    Messages(String protocol) {
      this.protocol = protocol;
    }

    /** Writes a piece of the content, and releases it. */
    void write(ChannelHandlerContext context, ByteBuf piece) {
      switch (this) {
        case LINES -> WebSockets.write(context, piece);
        case BINARY -> context.write(new BinaryWebSocketFrame(piece));
        case BASE64 -> {
          var letters = Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(piece));
          piece.release();
          context.write(new TextWebSocketFrame(letters));
        }
      }
    }
  }

  /** How the client wants an answer of bytes; empty where it wants no messages we know of. */
  static Optional<Messages> forBytes(Exchange exchange) {
    if (!wantedBy(exchange)) {
      return Optional.empty();
    }
    var offered = protocols(exchange);
    return offered.isEmpty()
        ? Optional.of(Messages.BINARY)
        : Stream.of(Messages.BINARY, Messages.BASE64)
            .filter(known -> offered.contains(known.protocol))
            .findFirst();
  }

  private static List<String> protocols(Exchange exchange) {
    return Stream.of(exchange.header("sec-websocket-protocol").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Whether a request asks for a WebSocket, and can have one. */
  static boolean wantedBy(Exchange exchange) {
    return !exchange.connection().isHttp2()
        && exchange.header("upgrade").equalsIgnoreCase("websocket")
        && !exchange.header("sec-websocket-key").isEmpty();
  }

  /** The value of {@code Sec-WebSocket-Accept} for a key. */
  static String accept(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(digest.digest((key + SALT).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no SHA-1 in this JVM", e);
    }
  }

  /** Answers a request that has a key, and takes its connection over. On the event loop. */
  static void begin(ChannelHandlerContext context, Exchange exchange, Messages as) {
    var key = exchange.header("sec-websocket-key");
    var response = AnswerHeads.switching(new DefaultHttpHeaders());
    response
        .headers()
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key));
    if (protocols(exchange).contains(as.protocol)) {
      response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, as.protocol);
    }
    var pipeline = context.pipeline();
    pipeline.writeAndFlush(response);
    var codec = pipeline.context(HttpServerCodec.class).name();
    pipeline.addAfter(codec, "ws-encoder", new WebSocket13FrameEncoder(false));
    pipeline.addAfter(codec, "ws-decoder", new WebSocket13FrameDecoder(true, false, FRAME_LIMIT));
    pipeline.remove(HttpServerCodec.class);
  }

  /** Hears what a watcher sends. */
  static void received(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case PingWebSocketFrame ping -> {
        if (context.channel().isWritable()) { // who does not read is not told that it is heard
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
      }
      case CloseWebSocketFrame ignored -> context.close();
      default -> {
        // a watcher has nothing to say
      }
    }
  }

  /** Writes a frame for each line, and releases the lines. */
  private static void write(ChannelHandlerContext context, ByteBuf lines) {
    try {
      while (lines.isReadable()) {
        var length = lines.bytesBefore((byte) '\n');
        context.write(
            new TextWebSocketFrame(
                lines.readRetainedSlice(length < 0 ? lines.readableBytes() : length)));
        lines.skipBytes(length < 0 ? 0 : 1);
      }
    } finally {
      lines.release();
    }
  }

  /** Says that there is no more, and closes. */
  static void end(ChannelHandlerContext context) {
    context
        .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
