package io.coxswain.kubectl.stream;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.JsonReader;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final boolean stdin;
  private final boolean stdout;
  private final boolean stderr;
  private final boolean tty;

  public RemoteSession(
      Session session, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
    this.session = session;
    this.stdin = stdin;
    this.stdout = stdout;
    this.stderr = stderr;
    this.tty = tty;
  }

  /** Runs {@code exec} or {@code attach} to its end and returns the command's exit code. */
  public int run(Located pod, String subresource, String container, List<String> command) {
    var query = Query.of();
    command.forEach(word -> query.withEmpty("command", word));
    query.with("container", container);
    for (var stream :
        Map.of("stdin", stdin, "stdout", stdout, "stderr", stderr, "tty", tty).entrySet()) {
      if (stream.getValue()) {
        query.with(stream.getKey(), true);
      }
    }
    var path = pod.path() + "/" + subresource + query;
    var switched = session.api().upgrade("GET", path, handshake("v5.channel.k8s.io"));
    var local = tty ? LocalTerminal.raw() : LocalTerminal.untouched();
    try (local;
        var socket = new WebSocket(switched.connection())) {
      if (tty) {
        sendSize(socket, local);
      }
      if (stdin) {
        Thread.ofPlatform().daemon().name("stdin").start(() -> copyInput(socket));
      }
      return copyOutput(socket);
    } catch (IOException e) {
      throw KubectlException.error("error reading from the connection: " + e.getMessage());
    }
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

  private void copyInput(WebSocket socket) {
    var buffer = new byte[32 * 1024];
    try {
      for (var count = session.terminal().in().read(buffer);
          count >= 0;
          count = session.terminal().in().read(buffer)) {
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
        case STDOUT -> write(session.out(), message);
        case STDERR -> write(session.err(), message);
        case ERROR -> {
          return exitCode(new String(message, 1, message.length - 1, StandardCharsets.UTF_8));
        }
        default -> {}
      }
    }
    return 0;
  }

  private static void write(PrintStream out, byte[] message) {
    out.write(message, 1, message.length - 1);
    out.flush();
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
