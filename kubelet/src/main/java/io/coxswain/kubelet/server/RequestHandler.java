package io.coxswain.kubelet.server;

import io.coxswain.client.ApiException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Authenticates, authorizes and routes the requests of one connection, one after the other. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);

  private static final int MOST_PIPELINED = 8;

  private final Supplier<? extends Collection<NodeApi>> nodes;

  /** The thread of the request that is being answered; event loop only. */
  private Optional<Thread> working = Optional.empty();

  /** Requests that were sent before the answer to that one; event loop only. */
  private final ArrayDeque<FullHttpRequest> waiting = new ArrayDeque<>();

  RequestHandler(Supplier<? extends Collection<NodeApi>> nodes) {
    super(false);
    this.nodes = nodes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (working.isEmpty()) {
      begin(context, request);
      return;
    }
    waiting.add(request);
    if (waiting.size() > MOST_PIPELINED) {
      context.close();
    }
  }

  private void begin(ChannelHandlerContext context, FullHttpRequest request) {
    var answer = new Answer(context);
    working =
        Optional.of(
            Thread.ofVirtual()
                .name("kubelet-request")
                .start(() -> serve(context, request, answer)));
  }

  private void next(ChannelHandlerContext context) {
    working = Optional.empty();
    var request = waiting.poll();
    if (request != null) {
      begin(context, request);
    }
  }

  private void drop() {
    waiting.forEach(FullHttpRequest::release);
    waiting.clear();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    drop();
  }

  /** Ends a followed log when its reader hangs up. */
  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    working.ifPresent(Thread::interrupt);
    drop();
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("connection of {}: {}", context.channel().remoteAddress(), cause.toString());
    context.close();
  }

  private void serve(ChannelHandlerContext context, FullHttpRequest request, Answer answer) {
    var handedOver = false;
    try {
      var path = new QueryStringDecoder(request.uri()).path();
      var api = NodeApi.of(path, nodes.get());
      if (api.isEmpty()) {
        answer.text(503, "this kubelet has no node yet: it has just started, try again");
        return;
      }
      var node = api.get();
      var caller = caller(context, request, node.authorizer());
      if (caller.isEmpty()) {
        answer.text(401, "Unauthorized");
      } else if (!node.authorizer().allows(caller.get(), request.method().name(), path)) {
        answer.text(
            403,
            "Forbidden (user=%s, verb=%s, resource=nodes, subresource=proxy)"
                .formatted(caller.get().user(), request.method().name()));
      } else {
        handedOver = node.routes().serve(context, request, answer);
      }
    } catch (ApiException | UncheckedIOException e) {
      answer.failure(500, "Authorization error: " + e.getMessage());
    } catch (IOException e) {
      log.debug("answering {}: {}", request.uri(), e.toString());
    } catch (RuntimeException e) {
      log.warn("answering {}", request.uri(), e);
      answer.failure(500, String.valueOf(e.getMessage()));
    } finally {
      if (!handedOver) {
        request.release();
        if (context.channel().isActive()) {
          context.executor().execute(() -> next(context));
        }
      }
    }
  }

  private static Optional<Caller> caller(
      ChannelHandlerContext context, FullHttpRequest request, Authorizer authorizer) {
    try {
      var session = context.pipeline().get(SslHandler.class).engine().getSession();
      if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
        return Optional.of(Caller.of(certificate));
      }
    } catch (SSLPeerUnverifiedException noCertificate) {
      // a token may do
    }
    var header = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    return header.startsWith("Bearer ")
        ? authorizer.authenticate(header.substring(7))
        : Optional.empty();
  }
}
