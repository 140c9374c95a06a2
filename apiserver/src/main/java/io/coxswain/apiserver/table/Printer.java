package io.coxswain.apiserver.table;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The columns of a resource and how an object fills them.
 *
 * @param order the order of a list's rows; null where they stay in the order of the list
 */
record Printer(List<Column> columns, Cells cells, @Nullable Comparator<JsonNode> order) {

  Printer(List<Column> columns, Cells cells) {
    this(columns, cells, null);
  }

  /** Reads the cells of one object: strings, integers and booleans in the order of the columns. */
  @FunctionalInterface
  interface Cells {
    List<Object> of(JsonNode object, Instant now);
  }
}
