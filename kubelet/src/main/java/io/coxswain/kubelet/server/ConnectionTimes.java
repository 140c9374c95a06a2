package io.coxswain.kubelet.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose client takes too long to ask. While a request is answered no time runs:
 * logs may be followed for hours. Stands behind the HTTP codec, and leaves with it.
 */
final class ConnectionTimes extends ChannelDuplexHandler {
  /**
   * How long a client may take, the same as at the API server.
   *
   * @param first to send the first whole head after the connection is there
   * @param body to send a body, from the end of its head
   * @param idle to send the next whole head after an answer
   */
  record Limits(Duration first, Duration body, Duration idle) {
    static final Limits DEFAULTS =
        new Limits(Duration.ofSeconds(32), Duration.ofSeconds(60), Duration.ofSeconds(90));
  }

  private final Limits limits;
  private @Nullable Future<?> timer; // owned by the event loop like the rest
  private int unanswered;
  private boolean informing; // that which is being written is not the answer yet

  ConnectionTimes(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    restart(context, limits.first());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
      restart(context, limits.body());
    }
    if (message instanceof LastHttpContent) {
      stop();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      informing = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    if (message instanceof LastHttpContent && !informing) {
      unanswered--;
      if (unanswered == 0) {
        restart(context, limits.idle());
      }
    }
    context.write(message, promise);
  }

  private void restart(ChannelHandlerContext context, Duration time) {
    stop();
    timer =
        context.executor().schedule(() -> close(context), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    context.close();
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
