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
  private static final String VISIBLE =
      """
      FROM history h WHERE h.key >= ? AND h.key < ? AND h.key <> ? AND h.value IS NOT NULL
       AND h.revision = (SELECT max(n.revision) FROM history n
                         WHERE n.key = h.key AND n.revision <= ?)\
      """;

  /** The driver closes a statement that failed for good, so all are replaced after a failure. */
  private record Statements(
      PreparedStatement latest,
      PreparedStatement range,
      PreparedStatement count,
      PreparedStatement changes) {
    static Statements prepare(Connection connection) throws SQLException {
      return new Statements(
          connection.prepareStatement(
              "SELECT key, value, create_revision, revision FROM history"
                  + " WHERE key = ? ORDER BY revision DESC LIMIT 1"),
          connection.prepareStatement(
              "SELECT h.key, h.value, h.create_revision, h.revision "
                  + VISIBLE
                  + " ORDER BY h.key LIMIT ?"),
          connection.prepareStatement("SELECT count(*) " + VISIBLE),
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
      latest.close();
      range.close();
      count.close();
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

  @Nullable Stored get(String key) throws SQLException {
    statements.latest.setString(1, key);
    try (var rows = statements.latest.executeQuery()) {
      return rows.next() ? stored(rows, 1) : null;
    }
  }

  /** Keys of the prefix behind {@code after} as they were at the revision; limit -1 for all. */
  List<Stored> range(String prefix, @Nullable String after, int limit, long revision)
      throws SQLException {
    bind(statements.range, prefix, after, revision);
    statements.range.setInt(5, limit);
    var items = new ArrayList<Stored>();
    try (var rows = statements.range.executeQuery()) {
      while (rows.next()) {
        var stored = stored(rows, 1);
        if (stored != null) {
          items.add(stored);
        }
      }
    }
    return items;
  }

  long count(String prefix, @Nullable String after, long revision) throws SQLException {
    bind(statements.count, prefix, after, revision);
    try (var rows = statements.count.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void bind(
      PreparedStatement statement, String prefix, @Nullable String after, long revision)
      throws SQLException {
    statement.setString(1, after == null ? prefix : after);
    statement.setString(2, Revisions.prefixEnd(prefix));
    statement.setString(3, after == null ? "" : after);
    statement.setLong(4, revision);
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
