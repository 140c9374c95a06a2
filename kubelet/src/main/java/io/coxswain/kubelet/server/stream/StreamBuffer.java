package io.coxswain.kubelet.server.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has arrived for one stream and was not read yet. It holds a bounded amount: the connection's
 * reader then waits, which is all the flow control that upstream's SPDY library knows.
 */
final class StreamBuffer extends InputStream {
  private static final int CAPACITY = 256 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
  private int size;
  private boolean ended;
  private boolean abandoned;

  /** Adds what arrived; waits for room. What comes after the reader has gone is dropped. */
  void add(byte[] bytes) throws IOException {
    lock.lock();
    try {
      while (size > CAPACITY && !abandoned && !ended) {
        changed.await();
      }
      if (!abandoned && !ended && bytes.length > 0) {
        chunks.add(ByteBuffer.wrap(bytes));
        size += bytes.length;
        changed.signalAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** No more will come. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    lock.lock();
    try {
      while (chunks.isEmpty() && !ended && !abandoned) {
        changed.await();
      }
      var chunk = chunks.peek();
      if (chunk == null || abandoned) {
        return -1;
      }
      var count = Math.min(length, chunk.remaining());
      chunk.get(target, offset, count);
      if (!chunk.hasRemaining()) {
        chunks.remove();
      }
      size -= count;
      changed.signalAll();
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      abandoned = true;
      chunks.clear();
      size = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
