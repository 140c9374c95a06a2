package io.coxswain.kubectl.describe;

import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.tree.Trees;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A description under construction: lines of tab-separated cells, two spaces per level. */
final class Text {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final int LONGEST_ANNOTATION = 140;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder();

  /** A line at a level; cells are separated by tabs. */
  Text line(int level, String text) {
    out.append("  ".repeat(level)).append(text).append('\n');
    return this;
  }

  /** {@code Name:<tab>value}. */
  Text field(int level, String name, Object value) {
    return line(level, name + ":\t" + value);
  }

  Text field(int level, String name, JsonNode node, String... path) {
    return field(level, name, Trees.text(node, path));
  }

  /** The field, unless it is empty. */
  Text optional(int level, String name, String value) {
    return value.isEmpty() ? this : field(level, name, value);
  }

  /** One entry per line, all in the second column. */
  Text entries(int level, String name, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return field(level, name, "<none>");
    }
    var prefix = name + ":\t";
    for (var entry : entries.entrySet()) {
      line(level, prefix + entry.getKey() + "=" + entry.getValue());
      prefix = "\t";
    }
    return this;
  }

  Text annotations(int level, Map<String, String> annotations) {
    var shown =
        annotations.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(LAST_APPLIED))
            .toList();
    if (shown.isEmpty()) {
      return field(level, "Annotations", "<none>");
    }
    var prefix = "Annotations:\t";
    for (var entry : shown) {
      var value =
          entry.getValue().endsWith("\n")
              ? entry.getValue().substring(0, entry.getValue().length() - 1)
              : entry.getValue();
      if (value.length() + entry.getKey().length() + 2 < LONGEST_ANNOTATION
          && !value.contains("\n")) {
        line(level, prefix + entry.getKey() + ": " + value);
      } else {
        line(level, prefix + entry.getKey() + ":");
        value.lines().forEach(part -> line(level, "\t  " + shorten(part)));
      }
      prefix = "\t";
    }
    return this;
  }

  private static String shorten(String text) {
    return text.length() > LONGEST_ANNOTATION
        ? text.substring(0, LONGEST_ANNOTATION) + "..."
        : text;
  }

  /** Name, namespace, labels and annotations. */
  Text header(JsonNode object) {
    field(0, "Name", Trees.name(object));
    optional(0, "Namespace", Trees.namespace(object));
    return metadata(object);
  }

  Text metadata(JsonNode object) {
    entries(0, "Labels", Trees.textMap(object, "metadata", "labels"));
    return annotations(0, Trees.textMap(object, "metadata", "annotations"));
  }

  /** The titles of columns, underlined. */
  Text columns(int level, String... titles) {
    var lines = new ArrayList<String>();
    for (var title : titles) {
      lines.add("-".repeat(title.length()));
    }
    return line(level, String.join("\t", titles)).line(level, String.join("\t", lines));
  }

  /** A table of conditions with type, status and reason. */
  Text conditions(JsonNode object) {
    var conditions = Trees.items(object, "status", "conditions");
    if (!conditions.isEmpty()) {
      line(0, "Conditions:").columns(1, "Type", "Status", "Reason");
    }
    for (var condition : conditions) {
      line(1, "%s \t%s\t%s".formatted(cells(condition, "type", "status", "reason")));
    }
    return this;
  }

  /** A table of conditions as they are written of kinds without controllers of their own. */
  Text conditionsWithMessages(JsonNode object) {
    var conditions = Trees.items(object, "status", "conditions");
    if (!conditions.isEmpty()) {
      line(0, "Conditions:")
          .columns(1, "Type", "Status", "LastTransitionTime", "Reason", "Message");
    }
    for (var condition : conditions) {
      line(
          1,
          String.join(
              "\t",
              Trees.text(condition, "type"),
              Trees.text(condition, "status"),
              time(Trees.text(condition, "lastTransitionTime")),
              Trees.text(condition, "reason"),
              Trees.text(condition, "message")));
    }
    return this;
  }

  private static Object[] cells(JsonNode object, String... fields) {
    return Stream.of(fields).map(field -> Trees.text(object, field)).toArray();
  }

  Text append(Text other) {
    out.append(other.out);
    return this;
  }

  String aligned() {
    return TabWriter.description(out.toString());
  }

  static String joined(Map<String, String> entries) {
    return entries.isEmpty()
        ? "<none>"
        : entries.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
  }

  /** A list as Go writes it: {@code [a b]}. */
  static String list(List<String> values) {
    return "[" + String.join(" ", values) + "]";
  }

  static String orNone(String value) {
    return value.isEmpty() ? "<none>" : value;
  }

  static String orUnset(String value) {
    return value.isEmpty() ? "<unset>" : value;
  }

  static String trueOrFalse(boolean value) {
    return value ? "True" : "False";
  }

  static String orNone(List<String> values, String separator) {
    return values.isEmpty() ? "<none>" : String.join(separator, values);
  }

  /** An RFC 3339 time as descriptions write it. */
  static String time(String time) {
    try {
      return time.isEmpty() ? "" : TIME.format(Instant.parse(time));
    } catch (DateTimeException e) {
      return time;
    }
  }

  /** A label selector in one line. */
  static String selector(JsonNode selector) {
    var parts =
        Trees.textMap(selector, "matchLabels").entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.toCollection(ArrayList::new));
    for (var expression : Trees.items(selector, "matchExpressions")) {
      var key = Trees.text(expression, "key");
      var values = " (" + String.join(",", Trees.texts(expression, "values")) + ")";
      parts.add(
          switch (Trees.text(expression, "operator")) {
            case "In" -> key + " in" + values;
            case "NotIn" -> key + " notin" + values;
            case "Exists" -> key;
            default -> "!" + key;
          });
    }
    return parts.isEmpty() ? "<none>" : String.join(",", parts);
  }
}
