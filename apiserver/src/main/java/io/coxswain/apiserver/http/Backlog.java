package io.coxswain.apiserver.http;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * What the streams of one HTTP/2 connection have written and its client has not taken. Each stream
 * has windows of its own, so without this a client that opens none of them would have the server
 * keep an answer for every stream. Where there is no room, streams wait in turn. Its event loop
 * owns it.
 */
final class Backlog {
  private final AnswerMemory memory;
  private final Executor loop;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private long held;
  private long taken;
  private boolean resuming;

  /**
   * Empty.
   *
   * @param loop the connection's
   */
  Backlog(AnswerMemory memory, Executor loop) {
    this.memory = memory;
    this.loop = loop;
  }

  boolean hasRoom() {
    return held < memory.share();
  }

  /** Runs something once when there is room again: there is none, so bytes will leave. */
  void whenRoom(Runnable action) {
    waiting.add(action);
  }

  /** So many bytes are written and have not left. */
  void add(int bytes) {
    held += bytes;
    memory.add(bytes);
  }

  /**
   * So many bytes do not wait any more.
   *
   * @param sent whether the client takes them, rather than that they are given up
   */
  void remove(int bytes, boolean sent) {
    held -= bytes;
    memory.add(-bytes);
    taken += sent ? bytes : 0;
    if (!waiting.isEmpty() && !resuming && hasRoom()) {
      resuming = true;
      loop.execute(this::resume); // not amid the write of another stream
    }
  }

  /** Lets those go on who wait, as far as there is room. */
  private void resume() {
    resuming = false;
    while (hasRoom()) {
      var next = waiting.poll();
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  /** Bytes held now. */
  long held() {
    return held;
  }

  /** Bytes the client has taken until now, of those that had to wait. */
  long taken() {
    return taken;
  }
}
