package io.coxswain.apiserver.audit.backend;

import io.coxswain.apiserver.audit.AuditEvent;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.Auditor;
import io.coxswain.apiserver.audit.PolicyFile;
import io.coxswain.apiserver.audit.Sink;
import io.coxswain.apiserver.audit.backend.AuditOptions.Batch;
import io.coxswain.apiserver.audit.backend.AuditOptions.Mode;
import io.coxswain.apiserver.audit.backend.AuditOptions.Truncation;
import io.coxswain.client.Kubeconfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what the options ask for. */
public final class AuditBackends {
  private static final Logger LOG = LoggerFactory.getLogger(AuditBackends.class);

  private final AuditMetrics metrics;
  private final InstantSource clock;
  private final RandomGenerator random;

  private AuditBackends(AuditMetrics metrics, InstantSource clock, RandomGenerator random) {
    this.metrics = metrics;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens files and reads the policy.
   *
   * @return null where nothing is audited
   * @throws IllegalArgumentException where a file says something that is not valid
   */
  public static @Nullable Auditor open(
      AuditOptions options, AuditMetrics metrics, InstantSource clock, RandomGenerator random)
      throws IOException {
    if (options.policyFile() == null) {
      if (options.log() != null || options.webhook() != null) {
        LOG.warn("no --audit-policy-file was given: no audit events are recorded");
      }
      return null;
    }
    var policy = PolicyFile.read(options.policyFile());
    var sink = new AuditBackends(metrics, clock, random).sink(options);
    return sink == null ? null : new Auditor(policy, sink, metrics, clock);
  }

  private @Nullable Sink sink(AuditOptions options) throws IOException {
    var sinks = new ArrayList<Sink>();
    var log = options.log();
    if (log != null) {
      sinks.add(
          wrapped(
              new LogSink(out(log), log.format(), metrics),
              log.mode(),
              log.batch(),
              log.truncation()));
    }
    var webhook = options.webhook();
    if (webhook != null) {
      sinks.add(wrapped(webhook(webhook), webhook.mode(), webhook.batch(), webhook.truncation()));
    }
    if (sinks.isEmpty()) {
      LOG.warn(
          "an --audit-policy-file was given, but neither --audit-log-path nor"
              + " --audit-webhook-config-file: no audit events are recorded");
    }
    return switch (sinks.size()) {
      case 0 -> null;
      case 1 -> sinks.getFirst();
      default -> new All(sinks);
    };
  }

  private OutputStream out(AuditOptions.Log log) throws IOException {
    if (log.path().equals("-")) {
      return new FileOutputStream(FileDescriptor.out) {
        @Override
        public void close() {} // others write there, too
      };
    }
    try {
      return RollingFile.open(Path.of(log.path()), log.rotation(), clock);
    } catch (IOException e) {
      throw new IOException("--audit-log-path: " + log.path() + " can't be written: " + e, e);
    }
  }

  private Sink webhook(AuditOptions.Webhook webhook) {
    try {
      var config = Kubeconfig.read(webhook.configFile());
      var server = URI.create(config.cluster(config.context(null)).server());
      var path = server.getRawPath();
      return new WebhookSink(
          config.transport("kube-apiserver"),
          path == null || path.isEmpty() || path.endsWith("/") ? "/" : "",
          webhook.initialBackoff(),
          random,
          metrics);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "--audit-webhook-config-file: %s: want a kubeconfig whose current context names the server: %s"
              .formatted(webhook.configFile(), e.getMessage()),
          e);
    }
  }

  private Sink wrapped(Sink sink, Mode mode, Batch batch, Truncation truncation) {
    var timed =
        switch (mode) {
          case BATCH -> new BufferedSink(sink, batch, metrics);
          case BLOCKING -> new Lenient(sink);
          case BLOCKING_STRICT -> sink;
        };
    return truncation.enabled() ? new TruncatingSink(timed, truncation, metrics) : timed;
  }

  /** Refuses no request because of what could not be written. */
  private record Lenient(Sink sink) implements Sink {
    @Override
    public boolean process(List<AuditEvent> events) {
      sink.process(events);
      return true;
    }

    @Override
    public void close() {
      sink.close();
    }
  }

  /** Gives every event to several. */
  private record All(List<Sink> sinks) implements Sink {
    @Override
    public boolean process(List<AuditEvent> events) {
      var success = true;
      for (var sink : sinks) {
        success &= sink.process(events);
      }
      return success;
    }

    @Override
    public void close() {
      sinks.forEach(Sink::close);
    }
  }
}
