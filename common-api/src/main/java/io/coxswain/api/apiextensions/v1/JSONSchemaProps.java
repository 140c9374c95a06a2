package io.coxswain.api.apiextensions.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON schema, draft 4, with the extensions that structural schemas need. */
@ApiType("A JSON schema, draft 4, with the extensions that structural schemas need.")
public record JSONSchemaProps(
    @ApiField(number = 1, doc = "Not supported.") @Nullable String id,
    @JsonProperty("$schema") @ApiField(number = 2, doc = "The draft the schema is written in.")
        @Nullable String schema,
    @JsonProperty("$ref") @ApiField(number = 3, doc = "Not supported.") @Nullable String ref,
    @ApiField(number = 4, doc = "What the value is for.") @Nullable String description,
    @ApiField(
            number = 5,
            doc = "Type of the value: object, array, string, integer, number or boolean.")
        @Nullable String type,
    @ApiField(
            number = 6,
            doc = "Format of a string or number, such as date-time or ipv4. Unknown ones fit all.")
        @Nullable String format,
    @ApiField(number = 7, doc = "A name for people.") @Nullable String title,
    @JsonProperty("default") @ApiField(number = 8, doc = "The value of a field that is left out.")
        @Nullable JsonNode defaultValue,
    @ApiField(number = 9, doc = "The largest number allowed.") @Nullable Double maximum,
    @ApiField(number = 10, doc = "Whether the maximum itself is excluded.")
        @Nullable Boolean exclusiveMaximum,
    @ApiField(number = 11, doc = "The smallest number allowed.") @Nullable Double minimum,
    @ApiField(number = 12, doc = "Whether the minimum itself is excluded.")
        @Nullable Boolean exclusiveMinimum,
    @ApiField(number = 13, doc = "The most characters allowed.") @Nullable Long maxLength,
    @ApiField(number = 14, doc = "The fewest characters allowed.") @Nullable Long minLength,
    @ApiField(number = 15, doc = "A regular expression (RE2) that is found in the string.")
        @Nullable String pattern,
    @ApiField(number = 16, doc = "The most elements allowed.") @Nullable Long maxItems,
    @ApiField(number = 17, doc = "The fewest elements allowed.") @Nullable Long minItems,
    @ApiField(number = 18, doc = "Must be false: use x-kubernetes-list-type set.")
        @Nullable Boolean uniqueItems,
    @ApiField(number = 19, doc = "The number must be a multiple of this one.")
        @Nullable Double multipleOf,
    @JsonProperty("enum") @ApiField(number = 20, doc = "The values allowed.")
        List<JsonNode> allowed,
    @ApiField(number = 21, doc = "The most properties allowed.") @Nullable Long maxProperties,
    @ApiField(number = 22, doc = "The fewest properties allowed.") @Nullable Long minProperties,
    @ApiField(number = 23, doc = "Properties that must be there.") List<String> required,
    @ApiField(number = 24, doc = "Schema of the elements.") @Nullable JsonNode items,
    @ApiField(number = 25, doc = "Schemas that all must fit.") List<JSONSchemaProps> allOf,
    @ApiField(number = 26, doc = "Schemas of which exactly one must fit.")
        List<JSONSchemaProps> oneOf,
    @ApiField(number = 27, doc = "Schemas of which one or more must fit.")
        List<JSONSchemaProps> anyOf,
    @ApiField(number = 28, doc = "A schema that must not fit.") @Nullable JSONSchemaProps not,
    @ApiField(number = 29, doc = "Schemas of the properties by name.", writeEmpty = true)
        Map<String, JSONSchemaProps> properties,
    @ApiField(number = 30, doc = "Schema of values under free keys, or whether there may be any.")
        @Nullable JsonNode additionalProperties,
    @ApiField(number = 31, doc = "Not supported.") Map<String, JSONSchemaProps> patternProperties,
    @ApiField(number = 32, doc = "Not supported.") Map<String, JsonNode> dependencies,
    @ApiField(number = 33, doc = "Not supported.") @Nullable JsonNode additionalItems,
    @ApiField(number = 34, doc = "Not supported.") Map<String, JSONSchemaProps> definitions,
    @ApiField(number = 35, doc = "Where more can be read.")
        @Nullable ExternalDocumentation externalDocs,
    @ApiField(number = 36, doc = "A value for illustration.") @Nullable JsonNode example,
    @ApiField(number = 37, doc = "Whether null is a value.") @Nullable Boolean nullable,
    @JsonProperty("x-kubernetes-preserve-unknown-fields")
        @ApiField(number = 38, doc = "Keep fields that the schema doesn't name. True or left out.")
        @Nullable Boolean preserveUnknownFields,
    @JsonProperty("x-kubernetes-embedded-resource")
        @ApiField(
            number = 39,
            doc = "The value is an object of the API with apiVersion, kind and metadata.")
        @Nullable Boolean embeddedResource,
    @JsonProperty("x-kubernetes-int-or-string")
        @ApiField(number = 40, doc = "The value is a whole number or a string.")
        @Nullable Boolean intOrString,
    @JsonProperty("x-kubernetes-list-map-keys")
        @ApiField(number = 41, doc = "Fields that tell the elements of a list of type map apart.")
        List<String> listMapKeys,
    @JsonProperty("x-kubernetes-list-type")
        @ApiField(number = 42, doc = "How a list is merged: atomic, set or map.")
        @Nullable String listType,
    @JsonProperty("x-kubernetes-map-type")
        @ApiField(number = 43, doc = "How an object is merged: granular or atomic.")
        @Nullable String mapType,
    @JsonProperty("x-kubernetes-validations")
        @ApiField(
            number = 44,
            doc = "Rules in CEL that the value must fulfil.",
            listType = ListType.MAP,
            keys = "rule",
            mergeKey = "rule")
        List<ValidationRule> validations)
    implements JSONSchemaPropsBuilder.With {

  /** Where more can be read. */
  @ApiType("Where more can be read.")
  public record ExternalDocumentation(
      @ApiField(number = 1, doc = "What is found there.") @Nullable String description,
      @ApiField(number = 2, doc = "Address of the page.") @Nullable String url)
      implements ExternalDocumentationBuilder.With {}

  /** A rule in CEL. */
  @ApiType("A rule in CEL that a value must fulfil.")
  public record ValidationRule(
      @ApiField(
              number = 1,
              doc =
                  "The expression: self is the value, oldSelf what it was before. A rule that"
                      + " names oldSelf is checked on updates only.",
              required = true)
          String rule,
      @ApiField(number = 2, doc = "What is said where the rule fails.") @Nullable String message,
      @ApiField(number = 3, doc = "An expression that makes the message, instead of a fixed one.")
          @Nullable String messageExpression,
      @ApiField(
              number = 4,
              doc =
                  "Reason that clients see: FieldValueInvalid, FieldValueForbidden,"
                      + " FieldValueRequired or FieldValueDuplicate.")
          @Nullable String reason,
      @ApiField(number = 5, doc = "Path below the value that the error points to.")
          @Nullable String fieldPath,
      @ApiField(
              number = 6,
              doc = "oldSelf is an optional value, so that the rule is checked at creation, too.")
          @Nullable Boolean optionalOldSelf)
      implements ValidationRuleBuilder.With {}
}
