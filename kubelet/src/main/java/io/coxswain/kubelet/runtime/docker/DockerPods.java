package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ContainerRuntimeException.Kind;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimeContainer.State;
import io.coxswain.kubelet.runtime.RuntimePod;
import io.coxswain.kubelet.runtime.RuntimeSandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the engine has of our pods; the engine is the only memory of containers. */
final class DockerPods {
  private final DockerClient docker;
  private final DockerLabels labels;

  DockerPods(DockerClient docker, DockerLabels labels) {
    this.docker = docker;
    this.labels = labels;
  }

  List<RuntimePod> all() {
    var byPod = new LinkedHashMap<String, List<Container>>();
    for (var container : list(Map.of())) {
      byPod
          .computeIfAbsent(DockerLabels.pod(container.getLabels()).uid(), u -> new ArrayList<>())
          .add(container);
    }
    return byPod.values().stream().map(this::pod).toList();
  }

  RuntimePod one(String podUid) {
    return pod(list(Map.of(DockerLabels.POD_UID, podUid)));
  }

  Optional<RuntimeContainer> container(String id) {
    return inspect(id)
        .filter(c -> !DockerLabels.TYPE_SANDBOX.equals(labelsOf(c).get(DockerLabels.TYPE)))
        .map(this::container);
  }

  /** Ids of the containers made in a sandbox. */
  List<String> inSandbox(String sandboxId) {
    return list(Map.of(DockerLabels.SANDBOX, sandboxId)).stream().map(Container::getId).toList();
  }

  Optional<Long> processId(String id) {
    return inspect(id).map(c -> c.getState().getPidLong()).filter(pid -> pid != null && pid > 0);
  }

  /**
   * Refuses containers that are not ours.
   *
   * @throws ContainerRuntimeException NOT_FOUND, as if they did not exist
   */
  void requireOwn(String id) {
    if (DockerErrors.call(() -> inspect(id)).isEmpty()) {
      throw new ContainerRuntimeException(Kind.NOT_FOUND, "No such container: " + id);
    }
  }

  private Optional<InspectContainerResponse> inspect(String id) {
    try {
      var answer = docker.inspectContainerCmd(id).exec();
      return labels.isOwn(labelsOf(answer)) ? Optional.of(answer) : Optional.empty();
    } catch (NotFoundException gone) {
      return Optional.empty();
    }
  }

  private List<Container> list(Map<String, String> more) {
    var filter = new HashMap<>(labels.own());
    filter.putAll(more);
    return docker.listContainersCmd().withShowAll(true).withLabelFilter(filter).exec();
  }

  private RuntimePod pod(List<Container> listed) {
    var sandboxes = new ArrayList<RuntimeSandbox>();
    var containers = new ArrayList<RuntimeContainer>();
    for (var entry : listed) {
      var inspected = inspect(entry.getId());
      if (inspected.isEmpty() || "removing".equals(inspected.get().getState().getStatus())) {
        continue;
      }
      if (DockerLabels.TYPE_SANDBOX.equals(entry.getLabels().get(DockerLabels.TYPE))) {
        sandboxes.add(sandbox(inspected.get()));
      } else {
        containers.add(container(inspected.get()));
      }
    }
    var ref = listed.isEmpty() ? null : DockerLabels.pod(listed.getFirst().getLabels());
    return new RuntimePod(ref, sandboxes, containers);
  }

  private RuntimeSandbox sandbox(InspectContainerResponse container) {
    var labels = labelsOf(container);
    var ips = new ArrayList<String>();
    for (var network : container.getNetworkSettings().getNetworks().values()) {
      addAddress(ips, network.getIpAddress());
      addAddress(ips, network.getGlobalIPv6Address());
    }
    return new RuntimeSandbox(
        container.getId(),
        DockerLabels.pod(labels),
        DockerLabels.attempt(labels),
        Boolean.TRUE.equals(container.getState().getRunning()),
        time(container.getCreated()).orElse(Instant.EPOCH),
        List.copyOf(ips),
        "host".equals(container.getHostConfig().getNetworkMode()));
  }

  private static void addAddress(List<String> ips, @Nullable String address) {
    if (address != null && !address.isEmpty()) {
      ips.add(address);
    }
  }

  private RuntimeContainer container(InspectContainerResponse container) {
    var labels = labelsOf(container);
    var state = container.getState();
    var running = Boolean.TRUE.equals(state.getRunning());
    var error = state.getError();
    var exitCode = state.getExitCodeLong();
    var startedAt = time(state.getStartedAt());
    var neverStarted = !running && startedAt.isEmpty() && (error == null || error.isEmpty());
    var image = container.getConfig().getImage();
    return new RuntimeContainer(
        container.getId(),
        DockerLabels.pod(labels),
        labels.getOrDefault(DockerLabels.CONTAINER_NAME, ""),
        DockerLabels.attempt(labels),
        labels.getOrDefault(DockerLabels.SANDBOX, ""),
        running ? State.RUNNING : neverStarted ? State.CREATED : State.EXITED,
        time(container.getCreated()).orElse(Instant.EPOCH),
        startedAt.orElse(null),
        time(state.getFinishedAt()).orElse(null),
        exitCode == null ? 0 : exitCode.intValue(),
        Boolean.TRUE.equals(state.getOOMKilled()),
        error == null ? "" : error,
        image == null ? "" : image,
        container.getImageId(),
        labels.getOrDefault(DockerLabels.HASH, ""),
        labels.get(DockerLabels.TERMINATION_MESSAGE),
        state.getPidLong() == null ? 0 : state.getPidLong());
  }

  private static Map<String, String> labelsOf(InspectContainerResponse container) {
    var labels = container.getConfig().getLabels();
    return labels == null ? Map.of() : labels;
  }

  /** The engine writes 0001-01-01 for never. */
  private static Optional<Instant> time(@Nullable String text) {
    if (text == null || text.isEmpty() || text.startsWith("0001-")) {
      return Optional.empty();
    }
    return Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
  }
}
