package io.coxswain.apiserver.store;

import io.coxswain.apiserver.store.EtcdStore.EtcdKeys;
import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.CompactedException;
import io.coxswain.apiserver.store.Store.Watcher;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One watch on etcd. Where all our keys are watched it is over all of etcd's: foreign ones are left
 * out, but their revisions are told, so that the watcher reaches every revision a read may return.
 * Others are over their prefix alone, and etcd sends them nothing else. jetcd keeps all events of a
 * revision together. After an error it would tell us and resume by itself; this watch ends with the
 * first error instead, and its watcher decides from where to go on. {@code over} and changes are
 * guarded by {@code this}, so that none follows the end; the end is told by a thread of its own,
 * since a watcher may hold a lock while it closes this, which waits for jetcd's lock.
 */
final class EtcdWatch implements Store.Watch {
  private static final ByteSequence EVERYTHING = ByteSequence.from(new byte[1]);

  private final EtcdKeys keys;
  private final String prefix;
  private final Watcher watcher;
  private final Watch.Watcher watch;
  private boolean over;

  EtcdWatch(Client client, EtcdKeys keys, String prefix, long fromRevision, Watcher watcher) {
    this.keys = keys;
    this.prefix = prefix;
    this.watcher = watcher;
    var whole = prefix.equals(StorageKeys.ROOT);
    var start = whole ? EVERYTHING : keys.encode(prefix);
    var end = whole ? EVERYTHING : keys.encode(Revisions.prefixEnd(prefix));
    var option =
        WatchOption.builder()
            .withRange(end)
            .withRevision(fromRevision + 1)
            .withPrevKV(true)
            .build();
    var listener = Watch.listener(this::received, this::failed, this::completed);
    watch = client.getWatchClient().watch(start, option, listener);
  }

  private void received(WatchResponse response) {
    var changes = new ArrayList<Change>();
    var revision = 0L;
    for (var event : response.getEvents()) {
      var value = event.getKeyValue();
      revision = value.getModRevision();
      if (!keys.isOurs(value.getKey()) || !keys.decode(value.getKey()).startsWith(prefix)) {
        continue;
      }
      var current = event.getEventType() == WatchEvent.EventType.DELETE ? null : keys.stored(value);
      var before = event.getPrevKV();
      var previous = before == null || before.getModRevision() == 0 ? null : keys.stored(before);
      changes.add(new Change(keys.decode(value.getKey()), revision, current, previous));
    }
    if (revision > 0) {
      tell(changes, revision);
    }
  }

  private synchronized void tell(List<Change> changes, long revision) {
    if (!over) {
      watcher.changes(changes, revision);
    }
  }

  private void failed(Throwable cause) {
    end(EtcdStore.translate(cause));
  }

  private void completed() {
    end(null);
  }

  private void end(@Nullable Throwable cause) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    Thread.ofVirtual().name("etcd-watch-ended").start(() -> watcher.ended(cause));
  }

  /** Asks etcd, by a watch that is too old, up to where it is compacted. */
  static long compactRevision(Client client, EtcdKeys keys) {
    var answer = new CompletableFuture<Long>();
    var option = WatchOption.builder().withRevision(1).build();
    var listener =
        Watch.listener(
            ignored -> {},
            cause -> {
              if (EtcdStore.translate(cause) instanceof CompactedException compacted) {
                answer.complete(compacted.compactRevision());
              } else {
                answer.completeExceptionally(EtcdStore.translate(cause));
              }
            });
    var probe = keys.encode(StorageKeys.ROOT);
    var watch = client.getWatchClient().watch(probe, option, listener);
    try {
      return answer.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for etcd", e);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("etcd did not tell its compact revision", e);
    } finally {
      watch.close();
    }
  }

  @Override
  public void close() {
    completed();
    watch.close();
  }
}
