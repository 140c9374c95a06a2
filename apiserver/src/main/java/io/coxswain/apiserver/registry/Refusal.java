package io.coxswain.apiserver.registry;

import io.coxswain.api.apply.FieldConflict;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.registry.validation.FieldError;
import java.util.List;
import java.util.Map;

/** Why a write was not done: every expected way to fail, mapped to Status by {@link Statuses}. */
public sealed interface Refusal {

  record NotFound() implements Refusal {}

  /** A resource other than the requested one is missing. */
  record OtherNotFound(String group, String resource, String name) implements Refusal {}

  record AlreadyExists(String name) implements Refusal {}

  /** The object is not as the request expects it; {@code cause} ends upstream's sentence. */
  record Conflict(String cause) implements Refusal {}

  /** A deletion's preconditions do not hold; upstream names the kind, not the resource. */
  record PreconditionFailed(String cause) implements Refusal {}

  /** Every name that was drawn for an object is taken. */
  record NoFreeName(String name) implements Refusal {}

  /** A pod can't be bound. */
  record BindingConflict(String cause) implements Refusal {}

  record Invalid(String name, List<FieldError> errors) implements Refusal {}

  /** Query parameters of a write are wrong; {@code kind} is that of the options. */
  record InvalidOptions(String kind, List<FieldError> errors) implements Refusal {}

  /** Others own fields an applied configuration would change. */
  record ApplyConflict(List<FieldConflict> conflicts) implements Refusal {}

  /** A patch whose result can't be read; {@code patched} is shown in front of the message. */
  record InvalidPatch(String patched, String message) implements Refusal {}

  /** A failure upstream gives neither reason nor code of its own. */
  record Unclassified(String message) implements Refusal {}

  record Forbidden(String cause) implements Refusal {}

  /** A namespace is being deleted; clients read the cause. */
  record NamespaceTerminating(String name, String namespace) implements Refusal {}

  record BadRequest(String message) implements Refusal {}

  record Unauthorized(String message) implements Refusal {}

  record MethodNotAllowed(String action) implements Refusal {}

  /** The definition of the resource is being deleted. */
  record DefinitionTerminating() implements Refusal {}

  record UnsupportedMediaType(List<String> accepted) implements Refusal {}

  record TooLarge(String message) implements Refusal {}

  /** A patch that does not fit the object. */
  record Unprocessable() implements Refusal {}

  /**
   * Not now.
   *
   * @param retryAfterSeconds when to ask again; 0 says nothing about it
   */
  record TooManyRequests(String message, Map<String, String> causes, int retryAfterSeconds)
      implements Refusal {}

  /** What is asked for is beyond the server; the message stands alone. */
  record ServerFailure(String message) implements Refusal {}

  /** What a webhook or a policy answers stands as it is. */
  record Reported(Status status) implements Refusal {}

  /** The server can't do it now; {@code message} says what failed. */
  record InternalError(String message) implements Refusal {}

  String MODIFIED =
      "the object has been modified; please apply your changes to the latest version and try again";
}
