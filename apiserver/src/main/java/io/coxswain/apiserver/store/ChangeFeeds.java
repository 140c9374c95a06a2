package io.coxswain.apiserver.store;

import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.CompactedException;
import io.coxswain.apiserver.store.Store.Watch;
import io.coxswain.apiserver.store.Store.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands committed changes to the watches of a store that lives in this process. Each watch has one
 * platform thread; the writer only appends to its queue and never waits for a watcher.
 */
final class ChangeFeeds {
  /** Reads changes that were committed before a watch began. */
  interface History {
    /** Changes after one revision up to and including another, in order. */
    List<Change> between(String prefix, long after, long upTo) throws CompactedException;
  }

  private record Batch(List<Change> changes, long revision) {}

  private static final Batch END = new Batch(List.of(), -1);

  private final History history;
  private final List<Feed> feeds = new CopyOnWriteArrayList<>();
  private long published; // guarded by this

  ChangeFeeds(History history, long revision) {
    this.history = history;
    this.published = revision;
  }

  /** Called by the one writer, after the changes are durable and in order of their revisions. */
  synchronized void publish(List<Change> changes, long revision) {
    published = revision;
    var batch = new Batch(changes, revision);
    for (var feed : feeds) {
      if (feed.concerns(changes)) { // who watches little is not woken by every commit
        feed.queue.add(batch);
      }
    }
  }

  /** Begins a watch. Changes that are committed meanwhile wait in its queue behind the history. */
  Watch open(String prefix, long fromRevision, Watcher watcher) {
    Feed feed;
    synchronized (this) {
      feed = new Feed(prefix, fromRevision, published, watcher);
      feeds.add(feed);
    }
    Thread.ofPlatform().daemon().name("store-watch").start(feed::run);
    return feed::end;
  }

  void close() {
    for (var feed : feeds) {
      feed.end();
    }
  }

  private final class Feed {
    private final String prefix;
    private final long from;
    private final long upTo;
    private final Watcher watcher;
    private final LinkedBlockingQueue<Batch> queue = new LinkedBlockingQueue<>();

    private Feed(String prefix, long from, long upTo, Watcher watcher) {
      this.prefix = prefix;
      this.from = from;
      this.upTo = upTo;
      this.watcher = watcher;
    }

    private boolean concerns(List<Change> changes) {
      for (var change : changes) {
        if (change.key().startsWith(prefix)) {
          return true;
        }
      }
      return false;
    }

    private void end() {
      feeds.remove(this);
      queue.add(END);
    }

    private void run() {
      @Nullable Throwable cause = null;
      try {
        if (from < upTo) {
          watcher.changes(history.between(prefix, from, upTo), upTo);
        }
        follow();
      } catch (InterruptedException | RuntimeException e) {
        cause = e;
      } finally {
        feeds.remove(this);
      }
      watcher.ended(cause);
    }

    private void follow() throws InterruptedException {
      var batches = new ArrayList<Batch>();
      while (true) {
        batches.clear();
        batches.add(queue.take());
        queue.drainTo(batches);
        var changes = new ArrayList<Change>();
        long revision = 0;
        for (var batch : batches) {
          if (batch == END) {
            deliver(changes, revision);
            return;
          }
          revision = batch.revision;
          for (var change : batch.changes) {
            if (change.revision() > from && change.key().startsWith(prefix)) {
              changes.add(change);
            }
          }
        }
        deliver(changes, revision);
      }
    }

    private void deliver(List<Change> changes, long revision) {
      if (revision > from) {
        watcher.changes(changes, revision);
      }
    }
  }
}
