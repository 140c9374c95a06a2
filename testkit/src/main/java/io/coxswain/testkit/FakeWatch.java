package io.coxswain.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** The body of one watch: frames are put in by the store and read by the client. */
final class FakeWatch extends InputStream {
  private static final byte[] END = new byte[0];

  private final FakeStore store;
  private final Predicate<FakeStore.Key> inScope;
  private final Predicate<ObjectNode> selected;
  private final LinkedBlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private byte[] current = new byte[0];
  private int position;
  private volatile boolean broken;

  FakeWatch(FakeStore store, Predicate<FakeStore.Key> inScope, Predicate<ObjectNode> selected) {
    this.store = store;
    this.inScope = inScope;
    this.selected = selected;
  }

  /** Called in revision order; an object that leaves the selection is DELETED for this watch. */
  void offer(FakeStore.Entry entry) {
    if (!inScope.test(entry.key())) {
      return;
    }
    var was = !entry.type().equals("ADDED") && selected.test(entry.before());
    var is = !entry.type().equals("DELETED") && selected.test(entry.object());
    if (is) {
      frame(was ? "MODIFIED" : "ADDED", entry.object());
    } else if (was) {
      frame("DELETED", entry.object());
    }
  }

  private void frame(String type, ObjectNode object) {
    var text = "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    frames.add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As when the server dies. */
  void breakOff() {
    broken = true;
    frames.add(END);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      while (position == current.length) {
        current = frames.take();
        position = 0;
        if (current.length == 0) {
          frames.add(END);
          if (broken) {
            throw new IOException("connection reset");
          }
          return -1;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    var count = Math.min(length, current.length - position);
    System.arraycopy(current, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() {
    store.unwatch(this);
    frames.add(END);
  }
}
