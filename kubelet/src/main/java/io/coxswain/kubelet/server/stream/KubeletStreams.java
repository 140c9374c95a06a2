package io.coxswain.kubelet.server.stream;

import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.server.StreamUpgrade;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** exec, attach and port-forward on the kubelet's server. */
public final class KubeletStreams implements StreamUpgrade {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  @Override
  public void upgrade(ChannelHandlerContext context, FullHttpRequest request, Target target) {
    try {
      switch (target.kind()) {
        case EXEC ->
            NettyStreams.command(
                context,
                request,
                flags(target),
                () ->
                    target
                        .runtime()
                        .exec(
                            target.containerId(), target.command(), target.tty(), target.stdin()));
        case ATTACH ->
            NettyStreams.command(
                context,
                request,
                flags(target),
                () -> target.runtime().attach(target.containerId(), target.tty(), target.stdin()));
        case PORT_FORWARD ->
            NettyStreams.portForward(
                context,
                request,
                target.namespace() + "/" + target.pod(),
                port -> dial(target, port));
      }
    } finally {
      request.release();
    }
  }

  private static CommandFlags flags(Target target) {
    return new CommandFlags(target.stdin(), target.stdout(), target.stderr(), target.tty());
  }

  /**
   * From inside the pod where that can be entered, because its servers may listen on loopback only.
   */
  private static Socket dial(Target target, int port) throws IOException {
    var process = networkProcess(target);
    if (process > 0 && NetworkNamespaceDialer.available()) {
      return new NetworkNamespaceDialer(process).dial(port);
    }
    var socket = new Socket();
    try {
      var address = InetAddress.ofLiteral(target.address());
      socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static long networkProcess(Target target) throws IOException {
    try {
      return target.runtime().pods().stream()
          .filter(
              pod ->
                  pod.pod() != null
                      && pod.pod().namespace().equals(target.namespace())
                      && pod.pod().name().equals(target.pod()))
          .flatMap(pod -> pod.sandboxes().stream())
          .filter(sandbox -> sandbox.ready())
          .flatMap(sandbox -> target.runtime().networkProcess(sandbox.id()).stream())
          .findFirst()
          .orElse(0L);
    } catch (ContainerRuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
