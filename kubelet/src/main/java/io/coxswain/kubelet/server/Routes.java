package io.coxswain.kubelet.server;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.ContainerStatus;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.kubelet.node.Machine;
import io.coxswain.kubelet.pod.NodeContext;
import io.coxswain.kubelet.pod.PodContainers;
import io.coxswain.kubelet.pod.PodWorkers;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.server.stream.KubeletStreams;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The paths of the kubelet's API. */
final class Routes {
  private final PodWorkers workers;
  private final NodeContext node;
  private final Summary summary;
  private final Supplier<String> metrics;
  private final StreamUpgrade streams;

  /**
   * Of one node.
   *
   * @param metrics more of them than the node's own, in Prometheus' text format
   */
  Routes(PodWorkers workers, NodeContext node, Machine machine, Supplier<String> metrics) {
    this.metrics = metrics;
    this.workers = workers;
    this.node = node;
    this.summary = new Summary(workers, node, machine);
    this.streams = new KubeletStreams();
  }

  /** Answers on the request's own thread; true where the request was handed over. */
  boolean serve(ChannelHandlerContext context, FullHttpRequest request, Answer answer)
      throws IOException {
    var query = new QueryStringDecoder(request.uri());
    var parts = query.path().substring(1).split("/");
    switch (parts[0]) {
      case "healthz" -> answer.text(200, "ok");
      case "pods", "runningpods" -> answer.json(podList());
      case "metrics" -> answer.text(200, summary.metrics() + metrics.get());
      case "stats" -> answer.json(summary.json());
      case "containerLogs" -> {
        if (parts.length == 4) {
          new LogRequest(workers, node, answer)
              .serve(parts[1], parts[2], parts[3], query.parameters());
        } else {
          answer.text(404, "404 page not found");
        }
      }
      case "exec", "attach", "portForward" -> {
        return stream(context, request, answer, parts, query.parameters());
      }
      default -> answer.text(404, "404 page not found");
    }
    return false;
  }

  private byte[] podList() {
    var list = Json.mapper().createObjectNode();
    list.put("kind", "PodList").put("apiVersion", "v1");
    list.putObject("metadata");
    var items = list.putArray("items");
    workers.pods().forEach(pod -> items.add(Json.tree(pod)));
    return Json.bytes(list);
  }

  private boolean stream(
      ChannelHandlerContext context,
      FullHttpRequest request,
      Answer answer,
      String[] parts,
      Map<String, List<String>> query)
      throws IOException {
    var kind =
        switch (parts[0]) {
          case "exec" -> StreamUpgrade.Kind.EXEC;
          case "attach" -> StreamUpgrade.Kind.ATTACH;
          default -> StreamUpgrade.Kind.PORT_FORWARD;
        };
    var container = kind == StreamUpgrade.Kind.PORT_FORWARD ? 0 : 1;
    // The UID may stand between the pod and the container.
    if (parts.length < 3 + container) {
      answer.text(404, "404 page not found");
      return false;
    }
    var pod = workers.pod(parts[1], parts[2]);
    if (pod.isEmpty()) {
      answer.text(404, "pod does not exist");
      return false;
    }
    var containerId = "";
    if (container == 1) {
      var found = running(pod.get(), parts[parts.length - 1]);
      if (found.isEmpty()) {
        answer.text(404, "container not found (\"" + parts[parts.length - 1] + "\")");
        return false;
      }
      containerId = found.get();
    }
    var target = target(kind, pod.get(), containerId, query);
    context.executor().execute(() -> streams.upgrade(context, request, target));
    return true;
  }

  private StreamUpgrade.Target target(
      StreamUpgrade.Kind kind, Pod pod, String containerId, Map<String, List<String>> query) {
    var host = Boolean.TRUE.equals(pod.spec().hostNetwork());
    var ip = pod.status().podIP();
    return new StreamUpgrade.Target(
        kind,
        node.runtime(),
        pod.namespace(),
        pod.name(),
        containerId,
        query.getOrDefault("command", List.of()),
        flag(query, "input", "stdin"),
        flag(query, "output", "stdout"),
        flag(query, "error", "stderr"),
        flag(query, "tty", "tty"),
        query.getOrDefault("port", query.getOrDefault("ports", List.of())).stream()
            .flatMap(p -> Stream.of(p.split(",")))
            .map(Integer::valueOf)
            .toList(),
        host || ip == null ? node.hostIps().getFirst() : ip);
  }

  private static boolean flag(Map<String, List<String>> query, String name, String alias) {
    var value = query.getOrDefault(name, query.getOrDefault(alias, List.of("0"))).getFirst();
    return value.equals("1") || value.equals("true");
  }

  private Optional<String> running(Pod pod, String name) {
    if (PodContainers.find(pod, name).isEmpty()) {
      return Optional.empty();
    }
    try {
      return node.runtime().pod(pod.uid()).latest(name).filter(c -> c.running()).map(c -> c.id());
    } catch (ContainerRuntimeException e) {
      return Optional.empty();
    }
  }

  static Optional<ContainerStatus> status(Pod pod, String name) {
    return Stream.of(
            pod.status().containerStatuses().stream(),
            pod.status().initContainerStatuses().stream(),
            pod.status().ephemeralContainerStatuses().stream())
        .flatMap(s -> s)
        .filter(s -> s.name().equals(name))
        .findFirst();
  }
}
