package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.meta.v1.Status.StatusCause;

/**
 * One thing wrong with one field (upstream's field.Error).
 *
 * @param field {@code spec.containers[0].image}
 * @param body what is wrong, without the field: {@code Invalid value: "x": must be ...}
 */
public record FieldError(Type type, String field, String body) {

  /** What kind of thing, and the reason clients see. */
  public enum Type {
    NOT_FOUND("FieldValueNotFound"),
    REQUIRED("FieldValueRequired"),
    DUPLICATE("FieldValueDuplicate"),
    INVALID("FieldValueInvalid"),
    NOT_SUPPORTED("FieldValueNotSupported"),
    FORBIDDEN("FieldValueForbidden"),
    TOO_LONG("FieldValueTooLong"),
    TOO_MANY("FieldValueTooMany"),
    TYPE_INVALID("FieldValueTypeInvalid"),
    INTERNAL("InternalError");

    private final String reason;

    Type(String reason) {
      this.reason = reason;
    }
  }

  @Override
  public String toString() {
    return field + ": " + body;
  }

  public StatusCause cause() {
    return new StatusCause(type.reason, body, field);
  }
}
