package io.coxswain.apiserver.aggregation;

import io.coxswain.apiserver.aggregation.Availability.Address;
import io.coxswain.apiserver.proxy.OneRequest;
import io.coxswain.apiserver.proxy.OutboundTls;
import io.coxswain.apiserver.request.UserInfo;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks extension servers in the aggregator's own name. Calls block. */
public final class ExtensionClient {
  private static final UserInfo SELF =
      new UserInfo("system:kube-aggregator", "", List.of("system:masters"), Map.of());
  private static final long LONGEST_SECONDS = 5;

  private final EventLoopGroup loops;
  private final ExtensionTls tls;

  public ExtensionClient(EventLoopGroup loops, ExtensionTls tls) {
    this.loops = loops;
    this.tls = tls;
  }

  /** What a server answered. */
  record Answer(int code, byte[] body) {}

  /** There is no answer. */
  static final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreachableException(String message) {
      super(message);
    }
  }

  Answer get(Extension extension, Address address, String path)
      throws UnreachableException, InterruptedException {
    OutboundTls outbound;
    try {
      outbound = tls.of(extension, SELF);
    } catch (IllegalArgumentException e) {
      throw new UnreachableException(String.valueOf(e.getMessage()));
    }
    CompletableFuture<OneRequest.Answer> answer =
        OneRequest.get(loops.next(), outbound, address.host(), address.port(), path);
    try {
      var found = answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      return new Answer(found.code(), found.body());
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new UnreachableException(String.valueOf(cause.getMessage()));
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new UnreachableException(
          "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    }
  }
}
