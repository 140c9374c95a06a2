package io.coxswain.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Tables of objects of tests, which are five minutes old; single quotes stand for double ones. */
final class Rows {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String META = "'metadata':{'name':'a','creationTimestamp':'2026-03-01T11:55:00Z'}";

  private Rows() {}

  /** The cells of one object, of which there must be as many as columns. */
  static String cells(String kind, String object) {
    var table = table(kind, object);
    assertThat(table.at("/rows/0/cells").size()).isEqualTo(table.get("columnDefinitions").size());
    return table.at("/rows/0/cells").toString().replace('"', '\'');
  }

  static JsonNode table(String kind, String object) {
    return Tables.of(type(kind), tree(object), IncludeObject.NONE, true, NOW);
  }

  static ResourceType type(String kind) {
    return Kinds.builtIn().all().stream()
        .filter(type -> type.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  static JsonNode tree(String text) {
    return Json.tree(text.replace('\'', '"'));
  }
}
