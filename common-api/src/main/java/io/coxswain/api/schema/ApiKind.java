package io.coxswain.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says under which group, version and resource name a record is served. Names are those of the API
 * reference.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ApiKind {
  /** API group; empty for the core group. */
  String group();

  String version();

  String kind();

  /**
   * Resource name in URLs; empty for kinds that are only bodies of subresources (Scale,
   * TokenRequest).
   */
  String plural();

  String[] shortNames() default {};

  String[] categories() default {};

  boolean namespaced() default true;

  /** Subresources that have no code of their own: {@code status} and {@code scale}. */
  String[] subresources() default {};
}
