package io.coxswain.dns.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Asks resolvers one after the other until one answers. Each question has its own socket (a random
 * source port) and ID, so that answers are hard to forge.
 */
public final class Resolvers implements Upstream {
  private static final int HEADER = 12;
  private static final int LARGEST = 65_535;
  private static final int CONCURRENT = 1_000;

  private final List<InetSocketAddress> servers;
  private final int timeoutMillis;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore capacity = new Semaphore(CONCURRENT);

  /** {@code timeout} is how long each server gets. */
  public Resolvers(List<InetSocketAddress> servers, Duration timeout) {
    this.servers = List.copyOf(servers);
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  @Override
  public Optional<byte[]> ask(byte[] query, boolean tcp) throws IOException {
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    if (!capacity.tryAcquire()) {
      throw new IOException("too many questions are being forwarded"); // what a loop would lead to
    }
    try {
      return Optional.of(askInTurn(query, tcp));
    } finally {
      capacity.release();
    }
  }

  private byte[] askInTurn(byte[] query, boolean tcp) throws IOException {
    var failures = new IOException("no resolver answered");
    for (var server : servers) {
      try {
        var ours = query.clone();
        var id = random.nextInt(0x10000);
        ours[0] = (byte) (id >> 8);
        ours[1] = (byte) id;
        var answer = tcp ? overTcp(server, ours) : overUdp(server, ours);
        answer[0] = query[0];
        answer[1] = query[1];
        return answer;
      } catch (IOException e) {
        failures.addSuppressed(e);
      }
    }
    throw failures;
  }

  private byte[] overUdp(InetSocketAddress server, byte[] query) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      var deadline = System.nanoTime() + Duration.ofMillis(timeoutMillis).toNanos();
      while (true) {
        var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new SocketTimeoutException(server + " did not answer");
        }
        socket.setSoTimeout(Math.toIntExact(left));
        packet.setLength(LARGEST);
        socket.receive(packet);
        var answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (matches(query, answer)) {
          return answer;
        }
      }
    }
  }

  private byte[] overTcp(InetSocketAddress server, byte[] query) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server, timeoutMillis);
      socket.setSoTimeout(timeoutMillis);
      socket.getOutputStream().write(framed(query));
      var input = new DataInputStream(socket.getInputStream());
      var answer = new byte[input.readUnsignedShort()];
      input.readFully(answer);
      if (!matches(query, answer)) {
        throw new IOException(server + " answered something else");
      }
      return answer;
    }
  }

  /** A message with the length that TCP wants before it. */
  static byte[] framed(byte[] message) {
    var framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }

  /** Whether it is an answer (QR) with the question's ID. */
  private static boolean matches(byte[] query, byte[] answer) {
    return answer.length >= HEADER
        && answer[0] == query[0]
        && answer[1] == query[1]
        && (answer[2] & 0x80) != 0;
  }
}
