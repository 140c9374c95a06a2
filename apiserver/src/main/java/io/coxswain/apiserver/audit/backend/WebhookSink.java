package io.coxswain.apiserver.audit.backend;

import io.coxswain.api.Json;
import io.coxswain.apiserver.audit.AuditEvent;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.Sink;
import io.coxswain.client.transport.Request;
import io.coxswain.client.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Posts lists of events to a server, a few times where it does not take them. */
final class WebhookSink implements Sink {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  /** Upstream's DefaultRetryBackoffWithInitialDelay. */
  private static final int ATTEMPTS = 5;

  private static final double FACTOR = 1.5;
  private static final double JITTER = 0.2;

  private final Transport transport;
  private final String path;
  private final Duration initialBackoff;
  private final RandomGenerator random;
  private final AuditMetrics metrics;

  /**
   * @param path below the transport's own
   * @param initialBackoff before the second attempt; each further one waits half as long again
   */
  WebhookSink(
      Transport transport,
      String path,
      Duration initialBackoff,
      RandomGenerator random,
      AuditMetrics metrics) {
    this.transport = transport;
    this.path = path;
    this.initialBackoff = initialBackoff;
    this.random = random;
    this.metrics = metrics;
  }

  @Override
  public boolean process(List<AuditEvent> events) {
    var list = Json.mapper().createObjectNode();
    list.put("kind", "EventList").put("apiVersion", "audit.k8s.io/v1");
    list.putObject("metadata");
    var items = list.putArray("items");
    // the kind of the items is the list's, as upstream encodes them
    events.forEach(event -> items.add(event.tree().without(List.of("kind", "apiVersion"))));
    var failure = deliver(Json.bytes(list));
    if (failure != null) {
      metrics.lost("webhook", failure, events);
    }
    return failure == null;
  }

  /** Why the last attempt failed; null after success. */
  private @Nullable String deliver(byte[] body) {
    var delay = (double) initialBackoff.toNanos();
    for (var attempt = 1; ; attempt++) {
      var failure = post(body);
      if (failure == null || attempt == ATTEMPTS) {
        return failure;
      }
      try {
        Thread.sleep(Duration.ofNanos((long) (delay * (1 + random.nextDouble() * JITTER))));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failure;
      }
      delay *= FACTOR;
    }
  }

  private @Nullable String post(byte[] body) {
    var request =
        new Request(
            "POST",
            path,
            Map.of("Content-Type", "application/json", "Accept", "application/json, */*"),
            body,
            LONGEST_SILENCE);
    try (var response = transport.send(request)) {
      response.readAll();
      return response.code() / 100 == 2
          ? null
          : "the server answered " + response.code() + " to POST";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
