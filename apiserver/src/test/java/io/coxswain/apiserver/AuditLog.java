package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.audit.backend.AuditOptions;
import io.coxswain.apiserver.audit.backend.AuditOptions.Batch;
import io.coxswain.apiserver.audit.backend.AuditOptions.Format;
import io.coxswain.apiserver.audit.backend.AuditOptions.Mode;
import io.coxswain.apiserver.audit.backend.AuditOptions.Rotation;
import io.coxswain.apiserver.audit.backend.AuditOptions.Truncation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The audit log of a test's server. */
record AuditLog(Path file) {
  static final Batch PROMPT = new Batch(1000, 1, Duration.ZERO, false, 0, 0, false);
  static final Truncation WHOLE = new Truncation(false, 1, 1);

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
  private static final Set<String> TIMES = Set.of("requestReceivedTimestamp", "stageTimestamp");

  /** Options that write it by a policy. */
  static AuditOptions options(Path directory, String file, Mode mode, String policy)
      throws Exception {
    var policyFile = Files.writeString(directory.resolve("policy.yaml"), policy);
    return new AuditOptions(
        policyFile,
        new AuditOptions.Log(file, Format.JSON, new Rotation(0, 0, 0, false), mode, PROMPT, WHOLE),
        null);
  }

  /** The events of one request so far. */
  List<JsonNode> events(String auditId) throws Exception {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains(auditId))
          .map(Json::tree)
          .filter(event -> event.path("auditID").asString().equals(auditId))
          .toList();
    }
  }

  /** One event, when it is there. */
  JsonNode await(String auditId, String stage) throws Exception {
    TestServer.await(() -> !stage(auditId, stage).isEmpty());
    return stage(auditId, stage).getFirst();
  }

  private List<JsonNode> stage(String auditId, String stage) throws Exception {
    return events(auditId).stream()
        .filter(event -> event.path("stage").asString().equals(stage))
        .toList();
  }

  /** An event without its times, which must be times. */
  static JsonNode timeless(JsonNode event) {
    for (var time : TIMES) {
      assertThat(event.path(time).asString()).matches(TIME);
    }
    return ((ObjectNode) event.deepCopy()).without(TIMES);
  }
}
