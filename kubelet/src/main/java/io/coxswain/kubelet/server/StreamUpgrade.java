package io.coxswain.kubelet.server;

import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.List;

/**
 * Takes over the connection of an authorized request for exec, attach or port-forward. Called on
 * the channel's event loop with the HTTP codec ("http") and aggregator ("aggregator") in the
 * pipeline; the request is released by the callee.
 */
@FunctionalInterface
public interface StreamUpgrade {
  /** What is asked for. */
  enum Kind {
    EXEC,
    ATTACH,
    PORT_FORWARD
  }

  /**
   * @param containerId empty for port-forward
   * @param ports of the query, which WebSocket port-forwards carry
   * @param address where the pod's ports are reached from this host
   */
  record Target(
      Kind kind,
      ContainerRuntime runtime,
      String namespace,
      String pod,
      String containerId,
      List<String> command,
      boolean stdin,
      boolean stdout,
      boolean stderr,
      boolean tty,
      List<Integer> ports,
      String address) {}

  void upgrade(ChannelHandlerContext context, FullHttpRequest request, Target target);
}
