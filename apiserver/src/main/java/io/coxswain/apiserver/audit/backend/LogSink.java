package io.coxswain.apiserver.audit.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.Json;
import io.coxswain.apiserver.audit.AuditEvent;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.Sink;
import io.coxswain.apiserver.audit.backend.AuditOptions.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Writes a line for each event. */
final class LogSink implements Sink {
  private final OutputStream out;
  private final Format format;
  private final AuditMetrics metrics;

  LogSink(OutputStream out, Format format, AuditMetrics metrics) {
    this.out = out;
    this.format = format;
    this.metrics = metrics;
  }

  @Override
  public boolean process(List<AuditEvent> events) {
    var success = true;
    for (var event : events) {
      try {
        write(line(event));
      } catch (IOException e) {
        metrics.lost("log", String.valueOf(e.getMessage()), List.of(event));
        success = false;
      }
    }
    return success;
  }

  /** One write for a line, so that lines stay whole. */
  private synchronized void write(byte[] line) throws IOException {
    out.write(line);
    out.flush();
  }

  private byte[] line(AuditEvent event) {
    var text =
        switch (format) {
          case JSON -> Json.bytes(event.tree());
          case LEGACY -> event.line().getBytes(UTF_8);
        };
    var line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      metrics.lost("log", "closing: " + e.getMessage(), List.of());
    }
  }
}
