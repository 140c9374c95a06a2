package io.coxswain.kubelet.runtime.docker;

import io.coxswain.api.Json;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ContainerRuntimeException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A connection to the engine that was upgraded to raw bytes. The answer's head is read before
 * anything is written, or the engine may lose the first input.
 */
final class HijackedConnection implements AutoCloseable {
  private static final int HEAD_LIMIT = 64 * 1024;

  private final SocketChannel channel;

  private HijackedConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static HijackedConnection open(Path socket, String path, String body) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      var head =
          """
          POST %s HTTP/1.1\r
          Host: docker\r
          Connection: Upgrade\r
          Upgrade: tcp\r
          Content-Type: application/json\r
          Content-Length: %d\r
          \r
          """
              .formatted(path, bytes.length);
      var connection = new HijackedConnection(channel);
      connection.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      connection.write(ByteBuffer.wrap(bytes));
      connection.expectUpgrade();
      return connection;
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new ContainerRuntimeException(
          Kind.UNAVAILABLE, "Cannot connect to the Docker daemon: " + e.getMessage(), e);
    } catch (ContainerRuntimeException e) {
      closeQuietly(channel, e);
      throw e;
    }
  }

  private static void closeQuietly(
      @org.jspecify.annotations.Nullable SocketChannel channel, Exception because) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        because.addSuppressed(e);
      }
    }
  }

  private void expectUpgrade() throws IOException {
    var head = readHead();
    var status = head.split(" ", 3)[1];
    if (status.equals("101") || status.equals("200")) {
      return;
    }
    var rest = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(4096);
    var length = contentLength(head);
    while (rest.size() < length && channel.read(buffer) >= 0) {
      rest.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    var text = rest.toString(StandardCharsets.UTF_8);
    var message = text.startsWith("{") ? Json.tree(text).path("message").asString(text) : text;
    throw new ContainerRuntimeException(kind(status), message.strip());
  }

  private static Kind kind(String status) {
    return switch (status) {
      case "404" -> Kind.NOT_FOUND;
      case "409" -> Kind.CONFLICT;
      case "400" -> Kind.INVALID;
      default -> Kind.UNAVAILABLE;
    };
  }

  private static int contentLength(String head) {
    for (var line : head.split("\r\n")) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        return Integer.parseInt(line.substring(15).trim());
      }
    }
    return 0;
  }

  /** Reads single bytes, so that nothing after the head is taken. */
  private String readHead() throws IOException {
    var head = new ByteArrayOutputStream();
    var one = ByteBuffer.allocate(1);
    while (head.size() < HEAD_LIMIT) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new IOException("the engine closed the connection");
      }
      head.write(one.get(0));
      if (one.get(0) == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.US_ASCII);
      }
    }
    throw new IOException("the engine's answer has no end");
  }

  int read(ByteBuffer buffer) throws IOException {
    return channel.read(buffer);
  }

  void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Tells the other side that no more input comes. */
  void endInput() throws IOException {
    if (channel.isOpen()) {
      channel.shutdownOutput();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
