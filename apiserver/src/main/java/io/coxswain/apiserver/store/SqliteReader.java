package io.coxswain.apiserver.store;

import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries of the embedded store over one connection. Used by one thread at a time. */
final class SqliteReader implements AutoCloseable {
  /** The driver closes a statement that failed for good, so all are replaced after a failure. */
  private record Statements(PreparedStatement row, PreparedStatement changes) {
    static Statements prepare(Connection connection) throws SQLException {
      return new Statements(
          connection.prepareStatement(
              "SELECT key, value, create_revision, revision FROM history WHERE revision = ?"),
          connection.prepareStatement(
              """
              SELECT h.key, h.value, h.create_revision, h.revision,
                     p.key, p.value, p.create_revision, p.revision
              FROM history h LEFT JOIN history p ON p.revision = h.previous_revision
              WHERE h.revision > ? AND h.revision <= ? AND h.key >= ? AND h.key < ?
              ORDER BY h.revision\
              """));
    }

    void close() throws SQLException {
      row.close();
      changes.close();
    }
  }

  private final Connection connection;
  private Statements statements;

  SqliteReader(Connection connection) throws SQLException {
    this.connection = connection;
    this.statements = Statements.prepare(connection);
  }

  /** To be called after a query or another statement of the connection failed. */
  void recover() throws SQLException {
    statements.close();
    statements = Statements.prepare(connection);
  }

  /** What was written at a revision; null for a deletion, and where it has been compacted. */
  @Nullable Stored row(long revision) throws SQLException {
    statements.row.setLong(1, revision);
    try (var rows = statements.row.executeQuery()) {
      return rows.next() ? stored(rows, 1) : null;
    }
  }

  /** Changes of the prefix after one revision up to another, in order. */
  List<Change> changes(String prefix, long after, long upTo) throws SQLException {
    statements.changes.setLong(1, after);
    statements.changes.setLong(2, upTo);
    statements.changes.setString(3, prefix);
    statements.changes.setString(4, Revisions.prefixEnd(prefix));
    var found = new ArrayList<Change>();
    try (var rows = statements.changes.executeQuery()) {
      while (rows.next()) {
        var previous = rows.getString(5) == null ? null : stored(rows, 5);
        found.add(new Change(rows.getString(1), rows.getLong(4), stored(rows, 1), previous));
      }
    }
    return found;
  }

  private static @Nullable Stored stored(ResultSet rows, int column) throws SQLException {
    var value = rows.getBytes(column + 1);
    return value == null
        ? null
        : new Stored(
            rows.getString(column), value, rows.getLong(column + 2), rows.getLong(column + 3));
  }

  long compactRevision() throws SQLException {
    return SqliteDatabase.compactRevision(connection);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
