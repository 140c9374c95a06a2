package io.coxswain.apiserver.store;

import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.Outcome;
import io.coxswain.apiserver.store.Store.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the embedded store. Its platform thread owns the writing connection: it takes
 * what waits in the queue, applies it in one transaction and acknowledges after the commit has
 * reached the disk (group commit). Transactions are begun and ended here and not by the driver,
 * which takes one that a full disk has ended for open.
 */
final class SqliteWriter {
  private static final int LARGEST_BATCH = 1024;

  /** Receives each committed batch before its writes are acknowledged. */
  interface Committed {
    void changes(List<Change> changes, long revision);
  }

  /** A write that waits. */
  private sealed interface Task {
    CompletableFuture<Outcome> done();

    /**
     * @param value null deletes
     * @param expected 0 where the key must be absent
     */
    record Write(
        String key, byte @Nullable [] value, long expected, CompletableFuture<Outcome> done)
        implements Task {}

    record Compact(long revision, CompletableFuture<Outcome> done) implements Task {}

    record Stop(CompletableFuture<Outcome> done) implements Task {}
  }

  private record Statements(
      PreparedStatement begin, PreparedStatement insert, PreparedStatement commit) {
    static Statements prepare(Connection connection) throws SQLException {
      return new Statements(
          connection.prepareStatement("BEGIN"),
          connection.prepareStatement("INSERT INTO history VALUES(?, ?, ?, ?, ?)"),
          connection.prepareStatement("COMMIT"));
    }

    void close() throws SQLException {
      begin.close();
      insert.close();
      commit.close();
    }
  }

  private final Connection connection;
  private final SqliteReader reader;
  private final KeyIndex index;
  private final Map<String, Long> uncommitted = new HashMap<>(); // by this batch; 0 for a deletion
  private Statements statements;
  private final Committed committed;
  private final SqliteCheckpoints checkpoints;
  private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private long revision; // owned by the writer's thread
  private boolean failed; // owned by the writer's thread: statements are to be prepared again
  private volatile boolean stopped;

  SqliteWriter(
      Connection connection,
      KeyIndex index,
      long revision,
      Committed committed,
      SqliteCheckpoints checkpoints)
      throws SQLException {
    this.connection = connection;
    this.index = index;
    this.reader = new SqliteReader(connection);
    this.revision = revision;
    this.committed = committed;
    this.checkpoints = checkpoints;
    statements = Statements.prepare(connection);
    thread = Thread.ofPlatform().name("store-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Outcome write(String key, byte @Nullable [] value, long expected) {
    return submit(new Task.Write(key, value, expected, new CompletableFuture<>()));
  }

  void compact(long upTo) {
    submit(new Task.Compact(upTo, new CompletableFuture<>()));
  }

  /** Finishes what waits, then ends the thread and closes the connection; returns when it is. */
  void close() {
    if (!stopped) {
      submit(new Task.Stop(new CompletableFuture<>()));
      stopped = true;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome submit(Task task) {
    if (stopped) {
      throw new IllegalStateException("the store is closed");
    }
    queue.add(task);
    return Waiting.join(task.done());
  }

  private void run() {
    var batch = new ArrayList<Task>();
    var running = true;
    while (running) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        break;
      }
      queue.drainTo(batch, LARGEST_BATCH - 1);
      running = batch.stream().noneMatch(Task.Stop.class::isInstance);
      commit(batch);
    }
    stopped = true;
    try {
      reader.close();
    } catch (SQLException e) {
      // Everything acknowledged is on disk; the file is recovered when it is opened again.
      org.slf4j.LoggerFactory.getLogger(SqliteWriter.class).warn("closing the store failed", e);
    }
    queue.forEach(
        task -> task.done().completeExceptionally(new IllegalStateException("store closed")));
  }

  private void commit(List<Task> batch) {
    var before = revision;
    var changes = new ArrayList<Change>();
    var outcomes = new ArrayList<Outcome>();
    try {
      recover();
      statements.begin.execute();
      for (var task : batch) {
        outcomes.add(apply(task, changes));
      }
      statements.commit.execute();
    } catch (SQLException | RuntimeException e) {
      uncommitted.clear();
      revision = before;
      rollback(e);
      var failure = new IllegalStateException("the store refused a write: " + e.getMessage(), e);
      batch.forEach(task -> task.done().completeExceptionally(failure));
      return;
    }
    batch.forEach(this::forget);
    uncommitted.clear();
    for (var change : changes) {
      index.add(change.key(), change.current() == null ? -change.revision() : change.revision());
    }
    if (!changes.isEmpty()) {
      committed.changes(changes, revision);
    }
    for (var i = 0; i < batch.size(); i++) {
      batch.get(i).done().complete(outcomes.get(i));
    }
    checkpoints.written(connection, changes.size());
  }

  /** After a failure, such as a full disk, statements may have been closed by the driver. */
  private void recover() throws SQLException {
    if (failed) {
      reader.recover();
      statements.close();
      statements = Statements.prepare(connection);
      failed = false;
    }
  }

  private void rollback(Exception cause) {
    failed = true;
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e); // a full disk has ended the transaction already
    }
  }

  private Outcome apply(Task task, List<Change> changes) throws SQLException {
    return switch (task) {
      case Task.Write write -> apply(write, changes);
      case Task.Compact compact -> {
        remove(compact.revision);
        yield new Outcome.Done(compact.revision);
      }
      case Task.Stop ignored -> new Outcome.Done(revision);
    };
  }

  private Outcome apply(Task.Write write, List<Change> changes) throws SQLException {
    var found = latest(write.key);
    var current = found == 0 ? null : reader.row(found);
    if (found != write.expected) {
      return new Outcome.Conflict(current);
    }
    revision++;
    var created = current == null ? revision : current.createRevision();
    var insert = statements.insert;
    insert.setLong(1, revision);
    insert.setString(2, write.key);
    insert.setLong(3, created);
    insert.setLong(4, found);
    insert.setBytes(5, write.value);
    insert.executeUpdate();
    var stored = write.value == null ? null : new Stored(write.key, write.value, created, revision);
    uncommitted.put(write.key, stored == null ? 0 : revision);
    changes.add(new Change(write.key, revision, stored, current));
    return new Outcome.Done(revision);
  }

  /** The revision of a key's value as the batch has left it so far; 0 where it is absent. */
  private long latest(String key) {
    var here = uncommitted.get(key);
    return here == null ? index.latest(key) : here;
  }

  /** Removes what the index hides; what the same batch has written stays until the next time. */
  private void remove(long upTo) throws SQLException {
    Revisions.readable(upTo, revision, reader.compactRevision());
    try (var rows = connection.prepareStatement("DELETE FROM history WHERE revision = ?");
        var mark = connection.prepareStatement("UPDATE compaction SET revision = ?")) {
      for (var hidden : index.hidden(upTo)) {
        rows.setLong(1, hidden);
        rows.executeUpdate();
      }
      mark.setLong(1, upTo);
      mark.executeUpdate();
    }
  }

  private void forget(Task task) {
    if (task instanceof Task.Compact compact) {
      index.forget(compact.revision);
    }
  }
}
