package io.coxswain.kubelet.runtime.fake;

import io.coxswain.kubelet.runtime.ContainerConfig;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ContainerRuntimeException.Kind;
import io.coxswain.kubelet.runtime.ContainerStats;
import io.coxswain.kubelet.runtime.ExecResult;
import io.coxswain.kubelet.runtime.ExecSession;
import io.coxswain.kubelet.runtime.ImageInfo;
import io.coxswain.kubelet.runtime.LogOptions;
import io.coxswain.kubelet.runtime.LogSink;
import io.coxswain.kubelet.runtime.PodRef;
import io.coxswain.kubelet.runtime.RegistryCredentials;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimePod;
import io.coxswain.kubelet.runtime.RuntimeSandbox;
import io.coxswain.kubelet.runtime.SandboxConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Simulated containers. A command {@code sh -c} made of {@code echo}, {@code sleep} and {@code
 * exit} is followed; everything else runs until it is stopped. All state is guarded by this
 * object's monitor; listeners are called outside it.
 */
public final class FakeRuntime implements ContainerRuntime {
  /** How the simulation lets time pass; tests don't. */
  @FunctionalInterface
  public interface Delay {
    void pass(Duration duration) throws InterruptedException;
  }

  private final InstantSource clock;
  private final Delay delay;
  private final Duration sandboxDelay;
  private final Map<String, RuntimeSandbox> sandboxes = new HashMap<>();
  private final Map<String, FakeContainer> containers = new HashMap<>();
  private final Map<String, ImageInfo> images = new HashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private long ids;

  /**
   * @param sandboxDelay how long a pod takes to get its sandbox, and so to become running
   */
  public FakeRuntime(InstantSource clock, Delay delay, Duration sandboxDelay) {
    this.clock = clock;
    this.delay = delay;
    this.sandboxDelay = sandboxDelay;
  }

  @Override
  public Version version() {
    return new Version("fake", "0.1.0", "1");
  }

  @Override
  public boolean isSimulated() {
    return true;
  }

  @Override
  public String runSandbox(SandboxConfig config) {
    pass(sandboxDelay);
    var ips =
        Stream.of(config.ipv4(), config.ipv6())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    String id;
    synchronized (this) {
      id = newId();
      sandboxes.put(
          id,
          new RuntimeSandbox(
              id,
              config.pod(),
              config.attempt(),
              true,
              clock.instant(),
              ips,
              config.hostNetwork()));
    }
    changed(config.pod());
    return id;
  }

  private void pass(Duration duration) {
    try {
      delay.pass(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(Kind.TIMEOUT, "context canceled", e);
    }
  }

  @Override
  public void stopSandbox(String sandboxId) {
    RuntimeSandbox was;
    synchronized (this) {
      was = sandboxes.get(sandboxId);
      if (was == null || !was.ready()) {
        return;
      }
      sandboxes.put(
          sandboxId,
          new RuntimeSandbox(
              was.id(),
              was.pod(),
              was.attempt(),
              false,
              was.createdAt(),
              List.of(),
              was.hostNetwork()));
    }
    changed(was.pod());
  }

  @Override
  public void removeSandbox(String sandboxId) {
    RuntimeSandbox was;
    synchronized (this) {
      was = sandboxes.remove(sandboxId);
      containers.values().removeIf(c -> c.config().sandboxId().equals(sandboxId));
    }
    if (was != null) {
      changed(was.pod());
    }
  }

  @Override
  public String createContainer(ContainerConfig config) {
    String id;
    synchronized (this) {
      if (!sandboxes.containsKey(config.sandboxId())) {
        throw new ContainerRuntimeException(
            Kind.NOT_FOUND, "No such container: " + config.sandboxId());
      }
      id = newId();
      containers.put(id, new FakeContainer(id, config, clock.instant()));
    }
    changed(config.pod());
    return id;
  }

  @Override
  public void startContainer(String containerId) {
    var container = require(containerId);
    if (!container.start(clock.instant())) {
      return;
    }
    changed(container.config().pod());
    var config = container.config();
    var command = Stream.concat(config.command().stream(), config.args().stream()).toList();
    FakeScript.of(command)
        .ifPresent(
            script ->
                Thread.ofVirtual()
                    .name("fake-" + config.name())
                    .start(() -> follow(container, script)));
  }

  private void follow(FakeContainer container, FakeScript script) {
    try {
      var code = script.run(container::print, delay);
      end(container, code);
    } catch (InterruptedException stopped) {
      // whoever stopped it said how it ended
    }
  }

  private void end(FakeContainer container, int exitCode) {
    if (container.end(exitCode, clock.instant())) {
      changed(container.config().pod());
    }
  }

  /** Makes a running container end by itself, as a crash would. */
  public void exit(String containerId, int exitCode) {
    end(require(containerId), exitCode);
  }

  @Override
  public void stopContainer(String containerId, Duration grace) {
    find(containerId).ifPresent(c -> end(c, grace.isZero() ? 137 : 143));
  }

  @Override
  public void removeContainer(String containerId) {
    FakeContainer was;
    synchronized (this) {
      was = containers.remove(containerId);
    }
    if (was != null) {
      was.end(137, clock.instant());
      changed(was.config().pod());
    }
  }

  @Override
  public synchronized List<RuntimePod> pods() {
    return Stream.concat(
            sandboxes.values().stream().map(RuntimeSandbox::pod),
            containers.values().stream().map(c -> c.config().pod()))
        .map(PodRef::uid)
        .distinct()
        .map(this::pod)
        .toList();
  }

  @Override
  public synchronized RuntimePod pod(String podUid) {
    var ownSandboxes =
        sandboxes.values().stream().filter(s -> s.pod().uid().equals(podUid)).toList();
    var own =
        containers.values().stream()
            .filter(c -> c.config().pod().uid().equals(podUid))
            .map(FakeContainer::view)
            .toList();
    var ref =
        Stream.concat(
                ownSandboxes.stream().map(RuntimeSandbox::pod),
                own.stream().map(RuntimeContainer::pod))
            .findFirst()
            .orElse(null);
    return new RuntimePod(ref, ownSandboxes, own);
  }

  @Override
  public Optional<RuntimeContainer> container(String containerId) {
    return find(containerId).map(FakeContainer::view);
  }

  @Override
  public ExecSession exec(String containerId, List<String> command, boolean tty, boolean stdin) {
    requireRunning(containerId);
    return FakeSession.of(FakeScript.of(command), delay);
  }

  @Override
  public ExecSession attach(String containerId, boolean tty, boolean stdin) {
    requireRunning(containerId);
    return FakeSession.of(Optional.empty(), delay);
  }

  @Override
  public ExecResult execSync(String containerId, List<String> command, Duration timeout) {
    requireRunning(containerId);
    var script = FakeScript.of(command);
    if (script.isEmpty()) {
      return new ExecResult(0, "", false);
    }
    var output = new StringBuilder();
    try {
      return new ExecResult(script.get().run(output::append, delay), output.toString(), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(Kind.TIMEOUT, "exec interrupted", e);
    }
  }

  @Override
  public void logs(String containerId, LogOptions options, LogSink sink) {
    var container = require(containerId);
    try {
      container.log(options, sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException readerGone) {
      // the reader hung up: that is the log's end
    }
  }

  @Override
  public Optional<ContainerStats> stats(String containerId) {
    return find(containerId)
        .map(FakeContainer::view)
        .filter(RuntimeContainer::running)
        .map(c -> new ContainerStats(clock.instant(), 0, 0, 0, 0));
  }

  @Override
  public synchronized Optional<ImageInfo> image(String reference) {
    return Optional.ofNullable(images.get(reference))
        .or(() -> images.values().stream().filter(i -> i.id().equals(reference)).findFirst());
  }

  @Override
  public synchronized List<ImageInfo> images() {
    return List.copyOf(images.values());
  }

  @Override
  public synchronized String pullImage(
      String reference, @Nullable RegistryCredentials credentials) {
    var id = "sha256:" + FakeContainer.hex(reference.getBytes(StandardCharsets.UTF_8));
    images.put(reference, new ImageInfo(id, List.of(reference), List.of(), 1, clock.instant(), ""));
    return id;
  }

  @Override
  public synchronized void removeImage(String imageId) {
    images.values().removeIf(i -> i.id().equals(imageId));
  }

  @Override
  public AutoCloseable watch(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Optional<Long> networkProcess(String sandboxId) {
    return Optional.empty();
  }

  @Override
  public void close() {
    listeners.clear();
  }

  private synchronized Optional<FakeContainer> find(String containerId) {
    return Optional.ofNullable(containers.get(containerId));
  }

  private FakeContainer require(String containerId) {
    return find(containerId)
        .orElseThrow(
            () ->
                new ContainerRuntimeException(Kind.NOT_FOUND, "No such container: " + containerId));
  }

  private void requireRunning(String containerId) {
    if (!require(containerId).view().running()) {
      throw new ContainerRuntimeException(
          Kind.CONFLICT, "Container " + containerId + " is not running");
    }
  }

  private void changed(PodRef pod) {
    for (var listener : listeners) {
      listener.accept(pod.uid());
    }
  }

  private String newId() {
    return FakeContainer.hex(
        (System.identityHashCode(this) + "/" + ids++).getBytes(StandardCharsets.UTF_8));
  }
}
