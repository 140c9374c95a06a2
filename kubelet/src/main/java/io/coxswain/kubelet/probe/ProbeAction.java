package io.coxswain.kubelet.probe;

import io.coxswain.api.IntOrString;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.ExecAction;
import io.coxswain.api.core.v1.HTTPGetAction;
import io.coxswain.api.core.v1.Probe;
import io.coxswain.api.core.v1.TCPSocketAction;
import io.coxswain.kubelet.pod.GoDuration;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;

/**
 * Runs one probe once.
 *
 * @param address where the container listens: the pod's address, or the node's on its network
 * @param agent the User-Agent of HTTP requests
 */
public record ProbeAction(
    ContainerRuntime runtime,
    String containerId,
    Container container,
    String address,
    String agent) {
  public static final String PROBE = "kube-probe/1.34";
  public static final String LIFECYCLE = "kube-lifecycle/1.34";

  /**
   * @param output upstream's message for the event
   * @param error whether the probe could not be run at all
   */
  public record Result(boolean success, String output, boolean error) {
    static Result success(String output) {
      return new Result(true, output, false);
    }

    static Result failure(String output) {
      return new Result(false, output, false);
    }
  }

  public Result run(Probe probe) {
    var timeout = Duration.ofSeconds(Objects.requireNonNullElse(probe.timeoutSeconds(), 1));
    try {
      if (probe.exec() != null) {
        return exec(probe.exec(), timeout);
      }
      if (runtime.isSimulated()) {
        return Result.success("");
      }
      if (probe.httpGet() != null) {
        return http(probe.httpGet(), timeout);
      }
      if (probe.tcpSocket() != null) {
        return tcp(probe.tcpSocket(), timeout);
      }
      if (probe.grpc() != null) {
        return GrpcHealth.check(
            address,
            probe.grpc().port(),
            Objects.requireNonNullElse(probe.grpc().service(), ""),
            timeout);
      }
      return new Result(false, "missing probe handler for " + container.name(), true);
    } catch (IllegalArgumentException | ContainerRuntimeException e) {
      return new Result(false, String.valueOf(e.getMessage()), true);
    }
  }

  private Result exec(ExecAction action, Duration timeout) {
    var result = runtime.execSync(containerId, action.command(), timeout);
    if (result.timedOut()) {
      return Result.failure(
          "command timed out: \""
              + String.join(" ", action.command())
              + "\" timed out after "
              + GoDuration.format(timeout));
    }
    return new Result(result.exitCode() == 0, result.output(), false);
  }

  private Result http(HTTPGetAction action, Duration timeout) {
    var host = Objects.requireNonNullElse(action.host(), "");
    return HttpProbe.get(
        action, host.isEmpty() ? address : host, port(action.port(), container), agent, timeout);
  }

  private Result tcp(TCPSocketAction action, Duration timeout) {
    var host = Objects.requireNonNullElse(action.host(), "");
    var target = host.isEmpty() ? address : host;
    var port = port(action.port(), container);
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(target, port), (int) timeout.toMillis());
      return Result.success("");
    } catch (IOException e) {
      return Result.failure(dialError(target, port, e));
    }
  }

  /** A connection failure in Go's words. */
  static String dialError(String host, int port, IOException e) {
    var at = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    var text = String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT);
    var why =
        e instanceof SocketTimeoutException
            ? "i/o timeout"
            : text.contains("refused")
                ? "connect: connection refused"
                : text.contains("no route") ? "connect: no route to host" : text;
    return "dial tcp " + at + ": " + why;
  }

  /** A port by number, or by the name of one of the container's ports. */
  static int port(IntOrString port, Container container) {
    return switch (port) {
      case IntOrString.Number number -> number.value();
      case IntOrString.Text text ->
          container.ports().stream()
              .filter(p -> text.value().equals(p.name()))
              .findFirst()
              .map(p -> p.containerPort())
              .orElseGet(() -> numeric(text.value(), container));
    };
  }

  private static int numeric(String text, Container container) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "couldn't find port named \"" + text + "\" in container " + container.name(), e);
    }
  }
}
