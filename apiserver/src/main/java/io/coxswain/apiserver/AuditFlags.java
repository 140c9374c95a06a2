package io.coxswain.apiserver;

import io.coxswain.api.cron.GoDurations;
import io.coxswain.apiserver.audit.backend.AuditOptions;
import io.coxswain.apiserver.audit.backend.AuditOptions.Batch;
import io.coxswain.apiserver.audit.backend.AuditOptions.Format;
import io.coxswain.apiserver.audit.backend.AuditOptions.Mode;
import io.coxswain.apiserver.audit.backend.AuditOptions.Rotation;
import io.coxswain.apiserver.audit.backend.AuditOptions.Truncation;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of the audit log, and what they say together. */
final class AuditFlags {
  private static final String VERSION = "audit.k8s.io/v1";

  @Option(
      names = "--audit-policy-file",
      description = "Policy (audit.k8s.io/v1) that says what of which requests is audited")
  @Nullable Path policyFile;

  @Option(
      names = "--audit-log-path",
      defaultValue = "",
      description = "file of the audit log; - for standard output")
  String logPath;

  @Option(
      names = "--audit-log-format",
      defaultValue = "json",
      description = "json, or legacy for lines of text")
  String logFormat;

  @Option(
      names = "--audit-log-version",
      defaultValue = "audit.k8s.io/v1",
      description = "version of events in the log")
  String logVersion;

  @Option(
      names = "--audit-log-maxage",
      defaultValue = "0",
      description = "days that old log files are kept; 0 for any")
  int logMaxAge;

  @Option(
      names = "--audit-log-maxbackup",
      defaultValue = "0",
      description = "old log files that are kept; 0 for all")
  int logMaxBackups;

  @Option(
      names = "--audit-log-maxsize",
      defaultValue = "0",
      description = "megabytes of a log file before it is put aside; 0 for 100")
  int logMaxSize;

  @Option(
      names = "--audit-log-compress",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "compress old log files with gzip")
  boolean logCompress;

  @Option(
      names = "--audit-log-mode",
      defaultValue = "blocking",
      description = "batch, blocking, or blocking-strict: whether requests wait for their events")
  String logMode;

  @Option(
      names = "--audit-log-batch-buffer-size",
      defaultValue = "10000",
      description = "events that may wait in batch mode")
  int logBufferSize;

  @Option(
      names = "--audit-log-batch-max-size",
      defaultValue = "1",
      description = "events in a batch")
  int logBatchSize;

  @Option(
      names = "--audit-log-batch-max-wait",
      defaultValue = "0s",
      description = "time after which a batch goes though it is not full")
  String logBatchWait;

  @Option(
      names = "--audit-log-batch-throttle-enable",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "limit batches a second")
  boolean logThrottled;

  @Option(
      names = "--audit-log-batch-throttle-qps",
      defaultValue = "0",
      description = "batches a second")
  double logBatchesPerSecond;

  @Option(
      names = "--audit-log-batch-throttle-burst",
      defaultValue = "0",
      description = "batches at a time after a pause")
  int logBurst;

  @Option(
      names = "--audit-log-truncate-enabled",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "shorten events and split batches that are too large")
  boolean logTruncated;

  @Option(
      names = "--audit-log-truncate-max-batch-size",
      defaultValue = "10485760",
      description = "bytes of a batch")
  long logLargestBatch;

  @Option(
      names = "--audit-log-truncate-max-event-size",
      defaultValue = "102400",
      description = "bytes of an event")
  long logLargestEvent;

  @Option(
      names = "--audit-webhook-config-file",
      description = "kubeconfig that names the server audit events are sent to")
  @Nullable Path webhookConfig;

  @Option(
      names = {"--audit-webhook-initial-backoff", "--audit-webhook-batch-initial-backoff"},
      defaultValue = "10s",
      description = "time before events are sent a second time")
  String webhookBackoff;

  @Option(
      names = "--audit-webhook-version",
      defaultValue = "audit.k8s.io/v1",
      description = "version of events that are sent")
  String webhookVersion;

  @Option(
      names = "--audit-webhook-mode",
      defaultValue = "batch",
      description = "batch, blocking, or blocking-strict: whether requests wait for their events")
  String webhookMode;

  @Option(
      names = "--audit-webhook-batch-buffer-size",
      defaultValue = "10000",
      description = "events that may wait in batch mode")
  int webhookBufferSize;

  @Option(
      names = "--audit-webhook-batch-max-size",
      defaultValue = "400",
      description = "events in a batch")
  int webhookBatchSize;

  @Option(
      names = "--audit-webhook-batch-max-wait",
      defaultValue = "30s",
      description = "time after which a batch goes though it is not full")
  String webhookBatchWait;

  @Option(
      names = "--audit-webhook-batch-throttle-enable",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "limit batches a second")
  boolean webhookThrottled;

  @Option(
      names = "--audit-webhook-batch-throttle-qps",
      defaultValue = "10",
      description = "batches a second")
  double webhookBatchesPerSecond;

  @Option(
      names = "--audit-webhook-batch-throttle-burst",
      defaultValue = "15",
      description = "batches at a time after a pause")
  int webhookBurst;

  @Option(
      names = "--audit-webhook-truncate-enabled",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      description = "shorten events and split batches that are too large")
  boolean webhookTruncated;

  @Option(
      names = "--audit-webhook-truncate-max-batch-size",
      defaultValue = "10485760",
      description = "bytes of a batch")
  long webhookLargestBatch;

  @Option(
      names = "--audit-webhook-truncate-max-event-size",
      defaultValue = "102400",
      description = "bytes of an event")
  long webhookLargestEvent;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException where one is not valid; names it
   */
  AuditOptions options() {
    return new AuditOptions(policyFile, logPath.isEmpty() ? null : log(), webhook());
  }

  private AuditOptions.Log log() {
    version("--audit-log-version", logVersion);
    var format =
        switch (logFormat) {
          case "json" -> Format.JSON;
          case "legacy" -> Format.LEGACY;
          default ->
              throw new IllegalArgumentException(
                  "--audit-log-format: invalid audit log format "
                      + logFormat
                      + ", allowed formats are \"legacy,json\"");
        };
    notNegative("--audit-log-maxage", logMaxAge);
    notNegative("--audit-log-maxbackup", logMaxBackups);
    notNegative("--audit-log-maxsize", logMaxSize);
    var mode = mode("log", logMode);
    var batch =
        new Batch(
            logBufferSize,
            logBatchSize,
            duration("--audit-log-batch-max-wait", logBatchWait),
            logThrottled,
            logBatchesPerSecond,
            logBurst,
            false);
    var truncation = new Truncation(logTruncated, logLargestBatch, logLargestEvent);
    check("log", mode, batch, truncation);
    return new AuditOptions.Log(
        logPath,
        format,
        new Rotation(logMaxAge, logMaxBackups, logMaxSize, logCompress),
        mode,
        batch,
        truncation);
  }

  private AuditOptions.@Nullable Webhook webhook() {
    if (webhookConfig == null) {
      return null;
    }
    version("--audit-webhook-version", webhookVersion);
    var mode = mode("webhook", webhookMode);
    var batch =
        new Batch(
            webhookBufferSize,
            webhookBatchSize,
            duration("--audit-webhook-batch-max-wait", webhookBatchWait),
            webhookThrottled,
            webhookBatchesPerSecond,
            webhookBurst,
            true);
    var truncation = new Truncation(webhookTruncated, webhookLargestBatch, webhookLargestEvent);
    check("webhook", mode, batch, truncation);
    return new AuditOptions.Webhook(
        webhookConfig,
        duration("--audit-webhook-initial-backoff", webhookBackoff),
        mode,
        batch,
        truncation);
  }

  private static Mode mode(String backend, String text) {
    return switch (text) {
      case "batch" -> Mode.BATCH;
      case "blocking" -> Mode.BLOCKING;
      case "blocking-strict" -> Mode.BLOCKING_STRICT;
      default ->
          throw new IllegalArgumentException(
              "--audit-%s-mode: invalid audit %s mode %s, allowed modes are \"batch,blocking,blocking-strict\""
                  .formatted(backend, backend, text));
    };
  }

  private static void version(String flag, String text) {
    if (!text.equals(VERSION)) {
      throw new IllegalArgumentException(
          flag + ": invalid group version " + text + ", allowed versions are \"" + VERSION + "\"");
    }
  }

  /** What is not used is not looked at, as upstream. */
  private static void check(String backend, Mode mode, Batch batch, Truncation truncation) {
    if (mode == Mode.BATCH) {
      positive(backend, "batch-buffer-size", batch.bufferSize());
      positive(backend, "batch-max-size", batch.maxSize());
      if (batch.throttled()) {
        positive(backend, "batch-throttle-qps", batch.perSecond());
        positive(backend, "batch-throttle-burst", batch.burst());
      }
    }
    positive(backend, "truncate-max-event-size", truncation.maxEventSize());
    if (truncation.maxBatchSize() < truncation.maxEventSize()) {
      throw new IllegalArgumentException(
          "--audit-%s-truncate-max-batch-size: %d must be greater than max event size (%d)"
              .formatted(backend, truncation.maxBatchSize(), truncation.maxEventSize()));
    }
  }

  private static void positive(String backend, String option, double value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "--audit-%s-%s: %s must be a positive number".formatted(backend, option, value));
    }
  }

  private static void notNegative(String flag, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(flag + " " + value + " can't be a negative number");
    }
  }

  /** A duration as Go writes it. */
  static Duration duration(String flag, String text) {
    return GoDurations.read(text)
        .filter(one -> !one.isNegative())
        .orElseThrow(
            () -> new IllegalArgumentException(flag + ": not a duration such as 1m0s: " + text));
  }
}
