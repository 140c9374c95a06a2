package io.coxswain.apiserver.consistency;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.meta.v1.DeleteOptions.Preconditions;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.apiserver.consistency.History.Delete;
import io.coxswain.apiserver.consistency.History.Event;
import io.coxswain.apiserver.consistency.History.Get;
import io.coxswain.apiserver.consistency.History.Listing;
import io.coxswain.apiserver.consistency.History.Operation;
import io.coxswain.apiserver.consistency.History.Stream;
import io.coxswain.apiserver.consistency.History.Version;
import io.coxswain.apiserver.consistency.History.Write;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import io.coxswain.client.ResourceClient;
import io.coxswain.client.WatchEvent;
import io.coxswain.client.WatchOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Clients that create, update, delete, read, list and watch a few ConfigMaps at the same time, over
 * whatever servers they are given, and write down what they saw. Requests that fail are not part of
 * the history: whether they did anything is for the watches to tell.
 */
final class Workload {
  private static final String SPACE = "default";
  private static final String LABEL = "test=consistency";
  private static final String SENTINEL = "sentinel";
  private static final int KEYS = 6;

  private final List<KubernetesClient> clients;
  private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();
  private final List<Stream> streams = new ArrayList<>();
  private final List<Thread> workers = new ArrayList<>();
  private final List<Thread> watchers = new ArrayList<>();
  private final AtomicLong values = new AtomicLong();
  private volatile boolean working = true;
  private volatile long end = Long.MAX_VALUE;

  Workload(List<KubernetesClient> clients) {
    this.clients = List.copyOf(clients);
  }

  /** Starts the watches, from now, then the workers. */
  void start(int workerCount, long seed) {
    var from = revision(maps(0).list(selected()).resourceVersion());
    for (var index = 0; index < clients.size(); index++) {
      var stream = new Stream("watch of server " + index, from, new ArrayList<>());
      var maps = maps(index);
      streams.add(stream);
      watchers.add(Thread.ofVirtual().start(() -> watch(maps, stream)));
    }
    for (var index = 0; index < workerCount; index++) {
      var random = new Random(seed + index);
      workers.add(Thread.ofVirtual().start(() -> work(random)));
    }
  }

  /** Waits until so many more operations than now were answered. */
  void awaitOperations(int more) throws InterruptedException {
    for (var enough = operations.size() + more; operations.size() < enough; ) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Ends the work when every server answers again; waits until every watch has seen the end. */
  History finish() throws InterruptedException {
    working = false;
    for (var worker : workers) {
      worker.join();
    }
    var last = maps(0).create(map(SENTINEL, "the end"));
    end = revision(last.metadata().resourceVersion());
    for (var watcher : watchers) {
      if (!watcher.join(Duration.ofSeconds(60))) {
        throw new AssertionError("a watch has not seen revision " + end + ": " + lastSeen());
      }
    }
    return new History(List.copyOf(operations), List.copyOf(streams));
  }

  private List<String> lastSeen() {
    return streams.stream()
        .map(stream -> stream.name() + ": " + stream.events().size() + " events")
        .toList();
  }

  private void work(Random random) {
    while (working) {
      var maps = maps(random.nextInt(clients.size()));
      try {
        step(maps, "key-" + random.nextInt(KEYS), random);
      } catch (ApiException | UncheckedIOException e) {
        pause(random.nextInt(20)); // refused, lost, or no server: none of it is an answer
      }
    }
  }

  private void step(ResourceClient<ConfigMap> maps, String key, Random random) {
    switch (random.nextInt(10)) {
      case 0, 1 -> list(maps);
      case 2, 3, 4 -> get(maps, key);
      case 5 -> delete(maps, key);
      case 6, 7 -> create(maps, key);
      default -> update(maps, key);
    }
  }

  private void create(ResourceClient<ConfigMap> maps, String key) {
    var start = System.nanoTime();
    var created = maps.create(map(key, "v" + values.incrementAndGet()));
    operations.add(new Write(start, System.nanoTime(), version(created), 0));
  }

  private void update(ResourceClient<ConfigMap> maps, String key) {
    var found = get(maps, key);
    if (found == null) {
      return;
    }
    var start = System.nanoTime();
    var value = Map.of("value", "v" + values.incrementAndGet());
    var updated = maps.update(found.withData(value));
    operations.add(
        new Write(start, System.nanoTime(), version(updated), version(found).revision()));
  }

  private void delete(ResourceClient<ConfigMap> maps, String key) {
    var found = get(maps, key);
    if (found == null) {
      return;
    }
    var only =
        DeleteOptionsBuilder.builder().preconditions(new Preconditions(found.uid(), null)).build();
    var start = System.nanoTime();
    maps.delete(SPACE, key, only);
    operations.add(new Delete(start, System.nanoTime(), key, found.uid()));
  }

  private @Nullable ConfigMap get(ResourceClient<ConfigMap> maps, String key) {
    var start = System.nanoTime();
    var found = maps.get(SPACE, key).orElse(null);
    var seen = found == null ? null : version(found);
    operations.add(new Get(start, System.nanoTime(), key, seen));
    return found;
  }

  private void list(ResourceClient<ConfigMap> maps) {
    var start = System.nanoTime();
    var list = maps.list(selected());
    var finished = System.nanoTime();
    var seen = new TreeMap<String, Version>();
    list.items().forEach(item -> seen.put(item.name(), version(item)));
    operations.add(new Listing(start, finished, revision(list.resourceVersion()), seen));
  }

  /** Resumes after the last event seen, whatever happens to the server. */
  private void watch(ResourceClient<ConfigMap> maps, Stream stream) {
    var after = stream.from();
    while (after < end) {
      try (var watch =
          maps.watch(
              new WatchOptions(
                  SPACE, LABEL, "", Long.toString(after), false, Duration.ofSeconds(5)))) {
        for (var event = watch.next(); event != null; event = watch.next()) {
          var seen = event(event);
          stream.events().add(seen);
          after = seen.version().revision();
          if (after >= end) {
            return;
          }
        }
      } catch (ApiException | UncheckedIOException e) {
        pause(20); // history is kept over restarts, so the same revision is asked for again
      }
    }
  }

  private static Event event(WatchEvent<ConfigMap> event) {
    return switch (event) {
      case WatchEvent.Added<ConfigMap>(ConfigMap object) -> new Event("ADDED", version(object));
      case WatchEvent.Modified<ConfigMap>(ConfigMap object) ->
          new Event("MODIFIED", version(object));
      case WatchEvent.Deleted<ConfigMap>(ConfigMap object) -> new Event("DELETED", version(object));
      case WatchEvent.Bookmark<ConfigMap> bookmark ->
          throw new AssertionError("a bookmark nobody asked for: " + bookmark);
    };
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ResourceClient<ConfigMap> maps(int index) {
    return clients.get(index).resources(ConfigMap.class);
  }

  private static ListOptions selected() {
    return new ListOptions(SPACE, LABEL, "", "", "", 0, "");
  }

  private static Version version(ConfigMap map) {
    return new Version(
        map.name(),
        map.uid(),
        revision(map.metadata().resourceVersion()),
        map.data().getOrDefault("value", ""));
  }

  private static long revision(@Nullable String version) {
    return Long.parseLong(String.valueOf(version));
  }

  private static ConfigMap map(String name, String value) {
    return ConfigMapBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace(SPACE)
                .name(name)
                .labels(Map.of("test", "consistency"))
                .build())
        .data(Map.of("value", value))
        .build();
  }
}
