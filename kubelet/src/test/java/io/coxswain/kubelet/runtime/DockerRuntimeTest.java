package io.coxswain.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.kubelet.runtime.docker.DockerConnection;
import io.coxswain.kubelet.runtime.docker.DockerRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
class DockerRuntimeTest extends ContainerRuntimeContract {
  private final String cluster = UUID.randomUUID().toString();
  private String image = "";

  @Override
  ContainerRuntime start() {
    var connection = DockerConnection.open("unix:///var/run/docker.sock");
    image = TestImage.ensure(connection);
    return new DockerRuntime(connection, cluster, "contract-node", null);
  }

  @Override
  String image() {
    return image;
  }

  @Test
  void theSandboxEndsByItselfWhenAsked() {
    var id = sandbox();
    runtime.stopSandbox(id);
    var connection = DockerConnection.open("unix:///var/run/docker.sock");
    var state = connection.client().inspectContainerCmd(id).exec().getState();
    assertThat(state.getExitCodeLong()).as("137 is the end of those who do not listen").isZero();
  }

  @Test
  void inputEndsWhenItsStreamIsClosed() throws Exception {
    var id = create(sandbox(), 0, FOREVER);
    runtime.startContainer(id);
    try (var session = runtime.exec(id, List.of("cat"), false, true)) {
      try (var stdin = session.stdin()) {
        stdin.write("through\n".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("through\n");
      assertThat(session.awaitExit()).isZero();
    }
  }

  /** With no time at all the engine has not even begun the command when its time is over. */
  @ParameterizedTest
  @ValueSource(ints = {0, 300})
  void aCommandThatTakesTooLongIsKilled(int millis) {
    var id = create(sandbox(), 0, FOREVER);
    runtime.startContainer(id);
    var result = runtime.execSync(id, List.of("sleep", "77"), Duration.ofMillis(millis));
    assertThat(result.timedOut()).isTrue();
    var end = System.nanoTime() + 30_000_000_000L; // a signal takes effect in its own time
    while (running(id).contains("sleep 77")) {
      assertThat(System.nanoTime()).as("it runs on").isLessThan(end);
    }
  }

  private String running(String id) {
    var result = runtime.execSync(id, List.of("ps"), Duration.ofMinutes(1));
    assertThat(result.exitCode()).isZero();
    return result.output();
  }

  @Test
  void containersOfOthersAreInvisible() {
    var id = create(sandbox(), 0, FOREVER);
    var connection = DockerConnection.open("unix:///var/run/docker.sock");
    try (var other = new DockerRuntime(connection, "another-cluster", "contract-node", null)) {
      assertThat(other.pods()).isEmpty();
      assertThat(other.container(id)).isEmpty();
      assertThatThrownBy(() -> other.startContainer(id))
          .isInstanceOf(ContainerRuntimeException.class);
      other.removeContainer(id);
      assertThat(runtime.container(id)).isPresent();
    }
  }

  @Test
  void statsComeFromTheControlGroups() {
    var id = create(sandbox(), 0, FOREVER);
    runtime.startContainer(id);
    assertThat(runtime.stats(id)).get().matches(s -> s.memoryUsage() > 0 && s.cpuNanos() > 0);
  }

  @Test
  void aCreationWhoseAnswerWasLostIsDoneAgain() {
    var sandbox = sandbox();
    var lost = create(sandbox, 0, FOREVER);
    var again = create(sandbox, 0, FOREVER);
    assertThat(runtime.container(lost)).isEmpty();
    assertThat(runtime.pod(pod.uid()).latest("main"))
        .get()
        .extracting(RuntimeContainer::id)
        .isEqualTo(again);
    assertThat(Map.of("containers", runtime.pod(pod.uid()).containers().size()))
        .containsEntry("containers", 1);
  }
}
