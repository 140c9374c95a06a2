package io.coxswain.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.kubelet.runtime.ContainerConfig.ContainerResources;
import io.coxswain.kubelet.runtime.ContainerConfig.ContainerSecurity;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every container runtime must do. Subclasses say which one, and bring an image with a shell.
 */
abstract class ContainerRuntimeContract {
  static final List<String> FOREVER = List.of("sh", "-c", "sleep 3600");
  final PodRef pod = new PodRef("default", "contract", "uid-" + System.nanoTime());
  ContainerRuntime runtime;

  abstract ContainerRuntime start();

  /** The id of an image with {@code sh}. */
  abstract String image();

  @BeforeEach
  void open() {
    runtime = start();
  }

  @AfterEach
  void removeEverything() {
    for (var left : runtime.pods()) {
      left.sandboxes().forEach(s -> runtime.removeSandbox(s.id()));
    }
    runtime.close();
  }

  @Test
  void aSandboxIsReadyUntilItIsStopped() {
    var id = sandbox();
    assertThat(runtime.pod(pod.uid()).sandbox()).get().matches(RuntimeSandbox::ready);
    assertThat(runtime.pods()).extracting(RuntimePod::pod).containsExactly(pod);
    runtime.stopSandbox(id);
    runtime.stopSandbox(id);
    assertThat(runtime.pod(pod.uid()).sandbox()).get().matches(s -> !s.ready());
    runtime.removeSandbox(id);
    runtime.removeSandbox(id);
    assertThat(runtime.pod(pod.uid()).isEmpty()).isTrue();
  }

  @Test
  void aContainerRunsAndEndsWithItsCode() throws Exception {
    var ended = ended(create(sandbox(), 0, List.of("sh", "-c", "echo one; echo two; exit 3")));
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.startedAt()).isNotNull();
    assertThat(ended.finishedAt()).isNotNull();
    assertThat(ended.hash()).isEqualTo("hash");
    assertThat(log(ended.id(), LogOptions.ALL)).isEqualTo("one\ntwo\n");
    assertThat(log(ended.id(), new LogOptions(false, 1L, null, false, null))).isEqualTo("two\n");
    assertThat(log(ended.id(), new LogOptions(false, null, null, false, 5L))).isEqualTo("one\nt");
  }

  @Test
  void followingALogEndsWithTheContainer() throws Exception {
    var id = create(sandbox(), 0, FOREVER);
    runtime.startContainer(id);
    var log =
        CompletableFuture.supplyAsync(
            () -> log(id, new LogOptions(true, null, null, false, null)),
            Thread::startVirtualThread);
    runtime.stopContainer(id, Duration.ZERO);
    assertThat(log.get(60, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void stoppingEndsAContainerAndTheNextAttemptIsListedFirst() throws Exception {
    var sandbox = sandbox();
    var first = create(sandbox, 0, FOREVER);
    runtime.startContainer(first);
    runtime.startContainer(first);
    assertThat(runtime.container(first)).get().matches(RuntimeContainer::running);
    runtime.stopContainer(first, Duration.ZERO);
    assertThat(ended(first, false).exitCode()).isEqualTo(137);
    runtime.stopContainer(first, Duration.ZERO);
    var second = create(sandbox, 1, FOREVER);
    assertThat(runtime.pod(pod.uid()).latest("main"))
        .get()
        .extracting(RuntimeContainer::id)
        .isEqualTo(second);
    assertThat(runtime.pod(pod.uid()).attempts("main")).hasSize(2);
    runtime.removeContainer(first);
    runtime.removeContainer(first);
    assertThat(runtime.container(first)).isEmpty();
  }

  @Test
  void commandsRunInARunningContainer() throws Exception {
    var id = create(sandbox(), 0, FOREVER);
    assertThatThrownBy(
            () -> runtime.execSync(id, List.of("sh", "-c", "exit 0"), Duration.ofMinutes(1)))
        .isInstanceOf(ContainerRuntimeException.class);
    runtime.startContainer(id);
    var result =
        runtime.execSync(id, List.of("sh", "-c", "echo hi; exit 4"), Duration.ofMinutes(1));
    assertThat(result).isEqualTo(new ExecResult(4, "hi\n", false));
    try (var session = runtime.exec(id, List.of("sh", "-c", "echo there; exit 5"), false, false)) {
      assertThat(new String(session.stdout().readAllBytes())).isEqualTo("there\n");
      assertThat(session.awaitExit()).isEqualTo(5);
    }
  }

  @Test
  @SuppressWarnings("try")
  void changesAreAnnounced() throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    try (var watch = runtime.watch(heard::add)) {
      sandbox();
      String uid;
      do {
        uid = heard.poll(60, TimeUnit.SECONDS);
        assertThat(uid).isNotNull();
      } while (!uid.equals(pod.uid()));
    }
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    assertThat(runtime.container("0123456789abcdef")).isEmpty();
    assertThatThrownBy(() -> runtime.startContainer("0123456789abcdef"))
        .isInstanceOf(ContainerRuntimeException.class)
        .extracting(e -> ((ContainerRuntimeException) e).kind())
        .isEqualTo(ContainerRuntimeException.Kind.NOT_FOUND);
    assertThat(runtime.image("coxswain.local/never-made:1")).isEmpty();
  }

  String sandbox() {
    return runtime.runSandbox(
        new SandboxConfig(
            pod, 0, "contract", false, false, false, null, null, List.of(), Map.of()));
  }

  String create(String sandbox, int attempt, List<String> command) {
    return runtime.createContainer(
        new ContainerConfig(
            pod,
            sandbox,
            "main",
            attempt,
            image(),
            command,
            List.of(),
            null,
            List.of("A=b"),
            List.of(),
            new ContainerResources(2, 0, 100_000, 0, 0),
            new ContainerSecurity(
                false, null, null, List.of(), List.of(), List.of(), false, false, List.of()),
            false,
            false,
            true,
            false,
            false,
            null,
            "hash",
            null));
  }

  String log(String id, LogOptions options) {
    var bytes = new ByteArrayOutputStream();
    runtime.logs(id, options, (part, stderr) -> bytes.writeBytes(part));
    return bytes.toString();
  }

  RuntimeContainer ended(String id) throws Exception {
    return ended(id, true);
  }

  /** Waits on the runtime's own announcements. */
  @SuppressWarnings("try")
  RuntimeContainer ended(String id, boolean start) throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    try (var watch = runtime.watch(heard::add)) {
      if (start) {
        runtime.startContainer(id);
      }
      var now = runtime.container(id).orElseThrow();
      while (!now.exited()) {
        assertThat(heard.poll(60, TimeUnit.SECONDS))
            .as("an event before the end of " + now)
            .isNotNull();
        now = runtime.container(id).orElseThrow();
      }
      return now;
    }
  }
}
