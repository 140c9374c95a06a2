package io.coxswain.scheduler;

import io.coxswain.scheduler.nodes.PodInfo;
import java.util.Random;

/**
 * Prints decisions per second on 1,000 nodes, without an API server: {@code java
 * io.coxswain.scheduler.SchedulingBenchmark [NODES [PODS]]}.
 */
public final class SchedulingBenchmark {
  private SchedulingBenchmark() {}

  public static void main(String... arguments) {
    var nodes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    var pods = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
    var spec =
        "containers: [{name: c, image: pause, resources: {requests: {cpu: 100m, memory: 500Mi}}}]";
    for (var round = 1; round <= 5; round++) {
      var cache = new ClusterCache();
      for (var i = 0; i < nodes; i++) {
        cache.setNode(
            Yaml.node(
                "node-" + i, "status: {allocatable: {cpu: '32', memory: 256Gi, pods: '110'}}"));
      }
      var algorithm = new Algorithm(DefaultProfile.create(), cache.nodes(), new Random(round));
      var template = Yaml.pod("template", spec);
      var assigned = 0;
      var start = System.nanoTime();
      for (var i = 0; i < pods; i++) {
        var name = "pod-" + i;
        var metadata = template.metadata().withName(name).withUid(name);
        var pod = PodInfo.of(template.withMetadata(metadata));
        if (algorithm.decide(pod) instanceof Decision.Assign assign) {
          cache.assume(pod, assign.nodeName());
          assigned++;
        }
      }
      var seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "round %d: %d of %d pods on %d nodes in %.2f s: %.0f pods/s%n",
          round, assigned, pods, nodes, seconds, pods / seconds);
    }
  }
}
