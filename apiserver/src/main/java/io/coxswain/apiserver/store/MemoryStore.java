package io.coxswain.apiserver.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A store that forgets everything when its process ends: for tests and throw-away clusters. */
public final class MemoryStore implements Store {
  /** One version of a key; a null value is a deletion. */
  private record Version(long revision, long createRevision, byte @Nullable [] value) {}

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final TreeMap<String, List<Version>> versions = new TreeMap<>(); // guarded by lock
  private final TreeMap<Long, Change> history = new TreeMap<>(); // guarded by lock
  private final ChangeFeeds feeds;
  private volatile long revision = 1;
  private long compactRevision; // guarded by lock

  public MemoryStore() {
    feeds = new ChangeFeeds(this::changesBetween, revision);
  }

  @Override
  public @Nullable Stored get(String key) {
    lock.readLock().lock();
    try {
      return at(key, versions.get(key), Long.MAX_VALUE);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Page range(String prefix, @Nullable String after, int limit, long atRevision) {
    lock.readLock().lock();
    try {
      var wanted = Revisions.readable(atRevision, revision, compactRevision);
      var items = new ArrayList<Stored>();
      var start = after == null ? prefix : after;
      var candidates = versions.subMap(start, after == null, Revisions.prefixEnd(prefix), false);
      var remaining = 0L;
      for (var entry : candidates.entrySet()) {
        var stored = at(entry.getKey(), entry.getValue(), wanted);
        if (stored == null) {
          continue;
        }
        if (limit > 0 && items.size() == limit) {
          remaining++;
        } else {
          items.add(stored);
        }
      }
      return new Page(items, wanted, remaining > 0, remaining);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Outcome create(String key, byte[] value) {
    return write(key, value, 0);
  }

  @Override
  public Outcome update(String key, byte[] value, long expectedRevision) {
    return write(key, value, expectedRevision);
  }

  @Override
  public Outcome delete(String key, long expectedRevision) {
    return write(key, null, expectedRevision);
  }

  private Outcome write(String key, byte @Nullable [] value, long expected) {
    lock.writeLock().lock();
    try {
      var current = at(key, versions.get(key), Long.MAX_VALUE);
      if ((current == null ? 0 : current.modRevision()) != expected) {
        return new Outcome.Conflict(current);
      }
      var next = revision + 1;
      var created = current == null ? next : current.createRevision();
      versions
          .computeIfAbsent(key, ignored -> new ArrayList<>())
          .add(new Version(next, created, value));
      var stored = value == null ? null : new Stored(key, value, created, next);
      var change = new Change(key, next, stored, current);
      history.put(next, change);
      revision = next;
      feeds.publish(List.of(change), next);
      return new Outcome.Done(next);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public long currentRevision() {
    return revision;
  }

  @Override
  public long localRevision() {
    return revision;
  }

  @Override
  public long compactRevision() {
    lock.readLock().lock();
    try {
      return compactRevision;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Watch watch(String prefix, long fromRevision, Watcher watcher) {
    return feeds.open(prefix, fromRevision, watcher);
  }

  private List<Change> changesBetween(String prefix, long after, long upTo) {
    lock.readLock().lock();
    try {
      if (after < compactRevision) {
        throw new CompactedException(compactRevision);
      }
      return history.subMap(after, false, upTo, true).values().stream()
          .filter(change -> change.key().startsWith(prefix))
          .toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void compact(long upTo) {
    lock.writeLock().lock();
    try {
      Revisions.readable(upTo, revision, compactRevision);
      compactRevision = upTo;
      history.headMap(upTo, true).clear();
      versions.values().removeIf(list -> forget(list, upTo));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Drops what no read at or after the revision can see; true when nothing is left. */
  private static boolean forget(List<Version> list, long upTo) {
    var visible = 0;
    while (visible + 1 < list.size() && list.get(visible + 1).revision <= upTo) {
      visible++;
    }
    list.subList(0, visible).clear();
    var first = list.getFirst();
    if (first.value == null && first.revision <= upTo) {
      list.removeFirst();
    }
    return list.isEmpty();
  }

  private static @Nullable Stored at(String key, @Nullable List<Version> list, long revision) {
    if (list == null) {
      return null;
    }
    for (var version : list.reversed()) {
      if (version.revision <= revision) {
        return version.value == null
            ? null
            : new Stored(key, version.value, version.createRevision, version.revision);
      }
    }
    return null;
  }

  @Override
  public void close() {
    feeds.close();
  }
}
