package io.coxswain.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the schema knows of one field beyond its Java type. The JSON name is the record component's
 * name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ApiField {
  /** Protobuf field number; 0 where the type is not sent as protobuf. */
  int number() default 0;

  /**
   * Numbers of the protobuf messages that hold the field, from the outside in, where JSON writes
   * inline what protobuf keeps in a message of its own (a volume's source); none where the two
   * agree.
   */
  int[] within() default {};

  /** One sentence for {@code kubectl explain}. */
  String doc();

  /** The field must be present ("Required value" otherwise). */
  boolean required() default false;

  /** A struct that upstream always writes, as {@code {}} where nothing is set. */
  boolean struct() default false;

  /** The list or map is written when empty, where upstream tells empty from absent. */
  boolean writeEmpty() default false;

  /** Static default, as JSON; empty for none. Defaults that depend on other fields are code. */
  String defaultValue() default "";

  /** The allowed values of a string, sorted; empty for any. */
  String[] enumValues() default {};

  /** OpenAPI format where the Java type does not say it: {@code byte}. */
  String format() default "";

  /** Server-side apply owns the fields one by one, though the field's type is atomic elsewhere. */
  boolean granular() default false;

  /** Server-side apply owns and replaces the map as a whole (mapType=atomic). */
  boolean atomic() default false;

  ListType listType() default ListType.ATOMIC;

  /** Keys of a {@link ListType#MAP}. */
  String[] keys() default {};

  /** Strategic merge: lists of objects are merged by this key; empty replaces the list. */
  String mergeKey() default "";

  /** Strategic merge of a list of scalars: union instead of replacement. */
  boolean mergePatch() default false;

  /** Strategic merge: {@code $retainKeys} is allowed in elements. */
  boolean retainKeys() default false;

  /**
   * Strategic merge of an object, where it is not merged field by field: {@code replace}; or where
   * {@code $retainKeys} is allowed in it: {@code retainKeys}.
   */
  String patchStrategy() default "";
}
