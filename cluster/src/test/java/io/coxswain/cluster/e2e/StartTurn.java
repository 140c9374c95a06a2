package io.coxswain.cluster.e2e;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Test classes run beside each other, and a cluster of Compose, which chooses its addresses inside
 * a container, does not see what a starting one on the host has chosen: one starts at a time.
 */
final class StartTurn implements AutoCloseable {
  private final FileChannel file;

  private StartTurn(FileChannel file) {
    this.file = file;
  }

  /** Waits until no other test process starts a cluster. */
  static StartTurn take() throws IOException {
    var path = Path.of(System.getProperty("java.io.tmpdir"), "coxswain-test-start.lock");
    var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.lock();
    return new StartTurn(file);
  }

  @Override
  public void close() throws IOException {
    file.close(); // gives the lock back
  }
}
