package io.coxswain.kubectl.stream;

import io.coxswain.client.transport.Upgrade;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The client's end of a WebSocket (RFC 6455). One thread reads; any thread may write. */
final class WebSocket implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LONGEST_MESSAGE = 64 << 20;

  private final Upgrade.RawConnection connection;
  private final DataInputStream in;
  private final OutputStream out;
  private final SecureRandom random = new SecureRandom();

  WebSocket(Upgrade.RawConnection connection) {
    this.connection = connection;
    this.in = new DataInputStream(connection.input());
    this.out = connection.output();
  }

  /** The next message; null when the server closed. */
  byte @Nullable [] read() throws IOException {
    var message = new ByteArrayOutputStream();
    while (true) {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      var payload = new byte[length(in.readUnsignedByte() & 0x7F)];
      in.readFully(payload);
      switch (first & 0x0F) {
        case CLOSE -> {
          return null;
        }
        case PING -> write(PONG, payload);
        case PONG -> {}
        case 0, TEXT, BINARY -> {
          message.writeBytes(payload);
          if ((first & 0x80) != 0) {
            return message.toByteArray();
          }
        }
        default -> throw new IOException("unknown WebSocket frame " + (first & 0x0F));
      }
    }
  }

  private int length(int first) throws IOException {
    var length =
        switch (first) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> first;
        };
    if (length < 0 || length > LONGEST_MESSAGE) {
      throw new EOFException("WebSocket frame of " + length + " bytes");
    }
    return (int) length;
  }

  void write(byte[] message) throws IOException {
    write(BINARY, message);
  }

  private synchronized void write(int opcode, byte[] payload) throws IOException {
    var mask = new byte[4];
    random.nextBytes(mask);
    var frame = ByteBuffer.allocate(14 + payload.length);
    frame.put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(mask);
    for (var i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    out.write(frame.array(), 0, frame.position());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
