package io.coxswain.kubelet.server;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.kubelet.node.Machine;
import io.coxswain.kubelet.pod.NodeContext;
import io.coxswain.kubelet.pod.PodWorkers;
import io.coxswain.kubelet.runtime.ContainerStats;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** GET /stats/summary and /metrics: what the node's containers use, from their control groups. */
record Summary(PodWorkers workers, NodeContext node, Machine machine) {
  private record Usage(Pod pod, RuntimeContainer container, ContainerStats stats) {}

  private List<Usage> usages() {
    var result = new ArrayList<Usage>();
    for (var pod : workers.pods()) {
      for (var container : node.runtime().pod(pod.uid()).containers()) {
        node.runtime()
            .stats(container.id())
            .ifPresent(stats -> result.add(new Usage(pod, container, stats)));
      }
    }
    return result;
  }

  byte[] json() {
    var root = Json.mapper().createObjectNode();
    root.putObject("node").put("nodeName", node.nodeName());
    var pods = root.putArray("pods");
    var usages = usages();
    for (var pod : workers.pods()) {
      var entry = pods.addObject();
      entry
          .putObject("podRef")
          .put("name", pod.name())
          .put("namespace", pod.namespace())
          .put("uid", pod.uid());
      var containers = entry.putArray("containers");
      usages.stream()
          .filter(u -> u.pod().uid().equals(pod.uid()))
          .forEach(u -> add(containers.addObject(), u));
    }
    return Json.bytes(root);
  }

  private static void add(ObjectNode entry, Usage usage) {
    var stats = usage.stats();
    var time = stats.time().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    entry.put("name", usage.container().name());
    entry.put("startTime", String.valueOf(usage.container().startedAt()));
    entry.putObject("cpu").put("time", time).put("usageCoreNanoSeconds", stats.cpuNanos());
    entry
        .putObject("memory")
        .put("time", time)
        .put("usageBytes", stats.memoryUsage())
        .put("workingSetBytes", stats.memoryWorkingSet())
        .put("rssBytes", stats.memoryRss());
  }

  String metrics() {
    var pods = workers.pods();
    var out = new StringBuilder();
    out.append("# TYPE kubelet_node_name gauge\n");
    out.append("kubelet_node_name{node=\"").append(node.nodeName()).append("\"} 1\n");
    out.append("# TYPE kubelet_active_pods gauge\nkubelet_active_pods ").append(pods.size());
    out.append("\n# TYPE machine_cpu_cores gauge\nmachine_cpu_cores ").append(machine.cpus());
    out.append("\n# TYPE machine_memory_bytes gauge\nmachine_memory_bytes ");
    out.append(machine.memoryBytes()).append('\n');
    return out.toString();
  }
}
