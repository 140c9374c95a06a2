package io.coxswain.apiserver.watch;

import io.coxswain.apiserver.store.Store;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A store whose watches a test can end. As a bad client library would, it goes on delivering to an
 * ended watch until that is closed.
 */
final class CuttableStore implements Store {
  private final Store store;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  CuttableStore(Store store) {
    this.store = store;
  }

  void cut(Throwable cause) {
    watchers.forEach(watcher -> watcher.ended(cause));
  }

  @Override
  public Watch watch(String prefix, long fromRevision, Watcher watcher) {
    var watch = store.watch(prefix, fromRevision, watcher);
    watchers.add(watcher);
    return () -> {
      watchers.remove(watcher);
      watch.close();
    };
  }

  @Override
  public @Nullable Stored get(String key) {
    return store.get(key);
  }

  @Override
  public Page range(String prefix, @Nullable String after, int limit, long revision) {
    return store.range(prefix, after, limit, revision);
  }

  @Override
  public Outcome create(String key, byte[] value) {
    return store.create(key, value);
  }

  @Override
  public Outcome update(String key, byte[] value, long expectedRevision) {
    return store.update(key, value, expectedRevision);
  }

  @Override
  public Outcome delete(String key, long expectedRevision) {
    return store.delete(key, expectedRevision);
  }

  @Override
  public long currentRevision() {
    return store.currentRevision();
  }

  @Override
  public long localRevision() {
    return store.localRevision();
  }

  @Override
  public long compactRevision() {
    return store.compactRevision();
  }

  @Override
  public void compact(long revision) {
    store.compact(revision);
  }

  @Override
  public void close() {
    store.close();
  }
}
