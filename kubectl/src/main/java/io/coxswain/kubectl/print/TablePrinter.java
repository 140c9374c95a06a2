package io.coxswain.kubectl.print;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Prints the Tables of one resource type. Remembers column widths, so that the rows of a watch line
 * up with those before.
 */
public final class TablePrinter {
  private static final int MINIMUM = 6;
  private static final int PADDING = 3;

  /** What the flags of get ask of a table. */
  public record Style(
      boolean wide,
      boolean headers,
      boolean namespaceColumn,
      boolean kindPrefix,
      boolean labelsColumn,
      List<String> labelColumns,
      boolean eventColumn,
      @Nullable String sortBy) {

    public static Style plain() {
      return new Style(false, true, false, false, false, List.of(), false, null);
    }
  }

  private final ResourceType type;
  private final Style style;
  private final List<JsonNode> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final Map<Integer, Integer> widths = new HashMap<>();
  private boolean headersPrinted;

  private record Row(JsonNode row, String event) {}

  public TablePrinter(ResourceType type, Style style) {
    this.type = type;
    this.style = style;
  }

  /** Takes the rows of a Table; column definitions come with the first. */
  public void add(JsonNode table, String event) {
    if (columns.isEmpty()) {
      columns.addAll(items(table, "columnDefinitions"));
    }
    items(table, "rows").forEach(row -> rows.add(new Row(row, event)));
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The text of all rows taken since the last call, with the headers before the first. */
  public String take() {
    if (style.sortBy() != null) {
      var path = JsonPath.relaxed(style.sortBy());
      rows.sort((a, b) -> SortKeys.compare(path, a.row().path("object"), b.row().path("object")));
    }
    List<List<String>> lines = new ArrayList<>();
    if (style.headers() && !headersPrinted && !rows.isEmpty()) {
      lines.add(headers());
      headersPrinted = true;
    }
    rows.forEach(row -> lines.add(cells(row)));
    rows.clear();
    return align(lines);
  }

  private List<String> headers() {
    var cells = new ArrayList<String>();
    if (style.eventColumn()) {
      cells.add("EVENT");
    }
    if (style.namespaceColumn()) {
      cells.add("NAMESPACE");
    }
    for (var column : columns) {
      if (shown(column)) {
        cells.add(text(column, "name").toUpperCase(Locale.ROOT));
      }
    }
    for (var label : style.labelColumns()) {
      cells.add(label.substring(label.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
    }
    if (style.labelsColumn()) {
      cells.add("LABELS");
    }
    return cells;
  }

  private boolean shown(JsonNode column) {
    return style.wide() || Trees.number(column, "priority") == 0;
  }

  private List<String> cells(Row row) {
    var cells = new ArrayList<String>();
    var object = row.row().path("object");
    if (style.eventColumn()) {
      cells.add(row.event());
    }
    if (style.namespaceColumn()) {
      cells.add(Trees.namespace(object));
    }
    var values = items(row.row(), "cells");
    for (var i = 0; i < columns.size() && i < values.size(); i++) {
      if (shown(columns.get(i))) {
        var prefix = i == 0 && style.kindPrefix() ? type.qualifiedKind() + "/" : "";
        cells.add(prefix + cell(values.get(i)));
      }
    }
    var labels = Trees.textMap(object, "metadata", "labels");
    for (var label : style.labelColumns()) {
      cells.add(labels.getOrDefault(label, ""));
    }
    if (style.labelsColumn()) {
      cells.add(labels.isEmpty() ? "<none>" : joined(labels));
    }
    return cells;
  }

  static String joined(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /** Cells are one line each; a terminal's control characters are made harmless. */
  private static String cell(JsonNode value) {
    if (!value.isString()) {
      return value.isNull() ? "<nil>" : value.toString();
    }
    var text = value.stringValue();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == '\f') {
        return text.substring(0, i) + "...";
      }
    }
    return text.replace("\u001b", "^[").replace('\t', ' ');
  }

  private String align(List<List<String>> lines) {
    for (var line : lines) {
      for (var i = 0; i < line.size() - 1; i++) {
        var text = line.get(i);
        var width = Math.max(MINIMUM, text.codePointCount(0, text.length()) + PADDING);
        widths.merge(i, width, Math::max);
      }
    }
    var out = new StringBuilder();
    for (var line : lines) {
      for (var i = 0; i < line.size(); i++) {
        var text = line.get(i);
        out.append(text);
        if (i < line.size() - 1) {
          var width = widths.getOrDefault(i, MINIMUM);
          out.repeat(' ', width - text.codePointCount(0, text.length()));
        }
      }
      out.append('\n');
    }
    return out.toString();
  }
}
