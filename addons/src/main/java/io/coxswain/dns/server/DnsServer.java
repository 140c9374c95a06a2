package io.coxswain.dns.server;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on UDP and TCP. One thread receives datagrams per address; every query runs on a virtual
 * thread of its own, because it may have to be forwarded.
 */
public final class DnsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
  private static final int LARGEST = 65_535;
  private static final int CONCURRENT_QUERIES = 10_000;
  private static final int CONCURRENT_CONNECTIONS = 1_000;
  private static final int IDLE_MILLIS = 10_000;
  private static final int BIND_ATTEMPTS = 20;

  private final QueryHandler handler;
  private final List<AutoCloseable> listeners = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Semaphore queries = new Semaphore(CONCURRENT_QUERIES);
  private final Semaphore clients = new Semaphore(CONCURRENT_CONNECTIONS);
  private int port;
  private volatile boolean closed;

  private DnsServer(QueryHandler handler) {
    this.handler = handler;
  }

  /**
   * Opens UDP and TCP on the same port of every address; all have the same port when the first's is
   * 0.
   *
   * @throws IOException naming the address that is taken
   */
  public static DnsServer start(List<InetSocketAddress> addresses, QueryHandler handler)
      throws IOException {
    var server = new DnsServer(handler);
    try {
      for (var address : addresses) {
        server.listen(address);
      }
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  private void listen(InetSocketAddress wanted) throws IOException {
    var any = wanted.getPort() == 0 && port == 0;
    IOException last = new IOException("cannot listen on " + wanted);
    for (var attempt = 0; attempt < (any ? BIND_ATTEMPTS : 1); attempt++) {
      var tcp = new ServerSocket();
      try {
        tcp.setReuseAddress(true);
        tcp.bind(
            new InetSocketAddress(
                wanted.getAddress(), wanted.getPort() == 0 ? port : wanted.getPort()),
            512);
        var udp =
            new DatagramSocket(new InetSocketAddress(wanted.getAddress(), tcp.getLocalPort()));
        udp.setReceiveBufferSize(1 << 20);
        listeners.add(tcp);
        listeners.add(udp);
        port = tcp.getLocalPort();
        Thread.ofPlatform()
            .name("dns-udp-" + wanted.getHostString())
            .daemon()
            .start(() -> receive(udp));
        Thread.ofVirtual().name("dns-tcp-" + wanted.getHostString()).start(() -> accept(tcp));
        return;
      } catch (IOException e) {
        tcp.close(); // the UDP half of a port chosen by TCP may be taken: choose again
        last = new IOException("cannot listen on " + wanted + ": " + e.getMessage(), e);
      }
    }
    throw last;
  }

  private void receive(DatagramSocket socket) {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!closed) {
      try {
        packet.setLength(LARGEST);
        socket.receive(packet);
        if (!queries.tryAcquire()) {
          continue; // overloaded: the client asks again
        }
        var query = Arrays.copyOf(packet.getData(), packet.getLength());
        var client = packet.getSocketAddress();
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (var answer : handler.handle(query, false).stream().toList()) {
                      socket.send(new DatagramPacket(answer, answer.length, client));
                    }
                  } catch (IOException e) {
                    LOG.debug("answer to {}: {}", client, e.toString());
                  } catch (RuntimeException e) {
                    LOG.error("query from {} failed", client, e);
                  } finally {
                    queries.release();
                  }
                });
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("receiving: {}", e.toString());
        }
      }
    }
  }

  private void accept(ServerSocket server) {
    while (!closed) {
      try {
        var client = server.accept();
        if (clients.tryAcquire()) {
          Thread.ofVirtual().start(() -> converse(client));
        } else {
          client.close();
        }
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("accepting: {}", e.toString());
        }
      }
    }
  }

  private void converse(Socket client) {
    connections.add(client);
    try (client) {
      client.setSoTimeout(IDLE_MILLIS);
      client.setTcpNoDelay(true);
      var input = new DataInputStream(client.getInputStream());
      while (!closed) {
        var query = new byte[input.readUnsignedShort()];
        input.readFully(query);
        for (var answer : handler.handle(query, true).stream().toList()) {
          client.getOutputStream().write(Resolvers.framed(answer));
        }
      }
    } catch (EOFException e) {
      LOG.trace("{} is done", client);
    } catch (IOException e) {
      LOG.debug("{}: {}", client, e.toString());
    } catch (RuntimeException e) {
      LOG.error("query from {} failed", client, e);
    } finally {
      connections.remove(client);
      clients.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    var all = new ArrayList<>(listeners);
    all.addAll(connections);
    for (var open : all) {
      try {
        open.close();
      } catch (Exception e) {
        LOG.debug("closing: {}", e.toString());
      }
    }
  }
}
