package io.coxswain.kubelet.server.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Base64;

/**
 * {@code channel.k8s.io} and its versions 4 and 5: each message begins with the number of its
 * stream. Before version 4 only a failure is told, as text; version 5 adds a message that closes a
 * stream, without which input has no end. With {@code base64} in the name messages are text: the
 * number as a digit, then Base64.
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
  private final String protocol;
  private final boolean letters;

  WebSocketCommandChannel(Duplex duplex, String protocol, CommandFlags flags) {
    this.connection = new WebSocketConnection(duplex);
    this.protocol = protocol;
    this.letters = protocol.equals(Negotiation.V4_BASE64) || protocol.equals(Negotiation.V1_BASE64);
    if (!flags.stdin()) {
      stdin.close();
    }
  }

  @Override
  public void read() throws IOException {
    try {
      for (var message = connection.receive(); message != null; message = connection.receive()) {
        if (message.length > 0) {
          var rest = Arrays.copyOfRange(message, 1, message.length);
          if (letters) {
            dispatch((byte) (message[0] - '0'), decoded(rest));
          } else {
            dispatch(message[0], rest);
          }
        }
      }
    } finally {
      stdin.end();
      resizes.end();
    }
  }

  private static byte[] decoded(byte[] letters) throws ProtocolException {
    try {
      return Base64.getDecoder().decode(letters);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("a message that is not Base64: " + e.getMessage());
    }
  }

  private void dispatch(byte channel, byte[] payload) throws IOException {
    switch (channel) {
      case STDIN -> stdin.add(payload);
      case RESIZE -> resizes.add(payload);
      case CLOSE -> {
        if (protocol.equals(Negotiation.V5) && payload.length == 1 && payload[0] == STDIN) {
          stdin.end();
        }
      }
      default -> {} // clients may not write to the others; upstream drops it, too
    }
  }

  /** The streams are there from the start; an empty message tells the client so. */
  @Override
  public void awaitStreams() throws IOException {
    messages(STDOUT).write(new byte[0]);
  }

  @Override
  public InputStream stdin() {
    return stdin;
  }

  @Override
  public OutputStream stdout() {
    return messages(STDOUT);
  }

  @Override
  public OutputStream stderr() {
    return messages(STDERR);
  }

  private OutputStream messages(byte channel) {
    return letters ? connection.letters(channel) : connection.messages(channel);
  }

  @Override
  public InputStream resizes() {
    return resizes;
  }

  @Override
  public void finish(byte[] status) throws IOException {
    var old = protocol.equals(Negotiation.V1) || protocol.equals(Negotiation.V1_BASE64);
    var told = old ? CommandStatus.failure(status) : status;
    if (told.length > 0) {
      messages(ERROR).write(told);
    }
    connection.close(WebSocketConnection.NORMAL, "");
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
