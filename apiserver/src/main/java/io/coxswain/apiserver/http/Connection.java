package io.coxswain.apiserver.http;

import io.coxswain.apiserver.auth.ClientCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection or one HTTP/2 stream. Its event loop owns it: requests are collected,
 * answered one after the other, and answers are written while the peer takes them.
 */
public final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int LARGEST_BODY = 3 * 1024 * 1024;
  private static final int MOST_PIPELINED = 32;

  private final Dispatcher dispatcher;
  private final RequestCollector collector;
  private final @Nullable ClientCertificate certificate;
  private final StreamAccount account;
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private @Nullable Exchange current;
  private boolean leaving; // the current answer is written, but the peer has not taken it
  private boolean deferred; // the current request waits until its connection's answers are taken
  private WebSockets.@Nullable Messages messages;
  private boolean upgraded;
  private @Nullable Outgoing outgoing;
  private @Nullable Future<?> slowBody;
  private long answered;
  private long answeredBefore;
  private @Nullable ChannelHandlerContext context;

  /**
   * For one peer.
   *
   * @param backlog what the streams of an HTTP/2 connection share; null for HTTP/1.1
   */
  Connection(
      Dispatcher dispatcher, @Nullable ClientCertificate certificate, @Nullable Backlog backlog) {
    this.dispatcher = dispatcher;
    this.certificate = certificate;
    this.account = new StreamAccount(backlog);
    this.collector = new RequestCollector(LARGEST_BODY, dispatcher.bodies(), this::isStranger);
  }

  /** Something that is being written; told when there is room again. */
  public interface Outgoing {
    /** Writes what fits; called on the event loop. */
    void pump();

    void close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("the connection is not open yet");
    }
    return context;
  }

  public EventLoop loop() {
    return context().channel().eventLoop();
  }

  public Channel channel() {
    return context().channel();
  }

  /** The other end; that of its connection where this is a stream of HTTP/2. */
  @Nullable SocketAddress remoteAddress() {
    var parent = channel().parent();
    var address = channel().remoteAddress();
    return isHttp2() && parent != null ? parent.remoteAddress() : address;
  }

  /**
   * Closes without waiting for a peer that does not read: TLS would try to say goodbye for a while,
   * and complain in the log. On the event loop.
   */
  void cut() {
    var stream = channel();
    if (account.takesNothing()) {
      stream.parent().unsafe().close(stream.parent().voidPromise()); // it takes nothing at all
      return;
    }
    stream.unsafe().close(stream.voidPromise());
  }

  boolean isOpen() {
    return channel().isActive();
  }

  boolean isCurrent(Exchange exchange) {
    return current == exchange;
  }

  /** Whether an answer has begun that is not with the peer. */
  boolean isWriting() {
    return outgoing != null || leaving || deferred;
  }

  /** Whether more may be written now; what is being sent is pumped when it may again. */
  public boolean isWritable() {
    return channel().isWritable() && account.hasRoomOr(this::pump);
  }

  private void pump() {
    var content = outgoing;
    if (content != null && channel().isWritable()) {
      content.pump();
    }
  }

  /** Whether an answer is written as a whole, and the peer has not taken it yet. */
  boolean isLeaving() {
    return leaving;
  }

  public boolean isHttp2() {
    return account.isHttp2();
  }

  public @Nullable ClientCertificate certificate() {
    return certificate;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof WebSocketFrame frame) {
        WebSockets.received(context(), frame);
        return;
      }
      if (message instanceof HttpRequest request) {
        collector.begin(request);
        if (request.decoderResult().isFailure() && !(message instanceof HttpContent)) {
          received(collector.end(this)); // headers that are too large have no end
          return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
          ctx.writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
      }
      if (message instanceof HttpContent content) {
        collector.add(content.content());
        if (message instanceof LastHttpContent) {
          if (slowBody != null) {
            slowBody.cancel(false);
            slowBody = null;
          }
          received(collector.end(this));
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** Whether a request does not say, or not truly, who sends it. */
  private boolean isStranger(HttpRequest request) {
    var authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    return !dispatcher.knows(certificate, authorization);
  }

  /** A body that is not whole after what has come so far gets so much time and no more. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (collector.isCollecting() && slowBody == null) {
      var millis = dispatcher.limits().timeout().toMillis();
      slowBody = loop().schedule(this::giveUpBody, millis, TimeUnit.MILLISECONDS);
    }
    ctx.fireChannelReadComplete();
  }

  private void giveUpBody() {
    slowBody = null;
    if (current == null && !isHttp2() && isOpen()) {
      var headers =
          new DefaultHttpHeaders()
              .set(HttpHeaderNames.CONTENT_LENGTH, 0)
              .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      var response =
          AnswerHeads.full(HttpResponseStatus.REQUEST_TIMEOUT, Unpooled.EMPTY_BUFFER, headers);
      context().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    } else {
      context().close();
    }
  }

  /** Whether nothing is asked or answered here, and nothing has been since it was last asked. */
  boolean isIdle() {
    var idle =
        !upgraded && current == null && !collector.isCollecting() && answered == answeredBefore;
    answeredBefore = answered;
    return idle;
  }

  private void received(Exchange exchange) {
    if (current != null) {
      waiting.add(exchange);
      if (waiting.size() >= MOST_PIPELINED) {
        channel().config().setAutoRead(false);
      }
      return;
    }
    begin(exchange);
  }

  private void begin(Exchange exchange) {
    current = exchange;
    dispatcher.began(exchange);
    account.begin();
    if (account.hasRoom()) {
      serve(exchange);
      return;
    }
    deferred = true;
    dispatcher.awaitTaken(exchange);
    account.whenRoom(
        () -> {
          deferred = false;
          if (current == exchange) {
            exchange.timer(null);
            serve(exchange);
          }
        });
  }

  private void serve(Exchange exchange) {
    if (collector.refuses(exchange)) {
      return;
    }
    try {
      dispatcher.dispatch(exchange);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.method(), exchange.info().path(), e);
      exchange.panics(e);
    }
  }

  /** Sends an answer; from any thread. */
  void answer(Exchange exchange, int code, Map<String, String> headers, Body body) {
    if (loop().inEventLoop()) {
      guarded(exchange, code, headers, body);
    } else if (loop().isShuttingDown()) {
      body.close(); // the server has stopped, and so has the connection
    } else {
      loop().execute(() -> guarded(exchange, code, headers, body));
    }
  }

  /** An answer that can't be written must not leave its client waiting. */
  private void guarded(Exchange exchange, int code, Map<String, String> headers, Body body) {
    try {
      write(exchange, code, headers, body);
    } catch (RuntimeException e) {
      LOG.error("the answer to {} {} can't be sent", exchange.method(), exchange.uri(), e);
      body.close();
      context().close();
    }
  }

  private void write(Exchange exchange, int code, Map<String, String> headers, Body body) {
    if (current != exchange || isWriting() || !isOpen()) {
      body.close();
      return;
    }
    var status = HttpResponseStatus.valueOf(code);
    var length = body.length();
    exchange.answered(code, length);
    if (exchange.method().equals("HEAD")) {
      var response = AnswerHeads.full(status, Unpooled.EMPTY_BUFFER, header(exchange, headers));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, Math.max(0, length));
      body.close();
      last(exchange, response);
      return;
    }
    if (length >= 0 && length <= Body.PIECE && account.hasRoom()) {
      var head = header(exchange, headers);
      var content = body.next(context().alloc());
      var response =
          AnswerHeads.full(status, content == null ? Unpooled.EMPTY_BUFFER : content, head);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
      last(exchange, response);
      return;
    }
    begin(exchange, code, headers, length);
    stream(new BodyWriter(this, exchange, body));
  }

  /** Writes the head of an answer whose content follows in pieces; length -1 means chunked. */
  public void begin(Exchange exchange, int code, Map<String, String> headers, long length) {
    exchange.answered(code, length);
    var response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), header(exchange, headers));
    if (length >= 0) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    } else if (!isHttp2()) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    context().write(response);
  }

  /** As above, with somebody else's headers, of which several may have the same name. */
  public void begin(Exchange exchange, int code, HttpHeaders headers, long length) {
    exchange.answered(code, length);
    var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code));
    response.headers().add(headers).set("Audit-Id", exchange.auditId());
    if (length >= 0) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    } else if (!isHttp2() && !exchange.method().equals("HEAD") && code != 204 && code != 304) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (!exchange.keepAlive() && !isHttp2()) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    context().write(response);
  }

  private boolean keepsAlive(Exchange exchange) {
    return exchange.keepAlive() && !dispatcher.isStopping();
  }

  /**
   * Answers with 101 and takes the connection over to WebSocket (RFC 6455): what is written from
   * now on goes out as messages. On the event loop.
   */
  void beginWebSocket(Exchange exchange, WebSockets.Messages as) {
    exchange.answered(101, -1);
    WebSockets.begin(context(), exchange, as);
    messages = as;
  }

  /** Begins an answer of bytes of no known length, as messages where the client wants that. */
  public void beginBytes(Exchange exchange, String mediaType) {
    var as = WebSockets.forBytes(exchange);
    if (as.isPresent()) {
      beginWebSocket(exchange, as.get());
    } else {
      begin(exchange, 200, Map.of("Content-Type", mediaType), -1);
    }
  }

  /** Makes something the current answer's content. */
  public void stream(Outgoing content) {
    outgoing = content;
    content.pump();
  }

  public void write(ByteBuf piece) {
    if (messages != null) {
      messages.write(context(), piece);
      return;
    }
    var bytes = piece.readableBytes();
    account.count(bytes, context().write(new DefaultHttpContent(piece)));
  }

  public void flush() {
    context().flush();
  }

  /** Ends an answer that was written in pieces. */
  public void end(Exchange exchange) {
    if (messages != null) {
      outgoing = null;
      current = null;
      dispatcher.finished(exchange);
      WebSockets.end(context());
      return;
    }
    outgoing = null;
    last(exchange, LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /**
   * Writes the last of an answer. The request is over when it has left: who asks and does not read
   * keeps its seats until its time is over, and is asked nothing more meanwhile.
   */
  private void last(Exchange exchange, HttpContent message) {
    var bytes = message.content().readableBytes();
    var written = context().writeAndFlush(message);
    if (written.isDone()) {
      finished(exchange);
      return;
    }
    leaving = true;
    account.count(bytes, written);
    written.addListener(
        ignored -> {
          if (current == exchange) {
            finished(exchange);
          }
        });
    // streams of HTTP/2 leave when all that was read has been answered: most are gone by then
    loop()
        .execute(
            () -> {
              if (current == exchange) {
                dispatcher.awaitTaken(exchange);
              }
            });
  }

  private HttpHeaders header(Exchange exchange, Map<String, String> headers) {
    var closes = !keepsAlive(exchange) && !isHttp2();
    return AnswerHeads.headers(exchange, headers, closes);
  }

  private void finished(Exchange exchange) {
    current = null;
    leaving = false;
    answered++;
    dispatcher.finished(exchange);
    if (!keepsAlive(exchange) && !isHttp2()) {
      context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    var next = waiting.poll();
    if (next != null) {
      channel().config().setAutoRead(true);
      loop().execute(() -> begin(next));
    }
  }

  /**
   * Answers with 101 and takes the connection away from HTTP: from now on the handler gets the
   * bytes. On the event loop.
   */
  public void upgrade(Exchange exchange, HttpHeaders headers, ChannelHandler bytes) {
    var response = AnswerHeads.switching(headers);
    var pipeline = context().pipeline();
    exchange.answered(101, -1);
    upgraded = true;
    current = null;
    exchange.hold(); // what follows is still the request's, but needs nothing of HTTP
    channel().closeFuture().addListener(ignored -> exchange.release());
    dispatcher.finished(exchange);
    pipeline.writeAndFlush(response);
    pipeline.addLast(bytes);
    pipeline.remove(HttpServerCodec.class);
    pipeline.remove(this);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pump();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.forEach(Exchange::dropBody);
    waiting.clear();
    collector.drop();
    if (slowBody != null) {
      slowBody.cancel(false);
    }
    var content = outgoing;
    outgoing = null;
    if (content != null) {
      content.close();
    }
    var exchange = current;
    if (exchange != null) {
      current = null;
      exchange.disconnected();
      dispatcher.finished(exchange);
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException) && !(cause instanceof SocketException)) {
      LOG.debug("closing a connection", cause);
    }
    ctx.close();
  }
}
