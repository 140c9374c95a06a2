package io.coxswain.apiserver.registry;

import io.coxswain.api.apply.FieldConflict;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.meta.v1.Status.ListMeta;
import io.coxswain.api.meta.v1.Status.StatusCause;
import io.coxswain.api.meta.v1.Status.StatusDetails;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.validation.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Refusals in the words and codes of upstream's api/errors. */
public final class Statuses {
  private static final ListMeta NO_META = new ListMeta(null, null, null, null);

  private Statuses() {}

  /** A path that exists, but not for this method. */
  static Status methodNotAllowed() {
    return status(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        new StatusDetails(null, null, null, null, List.of(), null));
  }

  /** The status of a refused request for one resource; the name may be empty. */
  public static Status of(Refusal refusal, ResourceType type, String name) {
    var subject = type.groupResource() + " \"" + name + "\"";
    return switch (refusal) {
      case Refusal.NotFound ignored -> notFound(type.group(), type.plural(), name);
      case Refusal.OtherNotFound other -> notFound(other.group(), other.resource(), other.name());
      case Refusal.AlreadyExists exists ->
          status(
              409,
              "AlreadyExists",
              type.groupResource() + " \"" + exists.name() + "\" already exists",
              details(type, exists.name(), List.of()));
      case Refusal.Conflict conflict ->
          status(
              409,
              "Conflict",
              "Operation cannot be fulfilled on " + subject + ": " + conflict.cause(),
              details(type, name, List.of()));
      case Refusal.PreconditionFailed failed ->
          status(
              409,
              "Conflict",
              "Operation cannot be fulfilled on "
                  + groupKind(type)
                  + " \""
                  + name
                  + "\": "
                  + failed.cause(),
              new StatusDetails(
                  emptyToNull(name),
                  emptyToNull(type.group()),
                  type.kind(),
                  null,
                  List.of(),
                  null));
      case Refusal.NoFreeName taken ->
          status(
              409,
              "AlreadyExists",
              type.groupResource()
                  + " \""
                  + taken.name()
                  + "\" already exists, the server was not able to generate a unique name for the"
                  + " object",
              new StatusDetails(
                  taken.name(), emptyToNull(type.group()), type.plural(), null, List.of(), 1));
      case Refusal.BindingConflict conflict ->
          status(
              409,
              "Conflict",
              "Operation cannot be fulfilled on pods/binding \"" + name + "\": " + conflict.cause(),
              new StatusDetails(name, null, "pods/binding", null, List.of(), null));
      case Refusal.Invalid invalid -> invalid(type, invalid);
      case Refusal.InvalidOptions options ->
          invalid(options.kind(), "meta.k8s.io", "", options.errors());
      case Refusal.ApplyConflict conflict -> applyConflict(conflict.conflicts());
      case Refusal.InvalidPatch patch ->
          invalid(
              "",
              "",
              "",
              List.of(
                  new FieldError(
                      FieldError.Type.INVALID,
                      "patch",
                      "Invalid value: "
                          + JsonNodeFactory.instance.stringNode(patch.patched())
                          + ": "
                          + patch.message())));
      case Refusal.Unclassified failure -> status(500, null, failure.message(), null);
      case Refusal.Forbidden forbidden ->
          status(
              403,
              "Forbidden",
              (name.isEmpty() ? type.groupResource() : subject)
                  + " is forbidden: "
                  + forbidden.cause(),
              details(type, name, List.of()));
      case Refusal.NamespaceTerminating terminating -> terminating(type, terminating);
      case Refusal.BadRequest bad -> status(400, "BadRequest", bad.message(), null);
      case Refusal.Unauthorized unauthorized ->
          status(401, "Unauthorized", unauthorized.message(), null);
      case Refusal.MethodNotAllowed not ->
          status(
              405,
              "MethodNotAllowed",
              not.action()
                  + " is not supported on resources of kind \""
                  + type.groupResource()
                  + "\"",
              details(type, "", List.of()));
      case Refusal.DefinitionTerminating ignored ->
          status(
              405,
              "MethodNotAllowed",
              "create not allowed while custom resource definition is terminating",
              details(type, "", List.of()));
      case Refusal.UnsupportedMediaType media ->
          status(
              415,
              "UnsupportedMediaType",
              "the body of the request was in an unknown format - accepted media types include: "
                  + String.join(", ", media.accepted()),
              null);
      case Refusal.TooLarge large -> status(413, "RequestEntityTooLarge", large.message(), null);
      case Refusal.Unprocessable ignored ->
          status(
              422,
              "Invalid",
              "the server rejected our request due to an error in our request",
              null);
      case Refusal.TooManyRequests many ->
          status(
              429,
              "TooManyRequests",
              many.message(),
              new StatusDetails(
                  null,
                  null,
                  null,
                  null,
                  many.causes().entrySet().stream()
                      .map(cause -> new StatusCause(cause.getKey(), cause.getValue(), null))
                      .toList(),
                  many.retryAfterSeconds() == 0 ? null : many.retryAfterSeconds()));
      case Refusal.ServerFailure failure ->
          new Status(NO_META, "Failure", failure.message(), null, null, 500);
      case Refusal.Reported reported -> reported.status();
      case Refusal.InternalError internal ->
          status(
              500,
              "InternalError",
              "Internal error occurred: " + internal.message(),
              new StatusDetails(
                  null,
                  null,
                  null,
                  null,
                  List.of(new StatusCause(null, internal.message(), null)),
                  null));
    };
  }

  /** What a deletion answers that leaves nothing behind (upstream's metav1.Status Success). */
  public static Status deleted(ResourceType type, String name, @Nullable String uid) {
    return new Status(
        NO_META,
        "Success",
        null,
        null,
        new StatusDetails(name, emptyToNull(type.group()), type.plural(), uid, List.of(), null),
        null);
  }

  /** A plain success. */
  public static Status success(int code) {
    return new Status(NO_META, "Success", null, null, null, code);
  }

  /** No such path at all. */
  public static Status unknownPath() {
    return status(
        404,
        "NotFound",
        "the server could not find the requested resource",
        new StatusDetails(null, null, null, null, List.of(), null));
  }

  private static Status notFound(String group, String resource, String name) {
    var qualified = group.isEmpty() ? resource : resource + "." + group;
    return status(
        404,
        "NotFound",
        qualified + " \"" + name + "\" not found",
        new StatusDetails(name, emptyToNull(group), resource, null, List.of(), null));
  }

  private static String groupKind(ResourceType type) {
    return type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
  }

  private static Status applyConflict(List<FieldConflict> conflicts) {
    var causes =
        conflicts.stream()
            .map(
                conflict ->
                    new StatusCause("FieldManagerConflict", conflict.cause(), conflict.path()))
            .toList();
    return status(
        409,
        "Conflict",
        FieldConflict.message(conflicts),
        new StatusDetails(null, null, null, null, causes, null));
  }

  private static Status invalid(ResourceType type, Refusal.Invalid invalid) {
    return invalid(type.kind(), type.group(), invalid.name(), invalid.errors());
  }

  private static Status invalid(String kind, String group, String name, List<FieldError> errors) {
    var subject = group.isEmpty() ? kind : kind + "." + group;
    var lines = errors.stream().map(FieldError::toString).distinct().toList();
    var text =
        lines.size() == 1
            ? lines.getFirst()
            : lines.stream().collect(Collectors.joining(", ", "[", "]"));
    return status(
        422,
        "Invalid",
        subject + " \"" + name + "\" is invalid: " + text,
        new StatusDetails(
            emptyToNull(name),
            emptyToNull(group),
            emptyToNull(kind),
            null,
            errors.stream().map(FieldError::cause).toList(),
            null));
  }

  private static Status terminating(ResourceType type, Refusal.NamespaceTerminating refusal) {
    var because =
        "unable to create new content in namespace "
            + refusal.namespace()
            + " because it is being terminated";
    return status(
        403,
        "Forbidden",
        type.groupResource() + " \"" + refusal.name() + "\" is forbidden: " + because,
        details(
            type,
            refusal.name(),
            List.of(
                new StatusCause(
                    "NamespaceTerminating",
                    "namespace " + refusal.namespace() + " is being terminated",
                    "metadata.namespace"))));
  }

  private static StatusDetails details(ResourceType type, String name, List<StatusCause> causes) {
    return new StatusDetails(
        emptyToNull(name), emptyToNull(type.group()), type.plural(), null, causes, null);
  }

  private static Status status(
      int code, @Nullable String reason, String message, @Nullable StatusDetails details) {
    return new Status(NO_META, "Failure", message, reason, details, code);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
