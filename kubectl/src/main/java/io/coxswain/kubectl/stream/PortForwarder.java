package io.coxswain.kubectl.stream;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forwards local ports to a pod over one SPDY connection: a pair of streams (error and data) for
 * each local connection. A virtual thread accepts on each local socket, and one copies each
 * connection.
 */
public final class PortForwarder {
  private final Session session;
  private final List<ServerSocket> listeners = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  public PortForwarder(Session session) {
    this.session = session;
  }

  /** A local port and the pod's; 0 lets the system choose the local one. */
  public record Ports(int local, int remote) {}

  /** Forwards until the connection to the server ends. */
  public void run(Located pod, List<String> addresses, List<Ports> ports) {
    var headers =
        Map.of(
            "Connection", "Upgrade",
            "Upgrade", "SPDY/3.1",
            "X-Stream-Protocol-Version", "portforward.k8s.io");
    var switched = session.api().upgrade("POST", pod.path() + "/portforward", headers);
    try (var spdy = new SpdySession(switched.connection())) {
      for (var port : ports) {
        listen(spdy, addresses, port);
      }
      spdy.read();
      throw KubectlException.error("lost connection to pod");
    } catch (IOException e) {
      throw KubectlException.error("lost connection to pod: " + e.getMessage());
    } finally {
      closeAll();
    }
  }

  private void listen(SpdySession spdy, List<String> addresses, Ports ports) throws IOException {
    var bound = 0;
    for (var address : addresses) {
      var hosts = address.equals("localhost") ? List.of("127.0.0.1", "::1") : List.of(address);
      for (var host : hosts) {
        try {
          var local =
              bound > 0 && ports.local() == 0 ? listeners.getLast().getLocalPort() : ports.local();
          var listener = new ServerSocket();
          listener.bind(new InetSocketAddress(InetAddress.getByName(host), local));
          listeners.add(listener);
          bound++;
          var shown = host.contains(":") ? "[" + host + "]" : host;
          session
              .out()
              .println(
                  "Forwarding from %s:%d -> %d"
                      .formatted(shown, listener.getLocalPort(), ports.remote()));
          session.out().flush();
          Thread.ofVirtual().start(() -> accept(spdy, listener, ports.remote()));
        } catch (IOException e) {
          session
              .err()
              .println(
                  "Unable to listen on port %d: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp %s:%d: %s]"
                      .formatted(ports.local(), host, ports.local(), e.getMessage()));
        }
      }
    }
    if (bound == 0) {
      throw KubectlException.error(
          "unable to listen on any of the requested ports: [{%d %d}]"
              .formatted(ports.local(), ports.remote()));
    }
  }

  private void accept(SpdySession spdy, ServerSocket listener, int remote) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        session.out().println("Handling connection for " + listener.getLocalPort());
        session.out().flush();
        Thread.ofVirtual().start(() -> forward(spdy, socket, remote));
      } catch (IOException e) {
        return; // closed with the forwarder
      }
    }
  }

  private void forward(SpdySession spdy, Socket socket, int remote) {
    var request = String.valueOf(requests.getAndIncrement());
    try (socket) {
      var errors = new Errors(remote);
      var error =
          spdy.open(
              Map.of("streamtype", "error", "port", String.valueOf(remote), "requestid", request),
              errors);
      error.finish();
      var answered = new java.util.concurrent.CountDownLatch(1);
      var data =
          spdy.open(
              Map.of("streamtype", "data", "port", String.valueOf(remote), "requestid", request),
              new ToSocket(socket, answered));
      var buffer = new byte[16 * 1024];
      for (var count = socket.getInputStream().read(buffer);
          count >= 0;
          count = socket.getInputStream().read(buffer)) {
        data.write(buffer, count);
      }
      data.finish();
      answered.await();
    } catch (IOException e) {
      // One side closed the forwarded connection: the other connections go on.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Copies what the pod answers; the end of it ends the local connection's output. */
  private record ToSocket(Socket socket, java.util.concurrent.CountDownLatch answered)
      implements SpdySession.Receiver {
    @Override
    public void data(byte[] bytes) {
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        // The local client is gone; its reading thread ends the stream.
        answered.countDown();
      }
    }

    @Override
    public void end() {
      answered.countDown();
      try {
        socket.close();
      } catch (IOException e) {
        return; // it is gone either way
      }
    }
  }

  /** The error stream: text in it says why the pod's port could not be reached. */
  private final class Errors implements SpdySession.Receiver {
    private final int remote;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    Errors(int remote) {
      this.remote = remote;
    }

    @Override
    public void data(byte[] bytes) {
      text.writeBytes(bytes);
    }

    @Override
    public void end() {
      if (text.size() > 0) {
        session
            .err()
            .println(
                "an error occurred forwarding %d: %s"
                    .formatted(remote, text.toString(StandardCharsets.UTF_8)));
        text.reset();
      }
    }
  }

  private void closeAll() {
    for (var listener : listeners) {
      try {
        listener.close();
      } catch (IOException e) {
        session.err().println("closing port " + listener.getLocalPort() + ": " + e.getMessage());
      }
    }
  }
}
