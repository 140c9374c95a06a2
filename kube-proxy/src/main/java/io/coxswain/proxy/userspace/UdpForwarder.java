package io.coxswain.proxy.userspace;

import io.coxswain.proxy.route.Backend;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards datagrams. Each client (address and port) has a socket of its own towards its endpoint,
 * so that answers find the way back; it is closed when nothing came back for a minute.
 */
final class UdpForwarder implements Forwarder {
  private static final Logger LOG = LoggerFactory.getLogger(UdpForwarder.class);
  private static final int IDLE_MILLIS = 60_000;
  private static final int LARGEST = 65_535;

  private record Session(Backend backend, DatagramSocket socket) {}

  private final DatagramSocket server;
  private final Balancer balancer;
  private final Map<SocketAddress, Session> sessions = new ConcurrentHashMap<>();

  private UdpForwarder(DatagramSocket server, Balancer balancer) {
    this.server = server;
    this.balancer = balancer;
  }

  static UdpForwarder open(Listener listener, Balancer balancer) throws IOException {
    var forwarder = new UdpForwarder(new DatagramSocket(listener.socketAddress()), balancer);
    Thread.ofVirtual().name("forward " + listener).start(forwarder::receiveForever);
    return forwarder;
  }

  @Override
  public void retarget(Target target) {
    balancer.retarget(target);
    sessions.forEach(
        (client, session) -> {
          if (!balancer.contains(session.backend())) {
            end(client, session); // the client's next datagram goes to a living endpoint
          }
        });
  }

  private void receiveForever() {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!server.isClosed()) {
      try {
        packet.setLength(LARGEST);
        server.receive(packet);
        var session = session((InetSocketAddress) packet.getSocketAddress());
        if (session != null) {
          session
              .socket()
              .send(
                  new DatagramPacket(
                      packet.getData(),
                      packet.getLength(),
                      session.socket().getRemoteSocketAddress()));
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.debug("datagram on {}: {}", server.getLocalSocketAddress(), e.toString());
        }
      }
    }
  }

  private @org.jspecify.annotations.Nullable Session session(InetSocketAddress client)
      throws IOException {
    var present = sessions.get(client);
    if (present != null) {
      return present;
    }
    var order = balancer.order(client.getAddress());
    if (order.isEmpty()) {
      return null;
    }
    var backend = order.getFirst();
    var socket = new DatagramSocket();
    socket.connect(new InetSocketAddress(backend.address(), backend.port()));
    socket.setSoTimeout(IDLE_MILLIS);
    balancer.served(client.getAddress(), backend);
    var session = new Session(backend, socket);
    sessions.put(client, session);
    Thread.ofVirtual().start(() -> answer(client, session));
    return session;
  }

  private void answer(SocketAddress client, Session session) {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (!server.isClosed()) {
        packet.setLength(LARGEST);
        session.socket().receive(packet);
        server.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
      }
    } catch (SocketTimeoutException e) {
      LOG.trace("{} is idle", client);
    } catch (IOException e) {
      LOG.debug("answers to {}: {}", client, e.toString());
    } finally {
      end(client, session);
    }
  }

  private void end(SocketAddress client, Session session) {
    sessions.remove(client, session);
    session.socket().close();
  }

  @Override
  public void close() {
    server.close();
    sessions.forEach(this::end);
  }
}
