package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.store.MemoryStore;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cache when the store's watch ends: nothing is told twice, nothing is left out. */
final class WatchCacheRecoveryTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final CuttableStore store = new CuttableStore(new MemoryStore());
  private final WatchCache cache =
      WatchCache.start(store, List.of(Kinds.builtIn().of(ConfigMap.class)), InstantSource.system());
  private final ResourceCache maps = cache.of(Kinds.builtIn().of(ConfigMap.class));

  @AfterEach
  void close() {
    cache.close();
    store.close();
  }

  @Test
  void aLostWatchIsResumedAndFollowersMissAndRepeatNothing() throws Exception {
    awaitReady();
    var start = cache.progress().applied();
    var written = new ArrayList<Long>();
    written.add(write("before"));
    assertThat(cache.progress().await(written.getLast(), LONG)).isTrue();

    store.cut(new IllegalStateException("etcd: UNAVAILABLE"));
    written.add(write("meanwhile"));
    assertThat(cache.progress().await(written.getLast(), LONG)).isTrue();
    written.add(write("afterwards"));
    assertThat(cache.progress().await(written.getLast(), LONG)).isTrue();

    assertThat(eventsAfter(start)).isEqualTo(written);
    awaitReady();
  }

  @Test
  void whereHistoryIsCompactedFollowersAreCutOffAndTheStateIsLoadedAgain() throws Exception {
    awaitReady();
    var start = cache.progress().applied();
    write("before");
    store.cut(new Store.CompactedException(2));
    var last = write("meanwhile");

    assertThat(cache.progress().await(last, LONG)).isTrue();
    awaitReady();
    assertThat(maps.state().snapshot().get("default/meanwhile")).isNotNull();
    assertThat(maps.state().snapshot().get("default/before")).isNotNull();
    assertThat(start).isPositive();
  }

  private void awaitReady() throws InterruptedException {
    for (var attempt = 0; attempt < 2000 && !cache.isReady(); attempt++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(cache.isReady()).isTrue();
  }

  private long write(String name) {
    var key = StorageKeys.ROOT + "configmaps/default/" + name;
    var value =
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"default"}}\
        """
            .formatted(name);
    return ((Store.Outcome.Done) store.create(key, value.getBytes(UTF_8))).revision();
  }

  private List<Long> eventsAfter(long revision) {
    var revisions = new ArrayList<Long>();
    var position = maps.position(revision);
    assertThat(position).as("nobody was cut off").isNotNull();
    for (var event = position.next; event != null; event = event.next) {
      revisions.add(event.revision());
    }
    return revisions;
  }
}
