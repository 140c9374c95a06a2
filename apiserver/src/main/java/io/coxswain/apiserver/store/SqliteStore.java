package io.coxswain.apiserver.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: one SQLite file in WAL mode with {@code synchronous=FULL}, written by one
 * thread in group commits and read over connections of its own on platform threads, because native
 * calls would hold the carriers of virtual threads.
 */
public final class SqliteStore implements Store {
  private static final int READERS = 4;

  @FunctionalInterface
  private interface Query<T> {
    T run(SqliteReader reader) throws SQLException;
  }

  private final FileChannel lockFile;
  private final KeyIndex index;
  private final SqliteWriter writer;
  private final SqliteCheckpoints checkpoints;
  private final ChangeFeeds feeds;
  private final BlockingQueue<SqliteReader> idle = new ArrayBlockingQueue<>(READERS);
  private final List<SqliteReader> readers = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          READERS, Thread.ofPlatform().daemon().name("store-reader-", 0).factory());
  private volatile long revision;
  private volatile long compactRevision;

  private SqliteStore(FileChannel lockFile, Path file) throws SQLException {
    this.lockFile = lockFile;
    var connection = SqliteDatabase.open(file, true);
    revision = SqliteDatabase.lastRevision(connection);
    compactRevision = SqliteDatabase.compactRevision(connection);
    index = SqliteDatabase.index(connection);
    checkpoints = new SqliteCheckpoints(file);
    feeds = new ChangeFeeds(this::changesBetween, revision);
    writer =
        new SqliteWriter(
            connection,
            index,
            revision,
            (changes, last) -> {
              revision = last;
              feeds.publish(changes, last);
            },
            checkpoints);
    for (var i = 0; i < READERS; i++) {
      var reader = new SqliteReader(SqliteDatabase.open(file, false));
      readers.add(reader);
      idle.add(reader);
    }
    checkpoints.start();
    writer.start();
  }

  /**
   * Opens or creates the database in a directory.
   *
   * @throws IOException where the directory can't be written or another process uses it
   */
  public static SqliteStore open(Path directory) throws IOException {
    Files.createDirectories(directory);
    var lockFile =
        FileChannel.open(
            directory.resolve("store.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(lockFile) == null) {
        throw new IOException("another process uses the store in " + directory);
      }
      return new SqliteStore(lockFile, directory.resolve("store.db"));
    } catch (SQLException e) {
      lockFile.close();
      throw new IOException("cannot open the store in " + directory + ": " + e.getMessage(), e);
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public @Nullable Stored get(String key) {
    return index.latest(key) == 0
        ? null
        : read(reader -> Optional.ofNullable(latest(reader, key))).orElse(null);
  }

  private @Nullable Stored latest(SqliteReader reader, String key) throws SQLException {
    while (true) {
      var found = index.latest(key);
      var stored = found == 0 ? null : reader.row(found);
      if (stored != null || index.latest(key) == found) {
        return stored;
      } // the value was replaced and compacted in between
    }
  }

  @Override
  public Page range(String prefix, @Nullable String after, int limit, long atRevision) {
    return read(
        reader -> {
          var wanted = Revisions.readable(atRevision, revision, compactRevision);
          var found = index.range(prefix, after, wanted);
          var count = limit == 0 ? found.length : Math.min(limit, found.length);
          var items = new ArrayList<Stored>(count);
          for (var i = 0; i < count; i++) {
            var stored = reader.row(found[i]);
            if (stored != null) {
              items.add(stored);
            }
          }
          checkStillReadable(reader, wanted); // else rows may have been gone
          return new Page(items, wanted, count < found.length, found.length - count);
        });
  }

  /** A compaction may have removed rows while we read. */
  private static void checkStillReadable(SqliteReader reader, long wanted) throws SQLException {
    var compacted = reader.compactRevision();
    if (wanted < compacted) {
      throw new CompactedException(compacted);
    }
  }

  @Override
  public Outcome create(String key, byte[] value) {
    return writer.write(key, value, 0);
  }

  @Override
  public Outcome update(String key, byte[] value, long expectedRevision) {
    return writer.write(key, value, expectedRevision);
  }

  @Override
  public Outcome delete(String key, long expectedRevision) {
    return writer.write(key, null, expectedRevision);
  }

  @Override
  public long currentRevision() {
    return revision;
  }

  @Override
  public long localRevision() {
    return revision;
  }

  @Override
  public long compactRevision() {
    return compactRevision;
  }

  @Override
  public Watch watch(String prefix, long fromRevision, Watcher watcher) {
    return feeds.open(prefix, fromRevision, watcher);
  }

  private List<Change> changesBetween(String prefix, long after, long upTo) {
    return read(
        reader -> {
          var changes = reader.changes(prefix, after, upTo);
          checkStillReadable(reader, after);
          return changes;
        });
  }

  @Override
  public void compact(long upTo) {
    writer.compact(upTo);
    compactRevision = upTo;
  }

  private <T> T read(Query<T> query) {
    var result = new CompletableFuture<T>();
    threads.execute(
        () -> {
          var reader = idle.remove(); // as many connections as threads
          try {
            result.complete(query.run(reader));
          } catch (SQLException e) {
            recover(reader, e);
            result.completeExceptionally(
                new IllegalStateException("reading the store failed: " + e.getMessage(), e));
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          } finally {
            idle.add(reader);
          }
        });
    return Waiting.join(result);
  }

  private static void recover(SqliteReader reader, SQLException cause) {
    try {
      reader.recover();
    } catch (SQLException e) {
      cause.addSuppressed(e); // the next query fails too, and tries again
    }
  }

  @Override
  public void close() {
    writer.close();
    feeds.close();
    threads.close();
    try {
      checkpoints.close();
      for (var reader : readers) {
        reader.close();
      }
      lockFile.close();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("closing the store failed: " + e.getMessage(), e);
    }
  }
}
