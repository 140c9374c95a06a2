package io.coxswain.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;

/** Keeps a second {@code cox} from changing the same cluster at the same time. */
final class DirectoryLock implements AutoCloseable {
  private final RandomAccessFile file;
  private final FileLock lock;

  private DirectoryLock(RandomAccessFile file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Takes the lock of a directory that exists; an error where another process has it. */
  static DirectoryLock take(ClusterDirectory directory) throws IOException {
    var file = new RandomAccessFile(directory.run().resolve("lock").toFile(), "rw");
    var lock = file.getChannel().tryLock();
    if (lock == null) {
      file.close();
      throw new CoxException(
          "another cox works on " + directory.root() + "; wait for it, or give another --data-dir");
    }
    return new DirectoryLock(file, lock);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }
}
