package io.coxswain.kubelet.runtime.docker;

import io.coxswain.kubelet.runtime.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/**
 * One exec or attach. A virtual thread reads the connection and splits the engine's frames (stream
 * number, three zeros, length in big endian) into two pipes; with a terminal there are no frames.
 */
final class DockerSession implements ExecSession {
  interface Resize {
    void to(int width, int height);
  }

  interface Exit {
    int await() throws InterruptedException;
  }

  private static final int PIPE = 64 * 1024;

  private final HijackedConnection connection;
  private final boolean tty;
  private final Resize resize;
  private final Exit exit;
  private final PipedOutputStream outWriter = new PipedOutputStream();
  private final PipedOutputStream errWriter = new PipedOutputStream();
  private final PipedInputStream out;
  private final PipedInputStream err;
  private final CountDownLatch ended = new CountDownLatch(1);

  DockerSession(HijackedConnection connection, boolean tty, Resize resize, Exit exit) {
    this.connection = connection;
    this.tty = tty;
    this.resize = resize;
    this.exit = exit;
    try {
      this.out = new PipedInputStream(outWriter, PIPE);
      this.err = new PipedInputStream(errWriter, PIPE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("docker-session").start(this::pump);
  }

  private void pump() {
    try (outWriter;
        errWriter) {
      if (tty) {
        copyRaw();
      } else {
        copyFrames();
      }
    } catch (IOException closed) {
      // either side hung up: that is this session's end
    } finally {
      ended.countDown();
    }
  }

  private void copyRaw() throws IOException {
    var buffer = ByteBuffer.allocate(32 * 1024);
    while (connection.read(buffer) >= 0) {
      outWriter.write(buffer.array(), 0, buffer.position());
      outWriter.flush();
      buffer.clear();
    }
  }

  private void copyFrames() throws IOException {
    var header = ByteBuffer.allocate(8);
    while (fill(header)) {
      var stream = header.get(0);
      var length = header.getInt(4);
      var target = stream == 2 ? errWriter : outWriter;
      while (length > 0) {
        var part = ByteBuffer.allocate(Math.min(length, 32 * 1024));
        if (!fill(part)) {
          return;
        }
        target.write(part.array());
        length -= part.capacity();
      }
      target.flush();
      header.clear();
    }
  }

  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (connection.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public OutputStream stdin() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        connection.write(ByteBuffer.wrap(bytes, offset, length));
      }

      @Override
      public void close() throws IOException {
        connection.endInput();
      }
    };
  }

  @Override
  public InputStream stdout() {
    return out;
  }

  @Override
  public InputStream stderr() {
    return err;
  }

  @Override
  public void resize(int width, int height) {
    DockerErrors.run(() -> resize.to(width, height));
  }

  @Override
  public int awaitExit() throws InterruptedException {
    ended.await();
    return exit.await();
  }

  @Override
  public void close() {
    connection.close();
  }
}
