package io.coxswain.apiserver.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what is in the write-ahead log into the table, so that the log can begin anew. A platform
 * thread with a connection of its own does the bulk of it while the writer goes on; the writer then
 * moves the little that it has written meanwhile.
 */
final class SqliteCheckpoints {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckpoints.class);
  private static final int WRITES_BETWEEN = 1_000;

  private final Connection connection;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread;
  private int writes; // owned by the writer's thread
  private volatile boolean restIsDue;
  private volatile boolean stopped;

  SqliteCheckpoints(Path file) throws SQLException {
    connection = SqliteDatabase.openForCheckpoints(file);
    thread = Thread.ofPlatform().daemon().name("store-checkpoint").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Called by the writer's thread, with its connection, when writes have been acknowledged. */
  void written(Connection writer, int count) {
    writes += count;
    if (restIsDue) {
      restIsDue = false;
      move(writer);
    } else if (writes >= WRITES_BETWEEN) {
      writes = 0;
      due.release();
    }
  }

  private void run() {
    while (true) {
      due.acquireUninterruptibly();
      if (stopped) {
        return;
      }
      move(connection);
      restIsDue = true;
    }
  }

  private static void move(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      LOG.warn("the store's log stays as long as it is: {}", e.getMessage());
    }
  }

  /** Returns once the thread has ended and its connection is closed. */
  void close() throws SQLException {
    stopped = true;
    due.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
