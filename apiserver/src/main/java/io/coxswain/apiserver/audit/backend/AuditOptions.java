package io.coxswain.apiserver.audit.backend;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about the audit log.
 *
 * @param policyFile null where nothing is audited
 * @param log null where events go to no file
 * @param webhook null where they go to no server
 */
public record AuditOptions(
    @Nullable Path policyFile, @Nullable Log log, @Nullable Webhook webhook) {
  public static final AuditOptions NONE = new AuditOptions(null, null, null);

  /** What a request has to do with its events' being written. */
  public enum Mode {
    /** Nothing: they are written later. */
    BATCH,
    /** It waits until they are, or can't be. */
    BLOCKING,
    /** It waits, and is refused where the first can't be. */
    BLOCKING_STRICT
  }

  /** The format of lines in a log. */
  public enum Format {
    JSON,
    LEGACY
  }

  /**
   * Events in a file.
   *
   * @param path {@code -} for standard output
   */
  public record Log(
      String path,
      Format format,
      Rotation rotation,
      Mode mode,
      Batch batch,
      Truncation truncation) {}

  /**
   * What becomes of a log file that is full.
   *
   * @param maxAgeDays 0 for any
   * @param maxBackups 0 for any number
   * @param maxMegabytes 0 for 100
   */
  public record Rotation(int maxAgeDays, int maxBackups, int maxMegabytes, boolean compress) {}

  /** Events sent to a server that a kubeconfig names. */
  public record Webhook(
      Path configFile, Duration initialBackoff, Mode mode, Batch batch, Truncation truncation) {}

  /**
   * How events are put together in batch mode.
   *
   * @param bufferSize events that may wait
   * @param maxWait zero for as long as it takes
   * @param async whether the next batch does not wait for the one before
   */
  public record Batch(
      int bufferSize,
      int maxSize,
      Duration maxWait,
      boolean throttled,
      double perSecond,
      int burst,
      boolean async) {}

  /** Sizes in bytes above which events lose their objects and batches are split. */
  public record Truncation(boolean enabled, long maxBatchSize, long maxEventSize) {}
}
