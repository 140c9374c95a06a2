package io.coxswain.apiserver.audit.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.TestServer;
import io.coxswain.apiserver.audit.AuditEvent;
import io.coxswain.apiserver.audit.AuditEvents;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.Sink;
import io.coxswain.apiserver.audit.backend.AuditOptions.Batch;
import io.coxswain.apiserver.audit.backend.AuditOptions.Format;
import io.coxswain.apiserver.audit.backend.AuditOptions.Truncation;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What stands between events and where they go. */
class SinksTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AuditMetrics metrics = new AuditMetrics(registry);
  private final List<List<String>> batches = new CopyOnWriteArrayList<>();
  private final Sink sink =
      events -> {
        batches.add(events.stream().map(SinksTest::shown).toList());
        return true;
      };

  private static String shown(AuditEvent event) {
    return event.request().auditId()
        + (event.requestObject() == null ? "-" : "")
        + event.annotations().getOrDefault("audit.k8s.io/truncated", "");
  }

  @Test
  void largeEventsLoseTheirObjectsAndLargeBatchesAreSplit() {
    var small = size(AuditEvents.event("a", 10));
    var bare = size(AuditEvents.event("b", 0).truncated());
    var truncating =
        new TruncatingSink(sink, new Truncation(true, 2 * small + bare, 2 * small), metrics);
    var events =
        List.of(
            AuditEvents.event("a", 10),
            AuditEvents.event("b", 1000),
            AuditEvents.event("c", 10),
            AuditEvents.event("d", 10));
    assertThat(truncating.process(events)).isTrue();
    assertThat(batches).containsExactly(List.of("a", "b-true", "c"), List.of("d"));
  }

  private static long size(AuditEvent event) {
    return Json.bytes(event.tree()).length + 1L;
  }

  @Test
  void whatIsTooLargeWithoutItsObjectsIsLost() {
    var truncating = new TruncatingSink(sink, new Truncation(true, 100, 100), metrics);
    truncating.process(List.of(AuditEvents.event("a", 10)));
    assertThat(batches).isEmpty();
    assertThat(lost("truncate")).isEqualTo(1);
  }

  @Test
  void batchesAreAsLargeAsTheyMayBeAndTheRestGoesAtTheEnd() throws Exception {
    var buffered = new BufferedSink(sink, batch(100, 2, Duration.ofHours(1)), metrics);
    buffered.process(events(5));
    TestServer.await(() -> batches.size() == 2);
    buffered.close();
    assertThat(batches).containsExactly(List.of("0", "1"), List.of("2", "3"), List.of("4"));
    buffered.process(events(1));
    assertThat(lost("buffered")).isEqualTo(1);
  }

  @Test
  void aBatchThatIsNotFullGoesInTime() throws Exception {
    try (var buffered = new BufferedSink(sink, batch(100, 50, Duration.ofMillis(5)), metrics)) {
      buffered.process(events(1));
      TestServer.await(() -> batches.equals(List.of(List.of("0"))));
    }
  }

  @Test
  void aBatchThatFailsIsLostAndNotTheLast() {
    Sink failing =
        events -> {
          if (shown(events.getFirst()).equals("0")) {
            throw new IllegalStateException("a bug");
          }
          return sink.process(events);
        };
    var buffered = new BufferedSink(failing, batch(100, 1, Duration.ofHours(1)), metrics);
    buffered.process(events(2));
    buffered.close();
    assertThat(batches).containsExactly(List.of("1"));
    assertThat(lost("buffered")).isEqualTo(1);
  }

  @Test
  void whatFindsTheBufferFullIsLostAndNobodyWaits() throws Exception {
    var taken = new CountDownLatch(1);
    var blocked = new CountDownLatch(1);
    Sink slow =
        events -> {
          taken.countDown();
          try {
            return blocked.await(1, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (var buffered = new BufferedSink(slow, batch(2, 1, Duration.ZERO), metrics)) {
      buffered.process(events(1));
      assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(buffered.process(events(5))).isTrue();
      assertThat(lost("buffered")).isEqualTo(3);
      blocked.countDown();
    }
  }

  @Test
  void aLineTellsAnEvent() {
    var out = new ByteArrayOutputStream();
    new LogSink(out, Format.LEGACY, metrics).process(List.of(AuditEvents.event("a", 1)));
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "2026-01-02T03:04:05.6789Z AUDIT: id=\"a\" stage=\"ResponseComplete\" ip=\"10.0.0.1\""
                + " method=\"create\" user=\"jane\" groups=\"\\\"dev\\\",\\\"ops\\\"\" as=\"<self>\""
                + " asgroups=\"<lookup>\" user-agent=\"test/1\" namespace=\"shop\""
                + " uri=\"/p?a=\\\"b\\\"\" response=\"201\"\n");
    out.reset();
    new LogSink(out, Format.JSON, metrics).process(List.of(AuditEvents.event("a", 1)));
    assertThat(Json.tree(out.toByteArray())).isEqualTo(AuditEvents.event("a", 1).tree());
    assertThat(out.toString(UTF_8)).endsWith("}\n");
  }

  @Test
  void whatCannotBeWrittenIsCounted() {
    var full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThat(new LogSink(full, Format.JSON, metrics).process(events(2))).isFalse();
    assertThat(lost("log")).isEqualTo(2);
  }

  private static Batch batch(int buffer, int size, Duration wait) {
    return new Batch(buffer, size, wait, false, 0, 0, false);
  }

  private static List<AuditEvent> events(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> AuditEvents.event(Integer.toString(i), 1))
        .toList();
  }

  private double lost(String plugin) {
    return registry.scrape().stream()
        .filter(metric -> metric.getMetadata().getName().equals("apiserver_audit_error"))
        .flatMap(metric -> metric.getDataPoints().stream())
        .filter(point -> plugin.equals(point.getLabels().get("plugin")))
        .mapToDouble(
            point ->
                ((io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot)
                        point)
                    .getValue())
        .sum();
  }
}
