package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
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
import io.coxswain.kubelet.runtime.RegistryCredentials;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimePod;
import io.coxswain.kubelet.runtime.SandboxConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node's view of a Docker engine. Stateless but for its connection; safe for any thread. */
public final class DockerRuntime implements ContainerRuntime {
  private final DockerConnection connection;
  private final DockerLabels labels;
  private final DockerPods pods;
  private final DockerCreation creation;
  private final DockerStreams streams;

  /**
   * @param cluster the cluster's UID
   * @param network the Docker network of pods that are not on the host's; null where there is none
   */
  public DockerRuntime(
      DockerConnection connection, String cluster, String node, @Nullable String network) {
    this.connection = connection;
    this.labels = new DockerLabels(cluster, node);
    this.pods = new DockerPods(connection.client(), labels);
    this.creation = new DockerCreation(connection.client(), labels, network);
    this.streams = new DockerStreams(connection);
  }

  @Override
  public Version version() {
    return new Version(
        "docker", String.valueOf(connection.version().getVersion()), connection.apiVersion());
  }

  @Override
  public String runSandbox(SandboxConfig config) {
    return DockerErrors.call(
        () -> {
          PauseImage.ensure(connection.client(), connection.architecture());
          var id = creation.sandbox(config);
          try {
            connection.client().startContainerCmd(id).exec();
          } catch (RuntimeException e) {
            DockerErrors.unlessGone(
                () -> connection.client().removeContainerCmd(id).withForce(true).exec());
            throw e;
          }
          return id;
        });
  }

  @Override
  public void stopSandbox(String sandboxId) {
    stopContainer(sandboxId, Duration.ofSeconds(2));
  }

  @Override
  public void removeSandbox(String sandboxId) {
    for (var container : pods.inSandbox(sandboxId)) {
      removeContainer(container);
    }
    removeContainer(sandboxId);
  }

  @Override
  public String createContainer(ContainerConfig config) {
    return DockerErrors.call(() -> creation.container(config));
  }

  @Override
  public void startContainer(String containerId) {
    pods.requireOwn(containerId);
    DockerErrors.run(
        () -> {
          try {
            connection.client().startContainerCmd(containerId).exec();
          } catch (NotModifiedException running) {
            // what was wanted
          }
        });
  }

  @Override
  public void stopContainer(String containerId, Duration grace) {
    DockerErrors.unlessGone(
        () -> {
          pods.requireOwn(containerId);
          try {
            connection
                .client()
                .stopContainerCmd(containerId)
                .withTimeout(Math.toIntExact(Math.min(grace.toSeconds(), Integer.MAX_VALUE)))
                .exec();
          } catch (NotModifiedException stopped) {
            // what was wanted
          }
        });
  }

  @Override
  public void removeContainer(String containerId) {
    DockerErrors.unlessGone(
        () -> {
          pods.requireOwn(containerId);
          connection
              .client()
              .removeContainerCmd(containerId)
              .withForce(true)
              .withRemoveVolumes(true)
              .exec();
        });
  }

  @Override
  public List<RuntimePod> pods() {
    return DockerErrors.call(pods::all);
  }

  @Override
  public RuntimePod pod(String podUid) {
    return DockerErrors.call(() -> pods.one(podUid));
  }

  @Override
  public Optional<RuntimeContainer> container(String containerId) {
    return DockerErrors.call(() -> pods.container(containerId));
  }

  @Override
  public ExecSession exec(String containerId, List<String> command, boolean tty, boolean stdin) {
    pods.requireOwn(containerId);
    return DockerErrors.call(() -> streams.exec(containerId, command, tty, stdin));
  }

  @Override
  public ExecSession attach(String containerId, boolean tty, boolean stdin) {
    pods.requireOwn(containerId);
    return DockerErrors.call(() -> streams.attach(containerId, tty, stdin));
  }

  @Override
  public ExecResult execSync(String containerId, List<String> command, Duration timeout) {
    pods.requireOwn(containerId);
    return DockerErrors.call(() -> streams.execSync(containerId, command, timeout));
  }

  @Override
  public void logs(String containerId, LogOptions options, LogSink sink) {
    pods.requireOwn(containerId);
    var command =
        connection
            .client()
            .logContainerCmd(containerId)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(options.follow())
            .withTimestamps(options.timestamps());
    var tail = options.tailLines();
    if (tail != null) {
      command.withTail(Math.toIntExact(Math.min(tail, Integer.MAX_VALUE)));
    }
    var since = options.since();
    if (since != null) {
      command.withSince((int) since.getEpochSecond());
    }
    try (var callback = command.exec(new LogCallback(sink, options.limitBytes()))) {
      callback.awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new ContainerRuntimeException(Kind.UNAVAILABLE, "closing the log: " + e, e);
    }
  }

  @Override
  public Optional<ContainerStats> stats(String containerId) {
    return container(containerId)
        .filter(RuntimeContainer::running)
        .flatMap(c -> CgroupStats.read(c.processId(), Instant.now()));
  }

  @Override
  public Optional<ImageInfo> image(String reference) {
    try {
      return Optional.of(
          DockerErrors.call(
              () -> DockerImages.info(connection.client().inspectImageCmd(reference).exec())));
    } catch (ContainerRuntimeException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<ImageInfo> images() {
    return DockerErrors.call(
        () -> connection.client().listImagesCmd().exec().stream().map(DockerImages::info).toList());
  }

  @Override
  public String pullImage(String reference, @Nullable RegistryCredentials credentials) {
    return DockerErrors.call(
        () -> {
          var command = connection.client().pullImageCmd(DockerImages.withTag(reference));
          if (credentials != null) {
            command.withAuthConfig(
                new AuthConfig()
                    .withRegistryAddress(credentials.registry())
                    .withUsername(credentials.username())
                    .withPassword(credentials.password()));
          }
          try {
            command.start().awaitCompletion();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerRuntimeException(Kind.TIMEOUT, "context canceled", e);
          }
          return DockerImages.info(connection.client().inspectImageCmd(reference).exec()).id();
        });
  }

  @Override
  public void removeImage(String imageId) {
    DockerErrors.unlessGone(() -> connection.client().removeImageCmd(imageId).exec());
  }

  @Override
  public AutoCloseable watch(Consumer<String> listener) {
    return new DockerEvents(connection.client(), labels, listener);
  }

  @Override
  public Optional<Long> networkProcess(String sandboxId) {
    return DockerErrors.call(() -> pods.processId(sandboxId));
  }

  @Override
  public void close() {
    connection.close();
  }

  /** Runs on docker-java's reader thread of this log. */
  private static final class LogCallback extends ResultCallback.Adapter<Frame> {
    private final LogSink sink;
    private long left;

    LogCallback(LogSink sink, @Nullable Long limit) {
      this.sink = sink;
      this.left = limit == null ? Long.MAX_VALUE : limit;
    }

    @Override
    public void onNext(Frame frame) {
      try {
        var bytes = frame.getPayload();
        if (bytes.length > left) {
          bytes = java.util.Arrays.copyOf(bytes, (int) left);
        }
        left -= bytes.length;
        sink.write(bytes, frame.getStreamType() == StreamType.STDERR);
        if (left == 0) {
          close();
        }
      } catch (IOException readerGone) {
        onError(readerGone);
      }
    }

    @Override
    public void onError(Throwable error) {
      try {
        close();
      } catch (IOException e) {
        error.addSuppressed(e);
      }
    }
  }
}
