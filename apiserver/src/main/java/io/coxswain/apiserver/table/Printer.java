package io.coxswain.apiserver.table;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The columns of a resource and how an object fills them. */
record Printer(List<Column> columns, Cells cells) {

  /** Reads the cells of one object: strings, integers and booleans in the order of the columns. */
  @FunctionalInterface
  interface Cells {
    List<Object> of(JsonNode object, Instant now);
  }
}
