package io.coxswain.apiserver.custom;

import io.coxswain.api.Json;
import io.coxswain.api.schema.CustomKind;
import io.coxswain.api.schema.CustomKind.Conversion;
import io.coxswain.api.schema.CustomKind.PrinterColumn;
import io.coxswain.api.schema.CustomKind.ScalePaths;
import io.coxswain.api.schema.CustomSchemas;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.discovery.VersionOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads CustomResourceDefinitions: which resources they make. */
public final class Definitions {
  private Definitions() {}

  /** Whether a condition of a definition is True. */
  public static boolean isTrue(JsonNode definition, String condition) {
    for (var found : definition.path("status").path("conditions")) {
      if (text(found, "type").equals(condition)) {
        return text(found, "status").equals("True");
      }
    }
    return false;
  }

  /**
   * The resources of a definition, one for each served version, under its accepted names. None
   * before its names were accepted.
   */
  public static List<ResourceType> types(JsonNode definition) {
    if (!isTrue(definition, "Established") && !isTrue(definition, "NamesAccepted")) {
      return List.of();
    }
    var spec = definition.path("spec");
    var names = definition.path("status").path("acceptedNames");
    var types = new ArrayList<ResourceType>();
    for (var version : spec.path("versions")) {
      if (version.path("served").asBoolean(false)) {
        types.add(type(spec, names, version));
      }
    }
    types.sort(Comparator.comparing(ResourceType::version, VersionOrder.PREFERRED_FIRST));
    return types;
  }

  private static ResourceType type(JsonNode spec, JsonNode names, JsonNode version) {
    var group = text(spec, "group");
    var structural = structural(spec, version);
    var name = schemaName(group, text(version, "name"), text(names, "kind"));
    return new ResourceType(
        group,
        text(version, "name"),
        text(names, "kind"),
        text(spec.path("names"), "plural"),
        text(names, "singular"),
        texts(names.path("shortNames")),
        texts(names.path("categories")),
        text(spec, "scope").equals("Namespaced"),
        subresources(version.path("subresources")),
        null,
        CustomSchemas.root(name, structural),
        new CustomKind(
            text(names, "listKind"),
            storageVersion(spec),
            structural,
            columns(version.path("additionalPrinterColumns")),
            version
                .path("selectableFields")
                .valueStream()
                .map(field -> text(field, "jsonPath"))
                .toList(),
            scale(version.path("subresources").path("scale")),
            conversion(spec.path("conversion")),
            deprecation(spec, names, version)));
  }

  /** The schema of a version; a definition that preserves unknown fields does so everywhere. */
  public static Structural structural(JsonNode spec, JsonNode version) {
    var schema = version.path("schema").path("openAPIV3Schema");
    if (!spec.path("preserveUnknownFields").asBoolean(false)) {
      return Structural.of(schema);
    }
    var open = Json.mapper().createObjectNode();
    if (schema instanceof ObjectNode known) {
      open.setAll(known);
    }
    return Structural.of(open.put("x-kubernetes-preserve-unknown-fields", true));
  }

  /** {@code com.example.stable.v1.CronTab} for group {@code stable.example.com}. */
  private static String schemaName(String group, String version, String kind) {
    var parts = new ArrayList<>(List.of(group.split("\\.")));
    Collections.reverse(parts);
    return String.join(".", parts) + "." + version + "." + kind;
  }

  /** The name of the version in which objects are stored. */
  public static String storageVersion(JsonNode spec) {
    for (var version : spec.path("versions")) {
      if (version.path("storage").asBoolean(false)) {
        return text(version, "name");
      }
    }
    return "";
  }

  private static Set<String> subresources(JsonNode subresources) {
    var names = new HashSet<String>();
    for (var name : List.of("status", "scale")) {
      if (subresources.has(name)) {
        names.add(name);
      }
    }
    return Set.copyOf(names);
  }

  private static List<PrinterColumn> columns(JsonNode list) {
    var columns = new ArrayList<PrinterColumn>();
    for (var column : list) {
      columns.add(
          new PrinterColumn(
              text(column, "name"),
              text(column, "type"),
              text(column, "format"),
              text(column, "description"),
              column.path("priority").asInt(0),
              text(column, "jsonPath")));
    }
    return List.copyOf(columns);
  }

  private static @Nullable ScalePaths scale(JsonNode scale) {
    return scale.isMissingNode()
        ? null
        : new ScalePaths(
            text(scale, "specReplicasPath"),
            text(scale, "statusReplicasPath"),
            text(scale, "labelSelectorPath"));
  }

  private static @Nullable Conversion conversion(JsonNode conversion) {
    var webhook = conversion.path("webhook");
    return text(conversion, "strategy").equals("Webhook")
        ? new Conversion(
            webhook.path("clientConfig"), texts(webhook.path("conversionReviewVersions")))
        : null;
  }

  private static @Nullable String deprecation(JsonNode spec, JsonNode names, JsonNode version) {
    if (!version.path("deprecated").asBoolean(false)) {
      return null;
    }
    var warning = text(version, "deprecationWarning");
    if (!warning.isEmpty()) {
      return warning;
    }
    var group = text(spec, "group");
    var name = text(version, "name");
    var kind = text(names, "kind");
    var standard = group + "/" + name + " " + kind + " is deprecated";
    var newer = newer(spec, name);
    return newer.isEmpty() ? standard : standard + "; use " + group + "/" + newer + " " + kind;
  }

  /** The newest served version that is not deprecated, of equal or greater stability. */
  private static String newer(JsonNode spec, String name) {
    return spec.path("versions")
        .valueStream()
        .filter(v -> v.path("served").asBoolean(false) && !v.path("deprecated").asBoolean(false))
        .map(v -> text(v, "name"))
        .filter(other -> VersionOrder.PREFERRED_FIRST.compare(other, name) < 0)
        .min(VersionOrder.PREFERRED_FIRST)
        .orElse("");
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(value -> value.asString("")).toList();
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
