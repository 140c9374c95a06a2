package io.coxswain.kubelet.server;

import io.coxswain.kubelet.pod.NodeContext;
import io.coxswain.kubelet.pod.PodContainers;
import io.coxswain.kubelet.pod.PodWorkers;
import io.coxswain.kubelet.runtime.LogOptions;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GET /containerLogs/NAMESPACE/POD/CONTAINER, with the query of the API's pod log options. */
final class LogRequest {
  private final PodWorkers workers;
  private final NodeContext node;
  private final Answer answer;

  LogRequest(PodWorkers workers, NodeContext node, Answer answer) {
    this.workers = workers;
    this.node = node;
    this.answer = answer;
  }

  void serve(String namespace, String podName, String name, Map<String, List<String>> query)
      throws IOException {
    var pod = workers.pod(namespace, podName);
    if (pod.isEmpty()) {
      answer.text(404, "pod \"" + podName + "\" not found");
      return;
    }
    if (PodContainers.find(pod.get(), name).isEmpty()) {
      answer.text(404, "container \"" + name + "\" not found in pod \"" + podName + "\"");
      return;
    }
    LogOptions options;
    try {
      options = options(query);
    } catch (RuntimeException e) {
      answer.text(400, "{\"message\": \"Invalid request.\"}: " + e.getMessage());
      return;
    }
    var previous = flag(query, "previous");
    var container = container(pod.get().uid(), name, previous);
    if (container.isEmpty()) {
      answer.text(400, unavailable(pod.get(), name, podName, previous));
      return;
    }
    answer.beginStream();
    node.runtime().logs(container.get().id(), options, (bytes, stderr) -> answer.chunk(bytes));
    answer.endStream();
  }

  /** The newest attempt that has run, or the one before it. */
  private Optional<RuntimeContainer> container(String podUid, String name, boolean previous) {
    var ran =
        node.runtime().pod(podUid).attempts(name).stream()
            .filter(c -> c.state() != RuntimeContainer.State.CREATED)
            .toList();
    if (!previous) {
      return ran.stream().findFirst();
    }
    return ran.stream()
        .findFirst()
        .filter(c -> !c.running() && c.attempt() > 0 && ran.size() == 1)
        .or(() -> ran.stream().skip(1).findFirst());
  }

  private static String unavailable(
      io.coxswain.api.core.v1.Pod pod, String name, String podName, boolean previous) {
    if (previous) {
      return "previous terminated container \"" + name + "\" in pod \"" + podName + "\" not found";
    }
    var waiting = Routes.status(pod, name).map(s -> s.state().waiting()).orElse(null);
    if (waiting == null) {
      return "container \"" + name + "\" in pod \"" + podName + "\" is not available";
    }
    var reason = waiting.reason() == null ? "" : waiting.reason();
    return switch (reason) {
      case "ErrImagePull", "ErrImageNeverPull" ->
          "container \"%s\" in pod \"%s\" is waiting to start: image can't be pulled"
              .formatted(name, podName);
      case "ImagePullBackOff" ->
          "container \"%s\" in pod \"%s\" is waiting to start: trying and failing to pull image"
              .formatted(name, podName);
      default ->
          "container \"%s\" in pod \"%s\" is waiting to start: %s".formatted(name, podName, reason);
    };
  }

  private LogOptions options(Map<String, List<String>> query) {
    var sinceSeconds = number(query, "sinceSeconds");
    var sinceTime = text(query, "sinceTime");
    var since =
        sinceSeconds != null
            ? node.timers().instant().minusSeconds(sinceSeconds)
            : sinceTime == null ? null : Instant.parse(sinceTime);
    return new LogOptions(
        flag(query, "follow"),
        number(query, "tailLines"),
        since,
        flag(query, "timestamps"),
        number(query, "limitBytes"));
  }

  private static boolean flag(Map<String, List<String>> query, String name) {
    var value = text(query, name);
    return "true".equals(value) || "1".equals(value);
  }

  private static @Nullable Long number(Map<String, List<String>> query, String name) {
    var value = text(query, name);
    return value == null ? null : Long.valueOf(value);
  }

  private static @Nullable String text(Map<String, List<String>> query, String name) {
    var values = query.get(name);
    return values == null || values.isEmpty() || values.getFirst().isEmpty()
        ? null
        : values.getFirst();
  }
}
