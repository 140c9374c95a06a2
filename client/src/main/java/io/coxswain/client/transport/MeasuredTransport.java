package io.coxswain.client.transport;

import io.coxswain.client.metrics.Histogram;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what another transport sends, under client-go's names. */
public final class MeasuredTransport implements Transport {
  private static final double NANOS = 1e9;

  /** As client-go has it for requests that got no answer. */
  private static final String NO_ANSWER = "<error>";

  private record Answered(String code, String method) {}

  private final Transport transport;
  private final String host;
  private final Map<Answered, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, Histogram> durations = new ConcurrentHashMap<>();

  /**
   * Around another one, which it closes.
   *
   * @param host of the API server, and its port
   */
  public MeasuredTransport(Transport transport, String host) {
    this.transport = transport;
    this.host = host;
  }

  @Override
  public Response send(Request request) throws IOException {
    var began = System.nanoTime();
    var code = NO_ANSWER;
    try {
      var response = transport.send(request);
      code = Integer.toString(response.code());
      return response;
    } finally {
      count(code, request.method());
      durations
          .computeIfAbsent(
              request.method(),
              any -> new Histogram(0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60))
          .observe((System.nanoTime() - began) / NANOS);
    }
  }

  @Override
  public Upgrade upgrade(Request request) throws IOException {
    var upgrade = transport.upgrade(request);
    count(
        upgrade instanceof Upgrade.Refused(Response response)
            ? Integer.toString(response.code())
            : "101",
        request.method());
    return upgrade;
  }

  private void count(String code, String method) {
    counts.computeIfAbsent(new Answered(code, method), any -> new LongAdder()).increment();
  }

  /** In Prometheus' text format. */
  public String metrics() {
    var text = new StringBuilder("# TYPE rest_client_requests_total counter\n");
    counts.forEach(
        (answered, count) ->
            text.append(
                "rest_client_requests_total{code=\"%s\",host=\"%s\",method=\"%s\"} %d\n"
                    .formatted(answered.code, host, answered.method, count.sum())));
    text.append("# TYPE rest_client_request_duration_seconds histogram\n");
    durations.forEach(
        (verb, histogram) ->
            histogram.write(
                text,
                "rest_client_request_duration_seconds",
                "host=\"%s\",verb=\"%s\"".formatted(host, verb)));
    return text.toString();
  }

  @Override
  public void close() {
    transport.close();
  }
}
