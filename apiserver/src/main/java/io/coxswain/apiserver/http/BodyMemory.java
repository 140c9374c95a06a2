package io.coxswain.apiserver.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the bodies of all requests may take of the heap together, from their first bytes until they
 * are answered: flow control does not see a request before its body is whole, and lets it wait with
 * it. Large bodies of those who have not said who they are share a small part. For any thread.
 */
final class BodyMemory {
  /** Bodies up to this size may be anybody's. */
  static final int SMALL = 16 * 1024;

  private static final int PART = 8;
  private static final long LEAST = 16L << 20;

  private final long most;
  private final long mostOfStrangers;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong takenByStrangers = new AtomicLong();

  BodyMemory(long most) {
    this.most = most;
    mostOfStrangers = most / PART;
  }

  /** A part of this JVM's heap. */
  static BodyMemory ofHeap() {
    return new BodyMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART));
  }

  boolean take(int bytes, boolean byStranger) {
    if (!add(taken, bytes, most)) {
      return false;
    }
    if (byStranger && !add(takenByStrangers, bytes, mostOfStrangers)) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  private static boolean add(AtomicLong sum, int bytes, long most) {
    if (sum.addAndGet(bytes) <= most) {
      return true;
    }
    sum.addAndGet(-bytes);
    return false;
  }

  /**
   * Gives back.
   *
   * @param bytes in all
   * @param byStrangers those of them that were taken by strangers
   */
  void give(int bytes, int byStrangers) {
    taken.addAndGet(-bytes);
    takenByStrangers.addAndGet(-byStrangers);
  }

  long taken() {
    return taken.get();
  }
}
