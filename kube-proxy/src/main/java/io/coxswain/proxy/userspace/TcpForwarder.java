package io.coxswain.proxy.userspace;

import io.coxswain.proxy.route.Backend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards TCP connections: a virtual thread accepts, and two copy each connection. */
final class TcpForwarder implements Forwarder {
  private static final Logger LOG = LoggerFactory.getLogger(TcpForwarder.class);
  private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

  private static final Duration ACCEPTOR_EXIT = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final Balancer balancer;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private final Thread acceptor;

  private TcpForwarder(ServerSocket server, Balancer balancer) {
    this.server = server;
    this.balancer = balancer;
    this.acceptor = Thread.ofVirtual().unstarted(this::acceptForever);
  }

  static TcpForwarder open(Listener listener, Balancer balancer) throws IOException {
    var server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(listener.socketAddress(), 1024);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    var forwarder = new TcpForwarder(server, balancer);
    forwarder.acceptor.setName("forward " + listener);
    forwarder.acceptor.start();
    return forwarder;
  }

  @Override
  public void retarget(Target target) {
    balancer.retarget(target);
  }

  private void acceptForever() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("accepting on {}: {}", server.getLocalSocketAddress(), e.toString());
        }
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      var backend = connect(client);
      if (backend == null) {
        client.setSoLinger(true, 0); // a reset, as if nobody listened
        return;
      }
      open.add(backend);
      try (backend) {
        client.setTcpNoDelay(true);
        backend.setTcpNoDelay(true);
        var back = Thread.ofVirtual().start(() -> copy(backend, client));
        copy(client, backend);
        back.join();
      } finally {
        open.remove(backend);
      }
    } catch (IOException e) {
      LOG.debug("connection from {}: {}", client.getRemoteSocketAddress(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private @Nullable Socket connect(Socket client) {
    for (Backend backend : balancer.order(client.getInetAddress())) {
      var socket = new Socket();
      try {
        socket.connect(
            new InetSocketAddress(backend.address(), backend.port()), CONNECT_TIMEOUT_MILLIS);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        balancer.served(client.getInetAddress(), backend);
        return socket;
      } catch (IOException e) {
        LOG.debug("endpoint {}: {}", backend, e.toString());
        closeQuietly(socket);
      }
    }
    return null;
  }

  /** Copies until the sender is done, then tells the receiver so; an error ends both directions. */
  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.trace("closing", e);
    }
  }

  /**
   * Returns when the port is free again: the kernel's socket lives until the accepting thread has
   * left it.
   */
  @Override
  public void close() {
    try {
      server.close();
      acceptor.join(ACCEPTOR_EXIT);
    } catch (IOException e) {
      LOG.debug("closing {}: {}", server, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(TcpForwarder::closeQuietly);
  }
}
