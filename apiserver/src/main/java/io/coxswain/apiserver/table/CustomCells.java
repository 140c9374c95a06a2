package io.coxswain.apiserver.table;

import io.coxswain.api.schema.CustomKind;
import io.coxswain.api.schema.CustomKind.PrinterColumn;
import io.coxswain.apiserver.custom.ObjectPath;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** The tables of custom resources: the name and the columns of their definition. */
final class CustomCells {
  private static final Printer NAME_AND_AGE =
      new Printer(
          List.of(Column.NAME, new Column("Age", "date", "", Column.AGE.description(), 0)),
          (object, now) -> List.of(Trees.name(object), Trees.age(object, now)));

  private CustomCells() {}

  static Printer printer(CustomKind kind) {
    if (kind.columns().isEmpty()) {
      return NAME_AND_AGE;
    }
    var columns = new ArrayList<Column>();
    columns.add(Column.NAME);
    var paths = new ArrayList<ObjectPath>();
    for (var column : kind.columns()) {
      columns.add(
          new Column(
              column.name(),
              column.type(),
              column.format(),
              column.description().isEmpty()
                  ? "Custom resource definition column (in JSONPath format): " + column.jsonPath()
                  : column.description(),
              column.priority()));
      paths.add(ObjectPath.of(column.jsonPath()));
    }
    return new Printer(
        columns,
        (object, now) -> {
          var cells = new ArrayList<Object>();
          cells.add(Trees.name(object));
          for (var i = 0; i < paths.size(); i++) {
            cells.add(cell(kind.columns().get(i), paths.get(i).find(object), now));
          }
          return cells;
        });
  }

  /** One value as its column's type shows it; null where there is none or it is of another type. */
  private static Object cell(PrinterColumn column, List<JsonNode> found, Instant now) {
    if (found.isEmpty()) {
      return NullNode.getInstance();
    }
    var value = found.getFirst();
    return switch (column.type()) {
      case "integer", "number" -> value.isNumber() ? value : NullNode.getInstance();
      case "boolean" -> value.isBoolean() ? value : NullNode.getInstance();
      case "date" -> date(value, now);
      default ->
          value.isNull()
              ? NullNode.getInstance()
              : value.isString() ? value.stringValue() : value.toString();
    };
  }

  private static Object date(JsonNode value, Instant now) {
    if (!value.isString()) {
      return NullNode.getInstance();
    }
    try {
      return HumanDuration.of(Duration.between(Instant.parse(value.stringValue()), now));
    } catch (DateTimeException e) {
      return "<invalid>";
    }
  }
}
