package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A schema prepared for decoding: what to expect at each place, and what to fill in. */
sealed interface Shape {

  /**
   * An object.
   *
   * @param typeName the type's name without package, as error messages say it
   * @param filled fields that are filled in where they are absent
   * @param open unknown fields are kept
   */
  record ObjectShape(String typeName, Map<String, Field> fields, List<Field> filled, boolean open)
      implements Shape {}

  record ListShape(Shape element) implements Shape {}

  record MapShape(Shape value) implements Shape {}

  record ScalarShape(Kind kind) implements Shape {}

  /** A schema of a custom resource, or something else in its place. */
  record SchemaOrShape(ObjectShape schema) implements Shape {}

  record AnyShape() implements Shape {}

  AnyShape ANY = new AnyShape();

  /**
   * A field of an object.
   *
   * @param keepEmpty an empty list or map is kept
   * @param omitZero the zero value is as good as none and is not kept
   */
  record Field(
      String name,
      Shape shape,
      boolean keepEmpty,
      boolean omitZero,
      boolean struct,
      @Nullable JsonNode defaultValue) {}

  /** The name error messages give a type: {@code PodSpec}. */
  static String simpleName(Schema.ObjectSchema schema) {
    return schema.name().substring(schema.name().lastIndexOf('.') + 1);
  }
}
