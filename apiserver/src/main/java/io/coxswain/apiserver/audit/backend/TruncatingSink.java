package io.coxswain.apiserver.audit.backend;

import io.coxswain.api.Json;
import io.coxswain.apiserver.audit.AuditEvent;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.Level;
import io.coxswain.apiserver.audit.Sink;
import io.coxswain.apiserver.audit.backend.AuditOptions.Truncation;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the objects out of events that are too large, drops events that are too large without them,
 * and splits what is too large together.
 */
final class TruncatingSink implements Sink {
  private final Sink sink;
  private final Truncation limits;
  private final AuditMetrics metrics;

  TruncatingSink(Sink sink, Truncation limits, AuditMetrics metrics) {
    this.sink = sink;
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public boolean process(List<AuditEvent> events) {
    var success = true;
    var batch = new ArrayList<AuditEvent>();
    var lost = new ArrayList<AuditEvent>();
    var sum = 0L;
    for (var whole : events) {
      var event = whole;
      var size = size(event);
      if (size > limits.maxEventSize() && event.level().isAtLeast(Level.REQUEST)) {
        event = event.truncated();
        size = size(event);
      }
      if (size > limits.maxEventSize()) {
        lost.add(event);
        continue;
      }
      if (!batch.isEmpty() && sum + size > limits.maxBatchSize()) {
        success &= sink.process(List.copyOf(batch));
        batch.clear();
        sum = 0;
      }
      batch.add(event);
      sum += size;
    }
    if (!batch.isEmpty()) {
      success &= sink.process(batch);
    }
    if (!lost.isEmpty()) {
      metrics.lost("truncate", "event is too large even after truncating", lost);
    }
    return success;
  }

  private static long size(AuditEvent event) {
    return Json.bytes(event.tree()).length + 1L; // and the end of the line
  }

  @Override
  public void close() {
    sink.close();
  }
}
