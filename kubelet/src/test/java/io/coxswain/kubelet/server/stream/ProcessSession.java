package io.coxswain.kubelet.server.stream;

import io.coxswain.kubelet.runtime.ExecSession;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A command on this machine, in place of one in a container. */
final class ProcessSession implements ExecSession {
  static final LinkedBlockingQueue<String> SIZES = new LinkedBlockingQueue<>();
  static final LinkedBlockingQueue<ProcessSession> CLOSED = new LinkedBlockingQueue<>();

  private final Process process;
  private final AtomicLong taken = new AtomicLong();

  ProcessSession(List<String> command) {
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return new FilterInputStream(process.getInputStream()) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        var count = super.read(target, offset, length);
        taken.addAndGet(Math.max(0, count));
        return count;
      }
    };
  }

  /** Bytes of its output that somebody has read. */
  long taken() {
    return taken.get();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public void resize(int width, int height) {
    SIZES.add(width + "x" + height);
  }

  @Override
  public int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    CLOSED.add(this);
  }
}
