package io.coxswain.cluster.e2e;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.ListOptions;
import io.coxswain.client.ResourceClient;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** ConfigMaps written while something fails, and what the API server acknowledged of them. */
final class AcknowledgedWrites {
  private static final String DELETED = "deleted";

  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  /** What happens to the cluster while it is written to. */
  interface Fault {
    void happen() throws Exception;
  }

  /** Waits until so many more keys than now are acknowledged, however slow the machine. */
  void awaitMore(int more) throws InterruptedException {
    for (var enough = acknowledged.size() + more; acknowledged.size() < enough; ) {
      Thread.sleep(5);
    }
  }

  int size() {
    return acknowledged.size();
  }

  /**
   * Runs the fault under writes. Each writer owns its keys; one whose request fails goes on with
   * the next key.
   *
   * @param round prefix of the keys
   */
  void during(CoxCluster cluster, String round, int writers, Fault fault) throws Exception {
    var stop = new AtomicBoolean();
    try (var client = cluster.connect()) {
      var maps = client.resources(ConfigMap.class);
      var threads = new ArrayList<Thread>();
      for (var writer = 0; writer < writers; writer++) {
        var prefix = round + "-" + writer + "-";
        threads.add(Thread.ofVirtual().start(() -> write(maps, prefix, stop)));
      }
      try {
        fault.happen();
      } finally {
        stop.set(true);
        for (var thread : threads) {
          thread.join();
        }
      }
    }
  }

  private void write(ResourceClient<ConfigMap> maps, String prefix, AtomicBoolean stop) {
    for (var i = 0; !stop.get(); i++) {
      try {
        writeOne(maps, prefix + i, i % 3 == 0);
      } catch (RuntimeException e) {
        Thread.yield(); // the server is gone or refuses; nothing was acknowledged
      }
    }
  }

  /** Creates one, updates it twice, perhaps deletes it. */
  private void writeOne(ResourceClient<ConfigMap> maps, String name, boolean delete) {
    var current = maps.create(map(name));
    acknowledged.put(name, "0");
    for (var value = 1; value <= 2; value++) {
      var text = Integer.toString(value);
      acknowledged.remove(name); // until the answer comes, either value is right
      current = maps.update(current.withData(Map.of("value", text)));
      acknowledged.put(name, text);
    }
    if (delete) {
      acknowledged.remove(name);
      maps.delete("default", name);
      acknowledged.put(name, DELETED);
    }
  }

  /** Keys whose acknowledged state the server no longer has, with what it has instead. */
  Map<String, String> lost(CoxCluster cluster) throws Exception {
    var there = new TreeMap<String, String>();
    try (var client = cluster.connect()) {
      for (var map : client.resources(ConfigMap.class).list(ListOptions.in("default")).items()) {
        there.put(map.name(), map.data().getOrDefault("value", ""));
      }
    }
    var lost = new TreeMap<String, String>();
    acknowledged.forEach(
        (name, value) -> {
          var found = there.getOrDefault(name, DELETED);
          if (!value.equals(found)) {
            lost.put(name, "acknowledged " + value + ", found " + found);
          }
        });
    return lost;
  }

  private static ConfigMap map(String name) {
    return ConfigMapBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().name(name).namespace("default").build())
        .data(Map.of("value", "0"))
        .build();
  }
}
