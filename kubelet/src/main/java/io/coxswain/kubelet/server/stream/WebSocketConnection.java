package io.coxswain.kubelet.server.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a WebSocket (RFC 6455) after the handshake. One thread reads; any may write.
 * Pings are answered while reading.
 */
final class WebSocketConnection implements Closeable {
  static final int NORMAL = 1000;
  static final int PROTOCOL_ERROR = 1002;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LARGEST_MESSAGE = 16 << 20;

  private final Duplex duplex;
  private final DataInputStream input;
  private final Object writing = new Object();
  private boolean closeSent;

  WebSocketConnection(Duplex duplex) {
    this.duplex = duplex;
    this.input = new DataInputStream(duplex.input());
  }

  private record Frame(boolean last, int opcode, byte[] payload) {}

  /** The next text or binary message, or null when the peer is done. */
  byte @Nullable [] receive() throws IOException {
    var message = new ByteArrayOutputStream();
    while (true) {
      Frame frame;
      try {
        frame = frame();
      } catch (EOFException e) {
        return null;
      }
      switch (frame.opcode()) {
        case PING -> send(PONG, frame.payload(), 0, frame.payload().length);
        case PONG -> {} // we send no pings that it could answer
        case CLOSE -> {
          close(NORMAL, "");
          return null;
        }
        case 0, TEXT, BINARY -> {
          message.write(frame.payload());
          if (message.size() > LARGEST_MESSAGE) {
            throw new ProtocolException("message of more than " + LARGEST_MESSAGE + " bytes");
          }
          if (frame.last()) {
            return message.toByteArray();
          }
        }
        default -> throw new ProtocolException("unknown WebSocket opcode " + frame.opcode());
      }
    }
  }

  private Frame frame() throws IOException {
    var first = input.readUnsignedByte();
    var second = input.readUnsignedByte();
    if ((second & 0x80) == 0) {
      throw new ProtocolException("a client's WebSocket frame must be masked");
    }
    long length = second & 0x7f;
    if (length == 126) {
      length = input.readUnsignedShort();
    } else if (length == 127) {
      length = input.readLong();
    }
    if (length < 0 || length > LARGEST_MESSAGE) {
      throw new ProtocolException("frame of " + length + " bytes");
    }
    var mask = new byte[4];
    input.readFully(mask);
    var payload = new byte[(int) length];
    input.readFully(payload);
    for (var i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return new Frame((first & 0x80) != 0, first & 0xf, payload);
  }

  /** Sends one binary message made of a prefix and a part of an array. */
  void send(byte[] prefix, byte[] bytes, int offset, int length) throws IOException {
    var message = ByteBuffer.allocate(prefix.length + length);
    message.put(prefix).put(bytes, offset, length);
    send(BINARY, message.array(), 0, message.capacity());
  }

  private void send(int opcode, byte[] bytes, int offset, int length) throws IOException {
    var frame = ByteBuffer.allocate(length + 10);
    frame.put((byte) (0x80 | opcode));
    if (length < 126) {
      frame.put((byte) length);
    } else if (length < 0x10000) {
      frame.put((byte) 126).putShort((short) length);
    } else {
      frame.put((byte) 127).putLong(length);
    }
    frame.put(bytes, offset, length);
    synchronized (writing) {
      if (closeSent) {
        throw new IOException("the WebSocket is closed");
      }
      closeSent = opcode == CLOSE;
      duplex.output().write(frame.array(), 0, frame.position());
      duplex.output().flush();
    }
  }

  /** Says goodbye; a second call does nothing. */
  void close(int code, String reason) throws IOException {
    synchronized (writing) {
      if (closeSent) {
        return;
      }
      var text = reason.getBytes(StandardCharsets.UTF_8);
      var length = Math.min(text.length, 120); // a control frame holds 125 bytes
      var payload = ByteBuffer.allocate(2 + length).putShort((short) code).put(text, 0, length);
      send(CLOSE, payload.array(), 0, payload.capacity());
    }
  }

  /** Everything written goes out as binary messages that begin with {@code prefix}. */
  OutputStream messages(byte... prefix) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        send(prefix, bytes, offset, length);
      }
    };
  }

  /** Everything written goes out as text messages: the number as a digit, then Base64. */
  OutputStream letters(byte number) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        var piece = Arrays.copyOfRange(bytes, offset, offset + length);
        var text = (number + Base64.getEncoder().encodeToString(piece)).getBytes(US_ASCII);
        send(TEXT, text, 0, text.length);
      }
    };
  }

  /** All messages as one sequence of bytes, for a protocol that runs inside. */
  Duplex tunnel() {
    var bytes =
        new java.io.InputStream() {
          private ByteBuffer current = ByteBuffer.allocate(0);

          @Override
          public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            while (!current.hasRemaining()) {
              var next = receive();
              if (next == null) {
                return -1;
              }
              current = ByteBuffer.wrap(next);
            }
            var count = Math.min(length, current.remaining());
            current.get(target, offset, count);
            return count;
          }
        };
    return new Duplex(bytes, messages(), this);
  }

  @Override
  public void close() throws IOException {
    try {
      close(NORMAL, "");
    } finally {
      duplex.close();
    }
  }
}
