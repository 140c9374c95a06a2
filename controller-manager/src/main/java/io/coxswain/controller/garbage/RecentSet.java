package io.coxswain.controller.garbage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A set of bounded size that forgets what was used longest ago. Safe for any thread. */
final class RecentSet<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<T, Boolean> entries;

  RecentSet(int size) {
    entries = new Bounded<>(size);
  }

  private static final class Bounded<T> extends LinkedHashMap<T, Boolean> {
    private static final long serialVersionUID = 1;
    private final int size;

    Bounded(int size) {
      super(16, 0.75f, true);
      this.size = size;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
      return size() > size;
    }
  }

  /** Adds an element and tells whether it was not there. */
  boolean add(T element) {
    lock.lock();
    try {
      return entries.put(element, true) == null;
    } finally {
      lock.unlock();
    }
  }

  boolean contains(T element) {
    lock.lock();
    try {
      return entries.get(element) != null; // get, not containsKey: asking is use
    } finally {
      lock.unlock();
    }
  }
}
