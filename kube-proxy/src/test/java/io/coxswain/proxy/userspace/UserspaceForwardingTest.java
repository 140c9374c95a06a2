package io.coxswain.proxy.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.proxy.route.Backend;
import io.coxswain.proxy.route.ServicePortName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets on the loopback address. */
class UserspaceForwardingTest {
  private static final ServicePortName WEB = new ServicePortName("default", "web", "tcp", "");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final UserspaceForwarding forwarding =
      new UserspaceForwarding((InstantSource) () -> now, new Random(7));

  @AfterEach
  void close() {
    forwarding.close();
  }

  @Test
  void aConnectionIsForwardedInBothDirectionsUntilEachSideIsDone() throws IOException {
    try (var server = shouter("!")) {
      var listener = listener("tcp");
      assertThat(forwarding.apply(Map.of(listener, target(0, server.getLocalPort())))).isTrue();
      assertThat(ask(listener, "hello")).isEqualTo("HELLO!");
    }
  }

  @Test
  void anEndpointThatRefusesIsSkipped() throws IOException {
    try (var server = shouter("!")) {
      var listener = listener("tcp");
      var dead = freePort();
      forwarding.apply(Map.of(listener, target(0, dead, server.getLocalPort())));
      for (var i = 0; i < 5; i++) {
        assertThat(ask(listener, "x")).isEqualTo("X!");
      }
    }
  }

  @Test
  void affinityHoldsUntilItsTimeIsUp() throws IOException {
    try (var one = shouter("1");
        var two = shouter("2")) {
      var listener = listener("tcp");
      forwarding.apply(Map.of(listener, target(60, one.getLocalPort(), two.getLocalPort())));
      var first = ask(listener, "x");
      for (var i = 0; i < 10; i++) {
        assertThat(ask(listener, "x")).isEqualTo(first);
      }
      var later = new java.util.HashSet<String>();
      for (var i = 0; i < 20; i++) {
        now = now.plusSeconds(61);
        later.add(ask(listener, "x"));
      }
      assertThat(later).hasSize(2);
    }
  }

  @Test
  void aListenerThatIsNoLongerWantedIsClosedAndATakenPortIsReported() throws IOException {
    try (var server = shouter("!")) {
      var listener = listener("tcp");
      forwarding.apply(Map.of(listener, target(0, server.getLocalPort())));
      forwarding.apply(Map.of());
      assertThatThrownBy(() -> ask(listener, "x")).isInstanceOf(ConnectException.class);
      var taken = new Listener("tcp", "127.0.0.1", server.getLocalPort());
      assertThat(forwarding.apply(Map.of(taken, target(0, 1)))).isFalse();
    }
  }

  @Test
  void datagramsGoThereAndBackAndFollowAChangeOfEndpoints() throws IOException {
    try (var one = echo("1");
        var two = echo("2");
        var client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      client.setSoTimeout(5_000);
      var listener = listener("udp");
      forwarding.apply(Map.of(listener, target(0, one.getLocalPort())));
      assertThat(ask(client, listener)).isEqualTo("hello1");
      forwarding.apply(Map.of(listener, target(0, two.getLocalPort())));
      assertThat(ask(client, listener)).isEqualTo("hello2");
    }
  }

  private static Target target(int affinitySeconds, int... ports) {
    var backends =
        java.util.Arrays.stream(ports).mapToObj(p -> new Backend("127.0.0.1", p, true)).toList();
    return new Target(WEB, backends, affinitySeconds);
  }

  private static Listener listener(String protocol) throws IOException {
    return new Listener(protocol, "127.0.0.1", freePort());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A server that reads everything, then answers it in upper case with a suffix. */
  private static ServerSocket shouter(String suffix) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (var socket = server.accept()) {
                  var text =
                      new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                  socket
                      .getOutputStream()
                      .write(
                          (text.toUpperCase(java.util.Locale.ROOT) + suffix)
                              .getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // the test closed the server, or the client went away
                }
              }
            });
    return server;
  }

  private static DatagramSocket echo(String suffix) throws IOException {
    var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              var packet = new DatagramPacket(new byte[512], 512);
              while (!server.isClosed()) {
                try {
                  server.receive(packet);
                  var text =
                      new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)
                          + suffix;
                  server.send(
                      new DatagramPacket(
                          text.getBytes(StandardCharsets.UTF_8),
                          text.length(),
                          packet.getSocketAddress()));
                  packet.setLength(512);
                } catch (IOException e) {
                  // the test closed the server
                }
              }
            });
    return server;
  }

  private static String ask(Listener listener, String question) throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout(5_000);
      socket.connect(new InetSocketAddress(listener.address(), listener.port()));
      socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String ask(DatagramSocket client, Listener listener) throws IOException {
    client.send(
        new DatagramPacket(
            "hello".getBytes(StandardCharsets.UTF_8),
            5,
            new InetSocketAddress(listener.address(), listener.port())));
    var packet = new DatagramPacket(new byte[512], 512);
    client.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }
}
