package io.coxswain.apiserver.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store with etcd's semantics: one revision counter over all keys, compare-and-swap by
 * modification revision, ranges at a revision, watches from a revision. Keys are upstream's: {@code
 * /registry/pods/default/web}. Blocking calls; an acknowledged write is durable.
 */
public interface Store extends AutoCloseable {

  /** A value as stored; its bytes must not be changed. */
  record Stored(String key, byte[] value, long createRevision, long modRevision) {}

  /**
   * Some keys in order.
   *
   * @param revision the revision the range was read at
   * @param more whether the limit cut the range short
   * @param remaining how many keys follow, -1 where the store does not know
   */
  record Page(List<Stored> items, long revision, boolean more, long remaining) {}

  /** What became of a conditional write. */
  sealed interface Outcome {
    /** Written at this revision. */
    record Done(long revision) implements Outcome {}

    /**
     * Not written, because the key is at another revision; {@code current} is null where the key is
     * absent.
     */
    record Conflict(@Nullable Stored current) implements Outcome {}
  }

  /**
   * A change to a key: {@code value} is null for a deletion, {@code previous} null for a creation.
   */
  record Change(String key, long revision, @Nullable Stored current, @Nullable Stored previous) {}

  /**
   * Receives changes in the order of their revisions, all changes of one revision in one call, on
   * one thread.
   */
  interface Watcher {
    void changes(List<Change> changes, long revision);

    /**
     * The watch ended: the store was closed, the revision was compacted, or the connection failed
     * for good.
     */
    void ended(@Nullable Throwable cause);
  }

  /** A running watch; closing it ends it. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** Thrown where the store does not answer; a write may have happened all the same. */
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Thrown where the store does not take values of such a size; clients know etcd's words. */
  final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    public static final String TEXT = "etcdserver: request is too large";

    public TooLargeException(@Nullable Throwable cause) {
      super(TEXT, cause);
    }
  }

  /** Thrown where history has been compacted beyond the asked revision. */
  final class CompactedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long compactRevision;

    public CompactedException(long compactRevision) {
      super("revision has been compacted up to " + compactRevision);
      this.compactRevision = compactRevision;
    }

    public long compactRevision() {
      return compactRevision;
    }
  }

  /** The latest value, read linearizably. */
  @Nullable Stored get(String key);

  /**
   * Keys with a prefix.
   *
   * @param after start behind this key; null for the first
   * @param limit 0 for all
   * @param revision 0 for the latest
   * @throws CompactedException where the revision is gone
   */
  Page range(String prefix, @Nullable String after, int limit, long revision);

  /** Writes a key that must be absent. */
  Outcome create(String key, byte[] value);

  /** Replaces a value that must be at the expected revision. */
  Outcome update(String key, byte[] value, long expectedRevision);

  /** Deletes a key that must be at the expected revision. */
  Outcome delete(String key, long expectedRevision);

  /** The current revision, read linearizably. */
  long currentRevision();

  /**
   * The current revision where this process knows it without waiting; -1 where it must be asked for
   * with {@link #currentRevision}.
   */
  long localRevision();

  /** The oldest revision that can still be read; 0 while nothing was compacted. */
  long compactRevision();

  /**
   * Watches all keys with a prefix, beginning with changes after {@code fromRevision}. Who watches
   * {@link StorageKeys#ROOT} is told of every revision, others of those that concern them.
   */
  Watch watch(String prefix, long fromRevision, Watcher watcher);

  /** Forgets history up to a revision. */
  void compact(long revision);

  @Override
  void close();
}
