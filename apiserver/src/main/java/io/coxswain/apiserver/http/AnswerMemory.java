package io.coxswain.apiserver.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What answers that HTTP/2 clients do not take may hold of the server's memory together. A
 * connection may hold an eighth of what is left, so that those who hold much leave room for those
 * who come later (dynamic thresholds of Choudhury and Hahne, 1998), and always as much as one of
 * HTTP/1.1 may. For any thread.
 */
final class AnswerMemory {
  /** Bytes that any connection may hold, as an HTTP/1.1 connection's write buffer. */
  static final long LEAST = 256 << 10;

  /** Bytes that no connection needs to exceed: that is 320 Mbit/s over 100 ms. */
  static final long MOST = 4 << 20;

  private static final int PART = 8;
  private static final long SMALLEST = 16L << 20;

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  AnswerMemory(long limit) {
    this.limit = limit;
  }

  /** A part of what this JVM may take outside its heap, which is as much as its heap. */
  static AnswerMemory ofJvm() {
    return new AnswerMemory(Math.max(SMALLEST, Runtime.getRuntime().maxMemory() / PART));
  }

  void add(long bytes) {
    held.addAndGet(bytes);
  }

  /** Bytes held by all connections. */
  long held() {
    return held.get();
  }

  /** Up to how many bytes a connection may hold now. */
  long share() {
    return Math.clamp((limit - held.get()) / PART, LEAST, MOST);
  }
}
