package io.coxswain.cluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API server killed at random moments under writes: what it acknowledged is there afterwards,
 * what it did not may be.
 */
@Tag("engine")
class CrashTest {
  private static final int KILLS = 5;
  private static final int WRITERS = 8;

  @TempDir Path directory;

  @Test
  void nothingAcknowledgedIsLostOnSqlite() throws Exception {
    survivesKills();
  }

  @Test
  void nothingAcknowledgedIsLostOnEtcd() throws Exception {
    try (var etcd = Etcd.start(directory.resolve("etcd"))) {
      survivesKills("--etcd-servers", etcd.url());
      assertThat(etcd.keys("/registry/configmaps/default/")).isNotEmpty();
    }
  }

  private void survivesKills(String... options) throws Exception {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var all =
        new ArrayList<>(
            List.of("--without", "kubelet,kube-proxy,dns,scheduler,controller-manager"));
    all.addAll(List.of(options));
    try (var cluster = CoxCluster.in(directory.resolve("cox"))) {
      cluster.up(all.toArray(String[]::new)).succeeds();
      var acknowledged = new ConcurrentHashMap<String, Integer>();
      for (var kill = 0; kill < KILLS; kill++) {
        writeUntilKilled(cluster, acknowledged, kill, random.nextInt(200, 1500));
        cluster.up().succeeds();
        assertThat(missing(cluster, acknowledged)).as("seed %d, kill %d", seed, kill).isEmpty();
      }
      assertThat(acknowledged).hasSizeGreaterThan(50);
    }
  }

  /**
   * Each writer owns its keys: creates one, updates it twice, deletes every third. A value of -1
   * says deleted.
   */
  private static void writeUntilKilled(
      CoxCluster cluster, Map<String, Integer> acknowledged, int round, int millis)
      throws Exception {
    var stop = new AtomicBoolean();
    try (var client =
        KubernetesClient.connect(Kubeconfig.read(cluster.dataDirectory().resolve("kubeconfig")))) {
      var writers = new ArrayList<Thread>();
      for (var writer = 0; writer < WRITERS; writer++) {
        var prefix = "w" + round + "-" + writer + "-";
        writers.add(Thread.ofVirtual().start(() -> write(client, prefix, acknowledged, stop)));
      }
      Thread.sleep(millis);
      ProcessHandle.of(cluster.pid("kube-apiserver")).ifPresent(ProcessHandle::destroyForcibly);
      stop.set(true);
      for (var writer : writers) {
        writer.join();
      }
    }
  }

  private static void write(
      KubernetesClient client,
      String prefix,
      Map<String, Integer> acknowledged,
      AtomicBoolean stop) {
    var maps = client.resources(ConfigMap.class);
    for (var i = 0; !stop.get(); i++) {
      var name = prefix + i;
      try {
        var current = maps.create(map(name, 0));
        acknowledged.put(name, 0);
        for (var value = 1; value <= 2; value++) {
          acknowledged.remove(name); // until the answer comes, either value is right
          current = maps.update(current.withData(Map.of("value", Integer.toString(value))));
          acknowledged.put(name, value);
        }
        if (i % 3 == 0) {
          acknowledged.remove(name);
          maps.delete("default", name);
          acknowledged.put(name, -1);
        }
      } catch (RuntimeException e) {
        if (!stop.get()) {
          return; // the server is gone; the killer stops everybody
        }
      }
    }
  }

  private static Map<String, String> missing(CoxCluster cluster, Map<String, Integer> acknowledged)
      throws Exception {
    var problems = new TreeMap<String, String>();
    try (var client =
        KubernetesClient.connect(Kubeconfig.read(cluster.dataDirectory().resolve("kubeconfig")))) {
      var there = new TreeMap<String, String>();
      for (var map : client.resources(ConfigMap.class).list(ListOptions.in("default")).items()) {
        there.put(map.name(), map.data().getOrDefault("value", ""));
      }
      acknowledged.forEach(
          (name, value) -> {
            var found = there.get(name);
            if (value == -1 ? found != null : !Integer.toString(value).equals(found)) {
              problems.put(name, "acknowledged " + value + ", found " + found);
            }
          });
    }
    return problems;
  }

  private static ConfigMap map(String name, int value) {
    return ConfigMapBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().name(name).namespace("default").build())
        .data(Map.of("value", Integer.toString(value)))
        .build();
  }
}
