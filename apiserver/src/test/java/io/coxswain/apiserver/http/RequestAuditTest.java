package io.coxswain.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.apiserver.TestServer;
import io.coxswain.apiserver.audit.AuditEvent;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.AuditRequest;
import io.coxswain.apiserver.audit.Auditor;
import io.coxswain.apiserver.audit.PolicyFile;
import io.coxswain.apiserver.audit.Stage;
import io.coxswain.apiserver.request.RequestInfo;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In what order the events and the answer of a request come. */
class RequestAuditTest {
  private static final Body SHORT = Body.of(new byte[] {1});
  private static final Body LONG = Body.of(new byte[2 * Body.PIECE]);

  @TempDir Path directory;
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final CountDownLatch mayWrite = new CountDownLatch(1);
  private RequestAudit audit;

  @BeforeEach
  void begin() throws Exception {
    var policy =
        Files.writeString(
            directory.resolve("policy"),
            "{kind: Policy, apiVersion: audit.k8s.io/v1, rules: [{level: Metadata}]}");
    var clock = InstantSource.fixed(Instant.EPOCH);
    var auditor =
        new Auditor(
            PolicyFile.read(policy),
            written -> {
              await();
              events.addAll(written);
              written.forEach(event -> order.add(event.stage().text()));
              return true;
            },
            new AuditMetrics(new PrometheusRegistry()),
            clock);
    var info = new RequestInfo(false, "/version", "get", "", "", "", "", "", "");
    var request =
        AuditRequest.of(
            "id", "/version", null, info, Map.of(), null, new MicroTime(clock.instant()));
    audit = new RequestAudit(auditor, auditor.begin(null, info, () -> request), true, true);
  }

  private void await() {
    try {
      assertThat(mayWrite.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void wrote(String... wanted) throws Exception {
    TestServer.await(() -> order.size() >= wanted.length);
    assertThat(order).containsExactly(wanted);
  }

  @Test
  void aShortAnswerLeavesWhenItIsWritten() throws Exception {
    audit.answer(200, null, null, SHORT, () -> order.add("sent"));
    assertThat(order).isEmpty(); // the log is slow, and nobody has waited for it but the answer
    mayWrite.countDown();
    wrote("ResponseStarted", "ResponseComplete", "sent");
    audit.end(200);
    audit.answer(504, null, null, SHORT, () -> order.add("sent again"));
    assertThat(order).hasSize(3);
  }

  @Test
  void aLongAnswerIsCompleteWhenItHasLeft() throws Exception {
    mayWrite.countDown();
    audit.answer(200, null, null, LONG, () -> order.add("sent"));
    audit.began(200);
    wrote("sent", "ResponseStarted");
    audit.end(200);
    wrote("sent", "ResponseStarted", "ResponseComplete");
    assertThat(events.getLast().status().code()).isEqualTo(200);
  }

  @Test
  void aBugIsToldAsOne() throws Exception {
    mayWrite.countDown();
    audit.panics(new IllegalStateException("no such thing"));
    audit.answer(500, Failures.internal("no such thing"), null, SHORT, () -> order.add("sent"));
    wrote("ResponseStarted", "Panic", "sent");
    var status = events.getLast().status();
    assertThat(status.message()).isEqualTo("APIServer panic'd: no such thing");
    assertThat(status.reason()).isEqualTo("InternalError");
  }

  @Test
  void whereThereWasNoAnswerOneIsMadeUp() throws Exception {
    mayWrite.countDown();
    audit.end(0);
    wrote("ResponseStarted", "ResponseComplete");
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.status().message()).isEqualTo("Connection closed early");
              assertThat(event.status().code()).isEqualTo(200);
            });
    assertThat(events.getFirst().stage()).isEqualTo(Stage.RESPONSE_STARTED);
  }
}
