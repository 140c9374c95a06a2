package io.coxswain.api.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The shape of a value, as everything that interprets object trees reads it: defaulting, pruning,
 * strict decoding, patches, OpenAPI and {@code explain}. Built-in kinds derive it from their
 * records, custom kinds bring it at run time.
 */
public sealed interface Schema {

  /**
   * An object with named fields, in the order they are documented.
   *
   * @param atomic server-side apply owns and replaces the object as one value
   * @param granular it does not here, though it does elsewhere
   */
  record ObjectSchema(
      String name,
      String doc,
      Map<String, Property> fields,
      boolean preserveUnknownFields,
      boolean atomic,
      boolean granular)
      implements Schema {
    /** An object that is owned alike everywhere. */
    public ObjectSchema(
        String name,
        String doc,
        Map<String, Property> fields,
        boolean preserveUnknownFields,
        boolean atomic) {
      this(name, doc, fields, preserveUnknownFields, atomic, false);
    }

    /** An object whose fields are owned one by one. */
    public ObjectSchema(
        String name, String doc, Map<String, Property> fields, boolean preserveUnknownFields) {
      this(name, doc, fields, preserveUnknownFields, false, false);
    }

    public @Nullable Property field(String fieldName) {
      return fields.get(fieldName);
    }
  }

  /**
   * A list.
   *
   * @param keys the fields that tell elements apart, for {@link ListType#MAP}
   * @param mergeKey the field by which strategic merge matches elements; null replaces the list
   * @param mergePatch strategic merge unites a list of scalars
   * @param retainKeys elements may carry {@code $retainKeys}
   */
  record ListSchema(
      Schema element,
      ListType type,
      List<String> keys,
      @Nullable String mergeKey,
      boolean mergePatch,
      boolean retainKeys)
      implements Schema {}

  /**
   * An object with free keys and values of one shape.
   *
   * @param atomic server-side apply owns and replaces the map as one value
   */
  record MapSchema(Schema value, boolean atomic) implements Schema {
    /** A map whose entries are owned one by one. */
    public MapSchema(Schema value) {
      this(value, false);
    }
  }

  /** A leaf; {@code allowed} is empty where any value of the kind is. */
  record ScalarSchema(Kind kind, Set<String> allowed) implements Schema {}

  /** Any JSON, kept as it is (raw extensions, managed fields). */
  record AnySchema() implements Schema {}

  /** Another object schema by its name, for types that contain themselves. */
  record ReferenceSchema(String name) implements Schema {}

  enum Kind {
    STRING,
    INT32,
    INT64,
    DOUBLE,
    BOOLEAN,
    /** RFC 3339 with whole seconds. */
    TIME,
    /** RFC 3339 with microseconds. */
    MICRO_TIME,
    QUANTITY,
    INT_OR_STRING,
    /** Base64 text. */
    BYTES
  }

  /**
   * One field of an object.
   *
   * @param number protobuf field number, 0 for none
   * @param within numbers of the protobuf messages that hold the field where JSON has it inline,
   *     from the outside in
   * @param required must be present
   * @param struct upstream always writes it, as an empty object where nothing is set
   * @param writeEmpty an empty list or map is kept, because upstream tells it from an absent one
   * @param defaultValue static default; null for none
   * @param patchStrategy how strategic merge treats an object: {@code replace}, {@code retainKeys}
   *     or nothing
   */
  record Property(
      String name,
      Schema schema,
      String doc,
      int number,
      List<Integer> within,
      boolean required,
      boolean struct,
      boolean writeEmpty,
      @Nullable JsonNode defaultValue,
      String patchStrategy) {

    /** A field that is merged like any other. */
    public Property(
        String name,
        Schema schema,
        String doc,
        int number,
        List<Integer> within,
        boolean required,
        boolean struct,
        boolean writeEmpty,
        @Nullable JsonNode defaultValue) {
      this(name, schema, doc, number, within, required, struct, writeEmpty, defaultValue, "");
    }
  }
}
