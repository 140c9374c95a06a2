package io.coxswain.client.transport;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Moves bytes between a connected socket and a TLS engine. One thread reads, and one writes at the
 * same time; what the engine itself has to say on behalf of the reader waits for the writer's turn.
 */
final class TlsConnection implements AutoCloseable {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final InputStream socketInput;
  private final OutputStream socketOutput;
  private final InputStream input = new Input();
  private final OutputStream output = new Output();

  /** Guards {@code sealed} and the order of what is sent. */
  private final ReentrantLock writing = new ReentrantLock();

  private ByteBuffer sealed;

  /** The reader's: from the network and not opened yet, and opened and not read yet. */
  private ByteBuffer received;

  private ByteBuffer opened;

  private TlsConnection(Socket socket, SSLEngine engine) throws IOException {
    this.engine = engine;
    this.socketInput = socket.getInputStream();
    this.socketOutput = socket.getOutputStream();
    var session = engine.getSession();
    this.sealed = ByteBuffer.allocate(session.getPacketBufferSize());
    this.received = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
    this.opened = ByteBuffer.allocate(session.getApplicationBufferSize()).flip();
  }

  /**
   * Greets the server and verifies it.
   *
   * @throws SSLException where it is not to be trusted or speaks no TLS
   */
  static TlsConnection handshake(Socket socket, SSLEngine engine) throws IOException {
    var connection = new TlsConnection(socket, engine);
    try {
      engine.beginHandshake();
      connection.shakeHands();
      return connection;
    } catch (SSLException e) {
      connection.sayWhy();
      connection.close();
      throw reason(e);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Netty wraps what the trust manager said into an exception that says nothing. */
  private static SSLException reason(SSLException failure) {
    var cause = failure.getCause();
    var message = cause == null ? null : cause.getMessage();
    return message == null || !(failure instanceof SSLHandshakeException)
        ? failure
        : new SSLHandshakeException(message, failure);
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  private void shakeHands() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> send(NOTHING.duplicate());
        case NEED_TASK -> runTasks();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!open()) {
            throw new EOFException("the server closed the connection during the TLS handshake");
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  private void runTasks() {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Sends the alert that a failed handshake leaves behind, if it can be sent. */
  private void sayWhy() {
    try {
      engine.closeOutbound();
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
          && send(NOTHING.duplicate()) > 0) {
        continue;
      }
    } catch (IOException e) {
      return; // the failure itself is what the caller hears of
    }
  }

  /** Encrypts and sends some of the bytes, or what the engine has to say; how many went out. */
  private int send(ByteBuffer bytes) throws IOException {
    writing.lock();
    try {
      while (true) {
        sealed.clear();
        var result = engine.wrap(bytes, sealed);
        switch (result.getStatus()) {
          case BUFFER_OVERFLOW -> sealed = ByteBuffer.allocate(sealed.capacity() * 2);
          case BUFFER_UNDERFLOW -> throw new SSLException("the TLS engine wants more to encrypt");
          case OK, CLOSED -> {
            socketOutput.write(sealed.array(), 0, sealed.position());
            if (sealed.position() == 0 && bytes.hasRemaining()) {
              throw new IOException("the TLS connection is closed");
            }
            return sealed.position();
          }
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /** Decrypts the next record, which may hold nothing for the reader; false at the end. */
  private boolean open() throws IOException {
    while (true) {
      opened.clear();
      SSLEngineResult result;
      try {
        result = engine.unwrap(received, opened);
      } finally {
        opened.flip();
      }
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> {
          return false;
        }
        case BUFFER_OVERFLOW -> opened = ByteBuffer.allocate(opened.capacity() * 2).flip();
        case BUFFER_UNDERFLOW -> {
          if (!receive()) {
            return false;
          }
        }
      }
    }
  }

  private boolean receive() throws IOException {
    received.compact();
    if (!received.hasRemaining()) {
      received = ByteBuffer.allocate(received.capacity() * 2).put(received.flip());
    }
    try {
      var count = socketInput.read(received.array(), received.position(), received.remaining());
      if (count < 0) {
        return false;
      }
      received.position(received.position() + count);
      return true;
    } finally {
      received.flip();
    }
  }

  /** Frees what BoringSSL holds; the socket is its owner's, who closes it first. */
  @Override
  public void close() {
    if (engine instanceof ReferenceCountedOpenSslEngine natively) {
      natively.shutdown();
    }
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (!opened.hasRemaining()) {
        if (!open()) {
          return -1;
        }
        respond();
      }
      var count = Math.min(length, opened.remaining());
      opened.get(buffer, offset, count);
      return count;
    }

    /** A server may ask for new keys at any time. */
    private void respond() throws IOException {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> send(NOTHING.duplicate());
        case NEED_TASK -> runTasks();
        default -> {
          return;
        }
      }
    }

    @Override
    public int available() {
      return opened.remaining();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      var bytes = ByteBuffer.wrap(buffer, offset, length);
      writing.lock();
      try {
        while (bytes.hasRemaining()) {
          send(bytes);
        }
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void flush() throws IOException {
      socketOutput.flush();
    }
  }
}
