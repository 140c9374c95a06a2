package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import io.coxswain.api.Json;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ContainerRuntimeException.Kind;
import io.coxswain.kubelet.runtime.ExecResult;
import io.coxswain.kubelet.runtime.ExecSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exec and attach over a raw connection to the engine's socket: docker-java's transport never sends
 * the end of standard input.
 */
final class DockerStreams {
  private static final Logger LOG = LoggerFactory.getLogger(DockerStreams.class);
  private static final int OUTPUT_LIMIT = 10 * 1024;
  private static final int MOST_ATTEMPTS = 200;

  private final DockerConnection docker;

  DockerStreams(DockerConnection docker) {
    this.docker = docker;
  }

  ExecSession exec(String containerId, List<String> command, boolean tty, boolean stdin) {
    return start(create(containerId, command, tty, stdin), tty);
  }

  ExecSession attach(String containerId, boolean tty, boolean stdin) {
    var path =
        "/v%s/containers/%s/attach?stream=1&stdout=1&stderr=1&stdin=%d"
            .formatted(docker.apiVersion(), containerId, stdin ? 1 : 0);
    return new DockerSession(
        HijackedConnection.open(docker.socket(), path, ""),
        tty,
        (width, height) ->
            docker.client().resizeContainerCmd(containerId).withSize(height, width).exec(),
        () -> 0);
  }

  ExecResult execSync(String containerId, List<String> command, Duration timeout) {
    var execId = create(containerId, command, false, false);
    var output = new ByteArrayOutputStream();
    try (var session = start(execId, false)) {
      var done = new CountDownLatch(2);
      Thread.ofVirtual().start(() -> collect(session.stdout(), output, done));
      Thread.ofVirtual().start(() -> collect(session.stderr(), output, done));
      if (!done.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        kill(containerId, execId);
        return new ExecResult(-1, text(output), true);
      }
      return new ExecResult(session.awaitExit(), text(output), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(Kind.TIMEOUT, "exec interrupted", e);
    }
  }

  private String create(String containerId, List<String> command, boolean tty, boolean stdin) {
    return docker
        .client()
        .execCreateCmd(containerId)
        .withCmd(command.toArray(String[]::new))
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withAttachStdin(stdin)
        .withTty(tty)
        .exec()
        .getId();
  }

  private ExecSession start(String execId, boolean tty) {
    var body = Json.mapper().createObjectNode().put("Detach", false).put("Tty", tty);
    var path = "/v%s/exec/%s/start".formatted(docker.apiVersion(), execId);
    return new DockerSession(
        HijackedConnection.open(docker.socket(), path, Json.text(body)),
        tty,
        (width, height) -> docker.client().resizeExecCmd(execId).withSize(height, width).exec(),
        () -> exitCode(execId));
  }

  /** The engine closes the stream a moment before it records the exit code. */
  private int exitCode(String execId) throws InterruptedException {
    var state =
        await(execId, it -> it.getExitCodeLong() != null && !Boolean.TRUE.equals(it.isRunning()));
    if (state == null) {
      throw new ContainerRuntimeException(
          Kind.TIMEOUT, "the command's output ended but it still runs");
    }
    return state.getExitCodeLong().intValue();
  }

  /**
   * The engine can't end a command, but it tells its process on the host. A busy engine may not
   * have begun it yet: then its start is awaited, or it would run on unseen.
   */
  private void kill(String containerId, String execId) throws InterruptedException {
    var state = await(execId, it -> hasProcess(it) || it.getExitCodeLong() != null);
    if (state == null) {
      LOG.warn(
          "exec {} in container {} timed out and its process is not known: it may run on",
          execId,
          containerId);
    } else if (hasProcess(state)) {
      ProcessHandle.of(state.getPidLong()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean hasProcess(InspectExecResponse state) {
    var pid = state.getPidLong();
    return pid != null && pid > 0;
  }

  /** Asks the engine about a command until it is as wanted; null if it is not in about 10 s. */
  private @Nullable InspectExecResponse await(String execId, Predicate<InspectExecResponse> wanted)
      throws InterruptedException {
    for (var attempt = 0; ; attempt++) {
      var state = docker.client().inspectExecCmd(execId).exec();
      if (wanted.test(state)) {
        return state;
      }
      if (attempt == MOST_ATTEMPTS) {
        return null;
      }
      Thread.sleep(Math.min(50, 1 + attempt));
    }
  }

  private static void collect(InputStream in, ByteArrayOutputStream output, CountDownLatch done) {
    var buffer = new byte[4096];
    try {
      int n;
      while ((n = in.read(buffer)) >= 0) {
        synchronized (output) {
          output.write(buffer, 0, Math.min(n, Math.max(0, OUTPUT_LIMIT - output.size())));
        }
      }
    } catch (IOException closed) {
      // the session ended; what was read counts
    } finally {
      done.countDown();
    }
  }

  private static String text(ByteArrayOutputStream output) {
    synchronized (output) {
      return output.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
