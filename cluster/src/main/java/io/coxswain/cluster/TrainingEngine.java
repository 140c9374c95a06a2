package io.coxswain.cluster;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An engine with nothing in it, so that training loads what speaks to one on machines without. It
 * says who it is and has no networks, images or containers; one request per connection.
 */
final class TrainingEngine implements AutoCloseable {
  private static final String VERSION =
      """
      {"Version":"20.10.0","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64",\
      "KernelVersion":"6.0","GitCommit":"0","GoVersion":"go1"}""";

  private final Path socket;
  private final ServerSocketChannel listener;

  private TrainingEngine(Path socket, ServerSocketChannel listener) {
    this.socket = socket;
    this.listener = listener;
  }

  static TrainingEngine start(Path socket) throws IOException {
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    var engine = new TrainingEngine(socket, listener);
    Thread.ofPlatform().daemon().name("training-engine").start(engine::serve);
    return engine;
  }

  String endpoint() {
    return "unix://" + socket;
  }

  private void serve() {
    while (listener.isOpen()) {
      try (var connection = listener.accept()) {
        answer(connection);
      } catch (IOException e) {
        continue; // one connection less, or the end
      }
    }
  }

  private static void answer(SocketChannel connection) throws IOException {
    var request = ByteBuffer.allocate(8192);
    while (!text(request).contains("\r\n\r\n")) {
      if (connection.read(request) < 0) {
        return;
      }
    }
    var path = text(request).split(" ", 3)[1];
    var body = path.contains("/version") ? VERSION : "[]";
    var head =
        """
        HTTP/1.1 200 OK\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        """
            .formatted(body.length());
    var answer = ByteBuffer.wrap((head + body).getBytes(StandardCharsets.US_ASCII));
    while (answer.hasRemaining()) {
      connection.write(answer);
    }
  }

  private static String text(ByteBuffer read) {
    return new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
