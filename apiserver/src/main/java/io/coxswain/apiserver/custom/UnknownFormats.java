package io.coxswain.apiserver.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds formats in the schemas of a definition that upstream's validator does not know. */
public final class UnknownFormats {
  private static final Map<String, Set<String>> OF_NUMBERS =
      Map.of("integer", Set.of("int32", "int64"), "number", Set.of("float", "double"));
  private static final List<String> CHILDREN = List.of("items", "not", "additionalProperties");
  private static final List<String> LISTS = List.of("items", "allOf", "anyOf", "oneOf");
  private static final List<String> MAPS =
      List.of("properties", "patternProperties", "definitions");

  private UnknownFormats() {}

  /** The formats, in the order of the spec; a schema that all versions share counts once. */
  public static List<String> of(JsonNode spec) {
    var unknown = new ArrayList<String>();
    var first = spec.at("/versions/0/schema");
    var versions = spec.path("versions");
    if (versions.valueStream().allMatch(version -> version.path("schema").equals(first))) {
      collect(first.path("openAPIV3Schema"), unknown);
    } else {
      versions.forEach(version -> collect(version.at("/schema/openAPIV3Schema"), unknown));
    }
    return unknown;
  }

  private static void collect(JsonNode schema, List<String> unknown) {
    if (!schema.isObject()) {
      return;
    }
    var format = schema.path("format").asString("");
    if (!format.isEmpty() && !isKnown(schema.path("type").asString(""), format)) {
      unknown.add(format);
    }
    for (var list : LISTS) {
      if (schema.path(list).isArray()) {
        schema.path(list).forEach(child -> collect(child, unknown));
      }
    }
    CHILDREN.forEach(child -> collect(schema.path(child), unknown));
    MAPS.forEach(map -> schema.path(map).forEach(child -> collect(child, unknown)));
  }

  private static boolean isKnown(String type, String format) {
    if (type.isEmpty() || type.equals("string")) {
      return Formats.isKnown(format);
    }
    return OF_NUMBERS.getOrDefault(type, Set.of()).contains(format);
  }
}
