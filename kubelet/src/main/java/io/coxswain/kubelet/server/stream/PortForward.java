package io.coxswain.kubelet.server.stream;

import io.coxswain.kubelet.server.stream.SpdyConnection.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * port-forward ({@code portforward.k8s.io}): for each connection the client opens an error and a
 * data stream with the same {@code requestid} and {@code port}. Runs over SPDY, or SPDY within
 * WebSocket messages.
 */
public final class PortForward {
  private static final Logger LOG = LoggerFactory.getLogger(PortForward.class);

  private final String pod;
  private final PortDialer dialer;
  private final SpdyConnection connection;

  /** Halves of connections; owned by the reading thread. */
  private final Map<String, Map<String, Stream>> pairs = new HashMap<>();

  private PortForward(Duplex duplex, String pod, PortDialer dialer) {
    this.pod = pod;
    this.dialer = dialer;
    this.connection = new SpdyConnection(duplex, this::opened);
  }

  /**
   * Serves a connection that has been upgraded until the client goes, and closes it. {@code pod} is
   * what error messages call it.
   */
  public static void serve(Duplex duplex, Negotiation upgrade, String pod, PortDialer dialer) {
    var bytes =
        switch (upgrade) {
          case Negotiation.WebSocket webSocket -> new WebSocketConnection(duplex).tunnel();
          case Negotiation.Spdy spdy -> duplex;
          case Negotiation.Refused refused ->
              throw new IllegalArgumentException("not upgraded: " + refused.message());
        };
    var forward = new PortForward(bytes, pod, dialer);
    try (var connection = forward.connection) {
      connection.run();
    } catch (IOException e) {
      LOG.debug("port-forward to {} ends: {}", pod, e.toString());
    }
  }

  private void opened(Stream stream) {
    var request = stream.header("requestid");
    var pair = pairs.computeIfAbsent(request, id -> new HashMap<>());
    pair.put(stream.header("streamtype"), stream);
    var error = pair.get("error");
    var data = pair.get("data");
    if (error != null && data != null) {
      pairs.remove(request);
      Thread.ofVirtual().name("port-forward " + pod).start(() -> forward(error, data));
    }
  }

  private void forward(Stream error, Stream data) {
    var port = data.header("port");
    try (var socket = dialer.dial(Integer.parseInt(port))) {
      socket.setTcpNoDelay(true);
      var up = Thread.ofVirtual().start(() -> upload(data, socket));
      copy(socket.getInputStream(), data.output());
      data.output().close();
      // the pod has said all it will: a client that still talks talks to nobody
      data.input().close();
      up.join();
    } catch (IOException | NumberFormatException e) {
      report(error, "error forwarding port " + port + " to pod " + pod + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(error);
      end(data);
    }
  }

  private void upload(Stream data, Socket socket) {
    try {
      copy(data.input(), socket.getOutputStream());
      socket.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("to {}: {}", pod, e.toString());
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var bytes = new byte[32 << 10];
    for (var count = from.read(bytes); count >= 0; count = from.read(bytes)) {
      to.write(bytes, 0, count);
      to.flush();
    }
  }

  private static void report(Stream error, String message) {
    LOG.debug("{}", message);
    try {
      error.output().write(message.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("the client has gone: {}", e.toString());
    }
  }

  private void end(Stream stream) {
    try {
      stream.output().close();
    } catch (IOException e) {
      LOG.trace("closing", e);
    }
    connection.forget(stream);
  }
}
