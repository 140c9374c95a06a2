package io.coxswain.api.schema;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record as a type of the API and describes it in one sentence. Record-builder writes a
 * builder and withers for it: {@code pod.withSpec(...)}, {@code PodSpecBuilder.builder()}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            prefixEnclosingClassNames = false,
            useImmutableCollections = true,
            allowNullableCollections = false,
            addFunctionalMethodsToWith = false,
            publicBuilderConstructors = false))
public @interface ApiType {
  /** What the type is, in one sentence: shown by {@code kubectl explain} and OpenAPI. */
  String value();

  /** Server-side apply owns and replaces values of the type as a whole (structType=atomic). */
  boolean atomic() default false;
}
