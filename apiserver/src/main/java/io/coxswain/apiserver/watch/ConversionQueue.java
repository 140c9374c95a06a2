package io.coxswain.apiserver.watch;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cache is fed whose objects a webhook converts: the store's watch thread must not wait for
 * webhooks, so a thread of this queue's own converts, all that waits in one call, and feeds the
 * cache in order. Where the webhook fails it tries again; readers are told of the failure. The
 * watch and the thread that loads put in, the queue's thread takes out, readers wait.
 */
final class ConversionQueue {
  private static final long SOON_MILLIS = 200;
  private static final long SELDOM_MILLIS = 5_000;

  /** Takes what is converted, in the order of the store. */
  interface Sink {
    void load(List<Entry> entries, long revision);

    /** The entries of the changes by the stored values they were made of. */
    void apply(List<Change> changes, Map<Stored, Entry> entries);

    /** Changes wait that can't be converted: whoever follows has to be told. */
    void failed();
  }

  private record Task(@Nullable List<Stored> load, List<Change> changes, long revision) {
    List<Stored> stored() {
      return load != null
          ? load
          : changes.stream().map(Change::current).filter(Objects::nonNull).toList();
    }
  }

  private final ResourceType type;
  private final Conversions conversions;
  private final EntryReader reader;
  private final Sink sink;
  private final AtomicInteger lagging; // of all queues of a watch cache: those that hold anything
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Deque<Task> tasks = new ArrayDeque<>(); // guarded by lock
  private boolean loaded; // guarded by lock
  private boolean running; // guarded by lock
  private boolean closed; // guarded by lock
  private boolean nudged; // guarded by lock
  private long begun; // attempts to convert; guarded by lock
  private long failed; // the last attempt that failed; guarded by lock
  private String failure = ""; // of that attempt; guarded by lock
  private volatile @Nullable String failing; // why what waits can't be applied; null while it can
  private volatile long pending; // the first revision that is not applied yet

  ConversionQueue(
      ResourceType type,
      Conversions conversions,
      EntryReader reader,
      Sink sink,
      AtomicInteger lagging) {
    this.type = type;
    this.conversions = conversions;
    this.reader = reader;
    this.sink = sink;
    this.lagging = lagging;
    lagging.incrementAndGet(); // nothing is loaded
  }

  /** Everything before this revision is applied, as far as it was put in. */
  long pending() {
    return pending;
  }

  /** Why what waits could not be converted when it was last tried; null where nothing failed. */
  @Nullable String failing() {
    return failing;
  }

  /** Replaces everything, before changes that wait. */
  void load(List<Stored> objects, long revision) {
    put(new Task(objects, List.of(), revision));
  }

  void change(List<Change> changes) {
    put(new Task(null, changes, changes.getFirst().revision()));
  }

  private void put(Task task) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (loaded && tasks.isEmpty()) {
        lagging.incrementAndGet();
      }
      if (task.load == null) {
        tasks.addLast(task);
      } else {
        tasks.addFirst(task);
        loaded = true;
      }
      remember();
      if (loaded && !running) {
        running = true;
        Thread.ofVirtual().name("conversion " + type.groupResource()).start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  private void remember() {
    var first = Long.MAX_VALUE;
    for (var task : tasks) {
      first = Math.min(first, task.load == null ? task.revision : 0);
    }
    pending = loaded ? first : 0;
  }

  private void run() {
    var wait = SOON_MILLIS;
    while (true) {
      var batch = take();
      if (batch.isEmpty()) {
        return;
      }
      try {
        var entries = convert(batch);
        failing = null; // before anybody sees what was converted
        feed(batch, entries);
        done(batch);
        wait = SOON_MILLIS;
      } catch (RuntimeException e) {
        failing = String.valueOf(e.getMessage());
        sink.failed();
        if (!retry(String.valueOf(e.getMessage()), wait)) {
          return;
        }
        wait = Math.min(2 * wait, SELDOM_MILLIS);
      }
    }
  }

  private List<Task> take() {
    lock.lock();
    try {
      if (tasks.isEmpty() || closed) {
        running = false;
        return List.of();
      }
      begun++;
      nudged = false;
      return List.copyOf(tasks);
    } finally {
      lock.unlock();
    }
  }

  private Map<Stored, Entry> convert(List<Task> batch) {
    var stored = new ArrayList<Stored>();
    var trees = new ArrayList<ObjectNode>();
    for (var task : batch) {
      for (var each : task.stored()) {
        stored.add(each);
        trees.add((ObjectNode) Json.tree(each.value()));
      }
    }
    var converted = conversions.read(type, trees);
    var entries = new IdentityHashMap<Stored, Entry>();
    for (var i = 0; i < stored.size(); i++) {
      var bytes = Json.mapper().writeValueAsBytes(converted.get(i));
      entries.put(stored.get(i), reader.read(stored.get(i), bytes));
    }
    return entries;
  }

  private void feed(List<Task> batch, Map<Stored, Entry> entries) {
    for (var task : batch) {
      if (task.load != null) {
        sink.load(task.load.stream().map(entries::get).toList(), task.revision);
      } else {
        sink.apply(task.changes, entries);
      }
    }
  }

  private void done(List<Task> batch) {
    lock.lock();
    try {
      tasks.removeIf(task -> batch.stream().anyMatch(each -> each == task));
      remember();
      if (tasks.isEmpty() && !closed) {
        lagging.decrementAndGet();
      }
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is worth trying again; false where nobody needs it any more. */
  private boolean retry(String message, long millis) {
    lock.lock();
    try {
      failure = message;
      failed = begun;
      moved.signalAll();
      var nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && !nudged && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything is applied that was put in before the call.
   *
   * @return why it can't be; null where it is
   */
  @Nullable String settle(Duration patience) {
    lock.lock();
    try {
      var last = tasks.peekLast();
      var attempt = begun;
      var nanos = patience.toNanos();
      nudged = true;
      moved.signalAll();
      while (!closed && (!loaded || last != null && tasks.contains(last))) {
        if (failed > attempt) {
          return failure;
        }
        if (nanos <= 0) {
          return failure.isEmpty() ? "conversion webhook for " + type.kind() + " is slow" : failure;
        }
        nanos = moved.awaitNanos(nanos);
        last = last == null ? tasks.peekLast() : last;
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        if (!loaded || !tasks.isEmpty()) {
          lagging.decrementAndGet();
        }
        tasks.clear();
        moved.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
