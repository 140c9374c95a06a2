package io.coxswain.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {
  @TempDir Path directory;

  @Override
  Store open() throws IOException {
    return SqliteStore.open(directory.resolve("contract"));
  }

  @Test
  void valuesAndRevisionsSurviveReopening() throws IOException {
    long last;
    try (var store = SqliteStore.open(directory)) {
      var first = done(store.create("/registry/pods/a/x", bytes("1")));
      last = done(store.update("/registry/pods/a/x", bytes("2"), first));
    }
    try (var store = SqliteStore.open(directory)) {
      assertThat(text(store.get("/registry/pods/a/x"))).isEqualTo("2");
      assertThat(store.currentRevision()).isEqualTo(last);
    }
  }

  @Test
  void whatWasDeletedOrCompactedStaysGoneAfterReopening() throws IOException {
    long middle;
    try (var store = SqliteStore.open(directory)) {
      var first = done(store.create("/registry/pods/a/x", bytes("1")));
      done(store.create("/registry/pods/a/y", bytes("1")));
      middle = done(store.update("/registry/pods/a/x", bytes("2"), first));
      store.compact(middle);
      done(store.delete("/registry/pods/a/x", middle));
    }
    try (var store = SqliteStore.open(directory)) {
      assertThat(store.get("/registry/pods/a/x")).isNull();
      assertThat(store.range("/registry/pods/", null, 0, 0).items())
          .extracting(Store.Stored::key)
          .containsExactly("/registry/pods/a/y");
      assertThat(store.range("/registry/pods/", null, 0, middle).items())
          .extracting(StoreContract::text)
          .containsExactly("2", "1");
      done(store.create("/registry/pods/a/x", bytes("3")));
    }
  }

  @Test
  void aDatabaseWithAnIndexOfKeysIsTakenOver() throws Exception {
    try (var store = SqliteStore.open(directory)) {
      done(store.create("/registry/pods/a/x", bytes("1")));
    }
    var file = "jdbc:sqlite:" + directory.resolve("store.db");
    try (var connection = DriverManager.getConnection(file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE INDEX history_key ON history(key, revision)");
    }
    try (var store = SqliteStore.open(directory)) {
      assertThat(text(store.get("/registry/pods/a/x"))).isEqualTo("1");
      done(store.create("/registry/pods/a/y", bytes("2")));
    }
    try (var connection = DriverManager.getConnection(file);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'index'")) {
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void revisionsNeverGoBackAfterTheLatestChangeWasCompacted() throws IOException {
    long last;
    try (var store = SqliteStore.open(directory)) {
      var first = done(store.create("/registry/pods/a/x", bytes("1")));
      last = done(store.delete("/registry/pods/a/x", first));
      store.compact(last);
    }
    try (var store = SqliteStore.open(directory)) {
      assertThat(done(store.create("/registry/pods/a/y", bytes("1")))).isGreaterThan(last);
    }
  }

  @Test
  void aSecondProcessIsRefused() throws IOException {
    try (var store = SqliteStore.open(directory)) {
      assertThat(store.currentRevision()).isPositive();
      assertThatThrownBy(() -> SqliteStore.open(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process uses the store");
    }
  }

  @Test
  void aClosedStoreNoLongerTouchesItsFiles() throws IOException {
    for (var i = 0; i < 20; i++) {
      try (var store = SqliteStore.open(directory)) {
        done(store.create("/registry/pods/a/" + i, bytes("1")));
      }
      assertThat(directory.resolve("store.db-wal")).doesNotExist();
    }
  }
}
