package io.coxswain.kubelet.server.stream;

import io.coxswain.kubelet.runtime.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** A command on this machine, in place of one in a container. */
final class ProcessSession implements ExecSession {
  static final LinkedBlockingQueue<String> SIZES = new LinkedBlockingQueue<>();
  static final LinkedBlockingQueue<ProcessSession> CLOSED = new LinkedBlockingQueue<>();

  private final Process process;

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
    return process.getInputStream();
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
