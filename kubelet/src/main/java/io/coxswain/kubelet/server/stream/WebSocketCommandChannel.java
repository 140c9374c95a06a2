package io.coxswain.kubelet.server.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * {@code v4.channel.k8s.io} and {@code v5.channel.k8s.io}: each message begins with the number of
 * its stream. Version 5 adds a message that closes one, without which input has no end.
 */
final class WebSocketCommandChannel implements CommandChannel {
  private static final byte STDIN = 0;
  private static final byte STDOUT = 1;
  private static final byte STDERR = 2;
  private static final byte ERROR = 3;
  private static final byte RESIZE = 4;
  private static final byte CLOSE = (byte) 255;

  private final WebSocketConnection connection;
  private final StreamBuffer stdin = new StreamBuffer();
  private final StreamBuffer resizes = new StreamBuffer();
  private final boolean closable;

  WebSocketCommandChannel(Duplex duplex, String protocol, CommandFlags flags) {
    this.connection = new WebSocketConnection(duplex);
    this.closable = protocol.equals(Negotiation.V5);
    if (!flags.stdin()) {
      stdin.close();
    }
  }

  @Override
  public void read() throws IOException {
    try {
      for (var message = connection.receive(); message != null; message = connection.receive()) {
        if (message.length > 0) {
          dispatch(message[0], Arrays.copyOfRange(message, 1, message.length));
        }
      }
    } finally {
      stdin.end();
      resizes.end();
    }
  }

  private void dispatch(byte channel, byte[] payload) throws IOException {
    switch (channel) {
      case STDIN -> stdin.add(payload);
      case RESIZE -> resizes.add(payload);
      case CLOSE -> {
        if (closable && payload.length == 1 && payload[0] == STDIN) {
          stdin.end();
        }
      }
      default -> {} // clients may not write to the others; upstream drops it, too
    }
  }

  /** The streams are there from the start; an empty message tells the client so. */
  @Override
  public void awaitStreams() throws IOException {
    connection.send(new byte[] {STDOUT}, new byte[0], 0, 0);
  }

  @Override
  public InputStream stdin() {
    return stdin;
  }

  @Override
  public OutputStream stdout() {
    return connection.messages(STDOUT);
  }

  @Override
  public OutputStream stderr() {
    return connection.messages(STDERR);
  }

  @Override
  public InputStream resizes() {
    return resizes;
  }

  @Override
  public void finish(byte[] status) throws IOException {
    connection.send(new byte[] {ERROR}, status, 0, status.length);
    connection.close(WebSocketConnection.NORMAL, "");
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
