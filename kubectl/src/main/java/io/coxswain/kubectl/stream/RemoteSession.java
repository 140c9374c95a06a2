package io.coxswain.kubectl.stream;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.JsonReader;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command in a container, or its main process, over WebSocket ({@code v5.channel.k8s.io},
 * KEP-4006): the first byte of each message is its channel. The calling thread copies output; a
 * daemon thread copies standard input.
 */
public final class RemoteSession {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;

  private final Session session;
  private final Streams streams;

  public RemoteSession(Session session, Streams streams) {
    this.session = session;
    this.streams = streams;
  }

  /** Runs {@code exec} or {@code attach} to its end and returns the command's exit code. */
  public int run(Located pod, String subresource, String container, List<String> command) {
    var query = Query.of();
    command.forEach(word -> query.withEmpty("command", word));
    query.with("container", container);
    query.with("stdin", flag(streams.in() != null)).with("stdout", true);
    query.with("stderr", flag(streams.err() != null)).with("tty", flag(streams.tty()));
    var path = pod.path() + "/" + subresource + query;
    var switched = session.api().upgrade("GET", path, handshake("v5.channel.k8s.io"));
    var local = streams.tty() ? LocalTerminal.raw() : LocalTerminal.untouched();
    try (local;
        var socket = new WebSocket(switched.connection())) {
      if (streams.tty()) {
        sendSize(socket, local);
      }
      var in = streams.in();
      if (in != null) {
        Thread.ofPlatform().daemon().name("stdin").start(() -> copyInput(in, socket));
      }
      return copyOutput(socket);
    } catch (IOException e) {
      throw KubectlException.error("error reading from the connection: " + e.getMessage());
    }
  }

  private static @Nullable Boolean flag(boolean value) {
    return value ? Boolean.TRUE : null;
  }

  static Map<String, String> handshake(String protocol) {
    var key = new byte[16];
    new SecureRandom().nextBytes(key);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Connection", "Upgrade");
    headers.put("Upgrade", "websocket");
    headers.put("Sec-WebSocket-Version", "13");
    headers.put("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
    headers.put("Sec-WebSocket-Protocol", protocol);
    return headers;
  }

  private static void sendSize(WebSocket socket, LocalTerminal local) throws IOException {
    var size = local.size();
    if (size != null) {
      var text = "{\"Width\":" + size.columns() + ",\"Height\":" + size.rows() + "}";
      socket.write(message(RESIZE, text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static byte[] message(int channel, byte[] payload) {
    var message = new byte[payload.length + 1];
    message[0] = (byte) channel;
    System.arraycopy(payload, 0, message, 1, payload.length);
    return message;
  }

  private static void copyInput(InputStream in, WebSocket socket) {
    var buffer = new byte[32 * 1024];
    try {
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        socket.write(message(STDIN, Arrays.copyOf(buffer, count)));
      }
      socket.write(new byte[] {(byte) CLOSE, STDIN});
    } catch (IOException e) {
      // The session ended while we were reading: the reading thread reports how.
      return;
    }
  }

  private int copyOutput(WebSocket socket) throws IOException {
    for (var message = socket.read(); message != null; message = socket.read()) {
      if (message.length == 0) {
        continue;
      }
      switch (message[0] & 0xFF) {
        case STDOUT -> write(streams.out(), message);
        case STDERR -> write(streams.err(), message);
        case ERROR -> {
          return exitCode(new String(message, 1, message.length - 1, StandardCharsets.UTF_8));
        }
        default -> {}
      }
    }
    return 0;
  }

  private static void write(@Nullable OutputStream out, byte[] message) throws IOException {
    if (out != null) {
      out.write(message, 1, message.length - 1);
      out.flush();
    }
  }

  /** The end of a command, as a Status: success, or a failure with the exit code as a cause. */
  private static int exitCode(String text) {
    var status = JsonReader.read(text);
    if (Trees.text(status, "status").equals("Success")) {
      return 0;
    }
    if (Trees.text(status, "reason").equals("NonZeroExitCode")) {
      for (var cause : Trees.items(status, "details", "causes")) {
        if (Trees.text(cause, "reason").equals("ExitCode")) {
          var code = Integer.parseInt(Trees.text(cause, "message"));
          throw new KubectlException("command terminated with exit code " + code, code);
        }
      }
    }
    var message = Trees.text(status, "message");
    throw KubectlException.error(
        message.isEmpty() ? "the command failed: " + JsonWriter.compact(status) : message);
  }
}
