package io.coxswain.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.coxswain.api.Json;
import io.coxswain.apiserver.audit.backend.AuditOptions;
import io.coxswain.apiserver.audit.backend.AuditOptions.Batch;
import io.coxswain.apiserver.audit.backend.AuditOptions.Mode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Audit events that a server is sent, and those that nobody takes. */
class AuditBackendTest {
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      rules:
      - {level: Metadata, resources: [{resources: [namespaces]}]}
      """;

  @TempDir Path directory;

  @Test
  void aServerIsSentEventsUntilItTakesThem() throws Exception {
    var bodies = new CopyOnWriteArrayList<JsonNode>();
    var paths = new CopyOnWriteArrayList<String>();
    var collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          try (exchange) {
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            bodies.add(Json.tree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(paths.size() == 1 ? 503 : 200, -1);
          }
        });
    collector.start();
    var options =
        new AuditOptions(
            Files.writeString(directory.resolve("policy.yaml"), POLICY),
            null,
            new AuditOptions.Webhook(
                kubeconfig("http://127.0.0.1:" + collector.getAddress().getPort() + "/audit"),
                Duration.ofMillis(1),
                Mode.BATCH,
                new Batch(100, 2, Duration.ofMillis(50), true, 1000, 1000, true),
                AuditLog.WHOLE));
    try (var server = TestServer.start(directory, options)) {
      server.get("/api/v1/namespaces", "Audit-ID", "mine");
      TestServer.await(() -> paths.size() >= 2);
      assertThat(paths).containsOnly("POST /audit");
      assertThat(bodies.get(1)).isEqualTo(bodies.getFirst());
      assertThat(bodies.getFirst().path("kind").asString()).isEqualTo("EventList");
      assertThat(bodies.getFirst().path("apiVersion").asString()).isEqualTo("audit.k8s.io/v1");
      assertThat(bodies.getFirst().at("/items/0/auditID").asString()).isEqualTo("mine");
      assertThat(bodies.getFirst().at("/items/0/stage").asString()).isEqualTo("RequestReceived");
    } finally {
      collector.stop(0);
    }
  }

  private Path kubeconfig(String server) throws Exception {
    return Files.writeString(
        directory.resolve("webhook.kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: '%s'}}]
        contexts: [{name: x, context: {cluster: c}}]
        current-context: x
        """
            .formatted(server));
  }

  @Test
  void inBlockingStrictModeWhatCannotBeToldIsRefused() throws Exception {
    var options = AuditLog.options(directory, "/dev/full", Mode.BLOCKING_STRICT, POLICY);
    try (var server = TestServer.start(directory, options)) {
      var refused = server.get("/api/v1/namespaces/default");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body())
          .isEqualTo(
              "Internal Server Error: \"/api/v1/namespaces/default\": failed to store audit event\n");
      assertThat(server.get("/api/v1/nodes").statusCode()).isEqualTo(200);
      assertThat(server.get("/metrics").body())
          .contains(
              "\napiserver_audit_requests_rejected_total 1.0",
              "\napiserver_audit_error_total{plugin=\"log\"} 1.0");
    }
  }

  @Test
  void inBlockingModeTheyGoOn() throws Exception {
    var options = AuditLog.options(directory, "/dev/full", Mode.BLOCKING, POLICY);
    try (var server = TestServer.start(directory, options)) {
      assertThat(server.get("/api/v1/namespaces/default").statusCode()).isEqualTo(200);
      assertThat(server.get("/metrics").body())
          .contains("\napiserver_audit_error_total{plugin=\"log\"} 2.0");
    }
  }

  @Test
  void whatCannotBeReadIsNamedAtTheStart() throws Exception {
    var options = AuditLog.options(directory, "-", Mode.BLOCKING, "rules: []");
    assertThatThrownBy(() -> TestServer.start(directory, options))
        .hasMessageStartingWith("--audit-policy-file: loading audit policy file: ");
    var nowhere =
        new AuditOptions(
            Files.write(directory.resolve("policy.yaml"), POLICY.getBytes(UTF_8)),
            null,
            new AuditOptions.Webhook(
                directory.resolve("none"),
                Duration.ZERO,
                Mode.BATCH,
                AuditLog.PROMPT,
                AuditLog.WHOLE));
    assertThatThrownBy(() -> TestServer.start(directory, nowhere))
        .hasMessageStartingWith("--audit-webhook-config-file: " + directory.resolve("none"));
    assertThat(List.of(options, nowhere)).doesNotHaveDuplicates();
  }
}
