package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a test may expect of pods whose containers are only simulated. */
class SimulatedNodesTest {
  @RegisterExtension
  static final CoxswainExtension cluster =
      new CoxswainExtension(EmbeddedOptions.defaults().withNodes(2));

  private static KubernetesClient client;

  @BeforeAll
  static void connect() {
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.cluster().kubeconfig()))
            .build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Test
  void probesOfTheNetworkSucceedWhileTheContainerRuns() {
    var pod =
        started(
            "probed",
            "sleep 3600",
            """
            startupProbe: {tcpSocket: {port: 80}, periodSeconds: 1}
            readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 1}
            livenessProbe: {grpc: {port: 80}, periodSeconds: 1}
            """);
    pod.waitUntilReady(20, TimeUnit.SECONDS);
    assertThat(pod.get().getStatus().getContainerStatuses().getFirst().getRestartCount()).isZero();
  }

  @Test
  void aProbeByCommandSaysWhatTheCommandSays() {
    var pod =
        started(
            "unready",
            "sleep 3600",
            "readinessProbe: {exec: {command: [sh, -c, exit 1]}, periodSeconds: 1}");
    pod.waitUntilCondition(SimulatedNodesTest::isRunning, 20, TimeUnit.SECONDS);
    var events =
        client
            .v1()
            .events()
            .inNamespace("default")
            .withField("involvedObject.name", "unready")
            .informOnCondition(
                all -> all.stream().anyMatch(event -> event.getReason().equals("Unhealthy")));
    assertThat(events).succeedsWithin(20, TimeUnit.SECONDS);
    assertThat(pod.isReady()).isFalse();
  }

  @Test
  void podsOfEachNodeHaveLogsAndRunCommands() throws Exception {
    for (var node : List.of("node-0", "node-1")) {
      var name = "on-" + node;
      var pod = started(name, "echo hello from " + node + "; sleep 3600", "", "nodeName: " + node);
      pod.waitUntilReady(20, TimeUnit.SECONDS);
      assertThat(pod.getLog()).isEqualTo("hello from " + node + "\n");

      var out = new ByteArrayOutputStream();
      try (var exec = pod.writingOutput(out).exec("sh", "-c", "echo ran; exit 3")) {
        assertThat(exec.exitCode().get(60, TimeUnit.SECONDS)).isEqualTo(3);
      }
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ran\n");
    }
  }

  /** What upstream's conformance tests of WebSockets ask, with the oldest protocols. */
  @Test
  void logsAndCommandsComeOverWebSocketsOfEveryProtocol() throws Exception {
    started("talking", "echo alive; sleep 3600", "").waitUntilReady(20, TimeUnit.SECONDS);
    var path = "api/v1/namespaces/default/pods/talking/";
    assertThat(messages(path + "log?container=c", "binary.k8s.io")).containsExactly("alive\n");
    assertThat(messages(path + "log?container=c", null)).containsExactly("alive\n");
    assertThat(messages(path + "log?container=c", "base64.binary.k8s.io"))
        .containsExactly("YWxpdmUK");
    var exec = "exec?stdout=1&stderr=1&container=c&command=sh&command=-c&command=echo%20ran";
    assertThat(messages(path + exec, "channel.k8s.io")).contains("\1ran\n");
    assertThat(messages(path + exec, "v4.base64.channel.k8s.io")).contains("1cmFuCg==");
  }

  private static List<String> messages(String path, @Nullable String protocol) throws Exception {
    var messages = new CopyOnWriteArrayList<String>();
    var closed = new CompletableFuture<Integer>();
    var listener =
        new WebSocket.Listener() {
          @Override
          public void onMessage(WebSocket socket, ByteBuffer bytes) {
            onMessage(socket, StandardCharsets.UTF_8.decode(bytes).toString());
          }

          @Override
          public void onMessage(WebSocket socket, String text) {
            messages.add(text);
            socket.request();
          }

          @Override
          public void onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
          }
        };
    var builder = client.getHttpClient().newWebSocketBuilder();
    if (protocol != null) {
      builder.subprotocol(protocol);
    }
    builder
        .uri(URI.create(client.getMasterUrl() + path))
        .buildAsync(listener)
        .get(60, TimeUnit.SECONDS);
    assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
    return messages;
  }

  private static boolean isRunning(Pod pod) {
    return pod != null && Objects.equals(pod.getStatus().getPhase(), "Running");
  }

  private static PodResource started(String name, String script, String container) {
    return started(name, script, container, "");
  }

  private static PodResource started(String name, String script, String container, String spec) {
    var manifest =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: default}
        spec:
        %s
          containers:
          - name: c
            image: none
            command: [sh, -c, "%s"]
        %s
        """
            .formatted(name, spec.indent(2), script, container.indent(4));
    client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).create();
    return client.pods().inNamespace("default").withName(name);
  }
}
