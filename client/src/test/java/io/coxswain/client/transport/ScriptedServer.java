package io.coxswain.client.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that reads requests without a body and answers with the bytes a test gives it, one entry
 * per request. For {@link #HANG_UP} it closes the connection instead of answering, after {@link
 * #CUT} at an answer's end it closes it then.
 */
final class ScriptedServer implements AutoCloseable {
  static final String HANG_UP = "";
  static final String CUT = "\0";

  private final ServerSocket listener;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  final BlockingQueue<String> requestLines = new LinkedBlockingQueue<>();
  final AtomicInteger connections = new AtomicInteger();

  ScriptedServer(String... answers) throws IOException {
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.answers.addAll(List.of(answers));
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        requestLines.add(line);
        while (!reader.readLine().isEmpty()) {
          // headers are of no interest
        }
        var answer = answers.poll();
        if (answer == null || answer.equals(HANG_UP)) {
          return;
        }
        var bytes = answer.replace(CUT, "").getBytes(StandardCharsets.ISO_8859_1);
        socket.getOutputStream().write(bytes);
        if (answer.endsWith(CUT)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
