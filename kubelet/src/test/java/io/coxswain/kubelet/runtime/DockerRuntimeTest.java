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
  void theSandboxEndsAtOnceWhenAsked() {
    var id = sandbox();
    var before = System.nanoTime();
    runtime.stopSandbox(id);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
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

  @Test
  void aCommandThatTakesTooLongIsKilled() {
    var id = create(sandbox(), 0, FOREVER);
    runtime.startContainer(id);
    var result = runtime.execSync(id, List.of("sleep", "77"), Duration.ofMillis(300));
    assertThat(result.timedOut()).isTrue();
    var left =
        runtime.execSync(
            id, List.of("sh", "-c", "ps | grep -c 'sleep 7[7]'"), Duration.ofSeconds(5));
    assertThat(left.output().strip()).isEqualTo("0");
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
