package io.coxswain.apiserver.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * The tables of the embedded store. {@code history} has one row per revision; the latest row of a
 * key is its value, a null value is a deletion. Keys are found through {@link KeyIndex}. {@code
 * compaction} remembers what was forgotten, so that revisions never go backwards.
 */
final class SqliteDatabase {
  /** From here on (32 MB) a commit moves the log into the table, should checkpoints not come. */
  private static final int LONGEST_LOG_PAGES = 8192;

  private SqliteDatabase() {}

  private static Connection connect(Path file) throws SQLException {
    var properties = new Properties();
    properties.setProperty("jdbc.get_generated_keys", "false"); // a query after each insert
    var connection = new JDBC().connect("jdbc:sqlite:" + file, properties);
    if (connection == null) {
      throw new SQLException("not a database address: " + file);
    }
    return connection;
  }

  /** A connection that syncs what it moves into the table before the log is used again. */
  static Connection openForCheckpoints(Path file) throws SQLException {
    var connection = connect(file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous=FULL");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  static Connection open(Path file, boolean writer) throws SQLException {
    var connection = connect(file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=10000");
      if (!writer) {
        statement.execute("PRAGMA query_only=1");
        return connection;
      }
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA wal_autocheckpoint=" + LONGEST_LOG_PAGES);
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS history(
            revision INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            create_revision INTEGER NOT NULL,
            previous_revision INTEGER NOT NULL,
            value BLOB)\
          """);
      statement.execute("DROP INDEX IF EXISTS history_key"); // of versions before KeyIndex
      statement.execute(
          "CREATE TABLE IF NOT EXISTS compaction(id INTEGER PRIMARY KEY, revision INTEGER)");
      statement.execute("INSERT OR IGNORE INTO compaction VALUES(1, 0)");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  static long compactRevision(Connection connection) throws SQLException {
    return number(connection, "SELECT revision FROM compaction");
  }

  /** The last revision given out; etcd's first is 1, and so is ours. */
  static long lastRevision(Connection connection) throws SQLException {
    var last = number(connection, "SELECT coalesce(max(revision), 1) FROM history");
    return Math.max(last, compactRevision(connection));
  }

  /** A key index of the whole history. */
  static KeyIndex index(Connection connection) throws SQLException {
    var index = new KeyIndex();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT key, iif(value IS NULL, -revision, revision) FROM history"
                    + " ORDER BY revision")) {
      while (rows.next()) {
        index.add(rows.getString(1), rows.getLong(2));
      }
    }
    return index;
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
