package io.coxswain.apiserver.openapi;

import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import java.util.Map;

/**
 * How upstream calls the types of fields that take any JSON.
 *
 * @param name name of the definition
 * @param doc its description
 * @param type {@code object} where nothing else is taken; empty for any value
 */
record FreeType(String name, String doc, String type) {
  private static final String EXTENSIONS =
      "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";
  private static final FreeType RAW =
      new FreeType("io.k8s.apimachinery.pkg.runtime.RawExtension", "Any JSON object.", "object");
  private static final FreeType JSON = new FreeType(EXTENSIONS + "JSON", "Any JSON value.", "");
  private static final FreeType OR_BOOL =
      new FreeType(EXTENSIONS + "JSONSchemaPropsOrBool", "A schema, or whether any value is.", "");
  private static final Map<String, FreeType> OTHERS =
      Map.of(
          "ManagedFieldsEntry.fieldsV1",
          new FreeType(
              "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1",
              "A set of fields as a tree of paths.",
              "object"),
          "JSONSchemaProps.additionalItems",
          OR_BOOL,
          "JSONSchemaProps.additionalProperties",
          OR_BOOL,
          "JSONSchemaProps.default",
          JSON,
          "JSONSchemaProps.dependencies",
          new FreeType(
              EXTENSIONS + "JSONSchemaPropsOrStringArray", "A schema, or names of fields.", ""),
          "JSONSchemaProps.enum",
          JSON,
          "JSONSchemaProps.example",
          JSON,
          "JSONSchemaProps.items",
          new FreeType(EXTENSIONS + "JSONSchemaPropsOrArray", "A schema, or several.", ""));

  /** The type of a field, or of its elements. */
  static FreeType of(ObjectSchema owner, Property property) {
    var type = owner.name().substring(owner.name().lastIndexOf('.') + 1);
    return OTHERS.getOrDefault(type + "." + property.name(), RAW);
  }
}
