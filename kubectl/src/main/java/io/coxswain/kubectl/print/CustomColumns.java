package io.coxswain.kubectl.print;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.template.GoTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** {@code -o custom-columns=NAME:.metadata.name,...}. */
public final class CustomColumns {
  private record Column(String header, JsonPath path) {}

  private final List<Column> columns = new ArrayList<>();

  public CustomColumns(String specification) {
    if (specification.isEmpty()) {
      throw KubectlException.error("custom-columns format specified but no custom columns given");
    }
    for (var part : specification.split(",", -1)) {
      var colon = part.indexOf(':');
      if (colon < 0) {
        throw KubectlException.error(
            "unexpected custom-columns spec: " + part + ", expected <header>:<json-path-expr>");
      }
      columns.add(
          new Column(part.substring(0, colon), JsonPath.relaxed(part.substring(colon + 1))));
    }
  }

  /** The specification that a file's two lines, headers and paths, mean. */
  static String specification(String file) {
    var lines = file.lines().toList();
    var headers = lines.isEmpty() ? new String[0] : lines.getFirst().strip().split("\\s+");
    var paths = lines.size() < 2 ? new String[0] : lines.get(1).strip().split("\\s+");
    if (headers.length != paths.length || headers.length == 0) {
      throw KubectlException.error(
          "number of headers and templates don't match: %d headers, %d templates"
              .formatted(headers.length, paths.length));
    }
    var columns = new ArrayList<String>();
    for (var i = 0; i < headers.length; i++) {
      columns.add(headers[i] + ":" + paths[i]);
    }
    return String.join(",", columns);
  }

  /** All objects in one table. */
  public String print(List<JsonNode> objects, boolean headers) {
    var text = new StringBuilder();
    if (headers) {
      line(columns.stream().map(Column::header).toList(), text);
    }
    for (var object : objects) {
      line(columns.stream().map(column -> cell(column, object)).toList(), text);
    }
    return TabWriter.table(text.toString());
  }

  private static String cell(Column column, JsonNode object) {
    var found = column.path().all(object);
    return found.isEmpty()
        ? "<none>"
        : found.stream()
            .map(value -> value.isNull() ? "<nil>" : GoTemplate.shown(value))
            .collect(Collectors.joining(","));
  }

  private static void line(List<String> cells, StringBuilder text) {
    text.append(String.join("\t", cells)).append('\n');
  }
}
