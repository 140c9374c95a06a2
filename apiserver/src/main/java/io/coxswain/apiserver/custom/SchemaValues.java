package io.coxswain.apiserver.custom;

import dev.cel.common.values.CelByteString;
import io.coxswain.api.schema.Structural;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON values as CEL sees them, by their schema. Nulls are as good as absent. */
final class SchemaValues {
  private static final Pattern DURATION_PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  private SchemaValues() {}

  /** The value; null where there is none that the schema allows. */
  static @Nullable Object of(JsonNode value, Structural schema, boolean resource) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (schema.intOrString()) {
      return value.isString() ? value.stringValue() : (Object) value.longValue();
    }
    return switch (schema.type()) {
      case "object" -> value.isObject() ? object(value, schema, resource) : null;
      case "array" -> value.isArray() ? list(value, schema) : null;
      case "string" -> value.isString() ? text(value.stringValue(), schema.format()) : null;
      case "integer" -> value.isNumber() ? value.longValue() : null;
      case "number" -> value.isNumber() ? value.doubleValue() : null;
      case "boolean" -> value.isBoolean() ? value.booleanValue() : null;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonNode value, Structural schema, boolean resource) {
    var map = new LinkedHashMap<String, Object>();
    var additional = schema.additional();
    var properties = SchemaTypes.properties(schema, resource || schema.embeddedResource());
    for (var entry : value.properties()) {
      var child = additional == null ? properties.get(entry.getKey()) : additional;
      var key = additional == null ? SchemaTypes.escape(entry.getKey()) : entry.getKey();
      var made = child == null ? null : of(entry.getValue(), child, false);
      if (made != null && key != null) {
        map.put(key, made);
      }
    }
    return map;
  }

  private static List<Object> list(JsonNode value, Structural schema) {
    var list = new ArrayList<Object>();
    var items = schema.items();
    for (var element : value) {
      var made = items == null ? null : of(element, items, false);
      if (made != null) {
        list.add(made);
      }
    }
    return list;
  }

  private static @Nullable Object text(String text, String format) {
    try {
      return switch (format) {
        case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
        case "date" -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        case "date-time", "datetime" -> instant(text);
        case "duration" -> duration(text);
        default -> text;
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      return null; // validation of the format complains about it
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Duration duration(String text) {
    var nanos = 0.0;
    var match = DURATION_PART.matcher(text);
    while (match.find()) {
      nanos +=
          Double.parseDouble(match.group(1))
              * switch (match.group(2)) {
                case "ns" -> 1;
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "m" -> 60e9;
                case "h" -> 3600e9;
                default -> 1e3;
              };
    }
    return Duration.ofNanos((long) (text.startsWith("-") ? -nanos : nanos));
  }
}
