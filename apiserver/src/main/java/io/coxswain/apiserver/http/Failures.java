package io.coxswain.apiserver.http;

import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.meta.v1.Status.ListMeta;
import io.coxswain.api.meta.v1.Status.StatusCause;
import io.coxswain.api.meta.v1.Status.StatusDetails;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.watch.ReadFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refusals that have nothing to do with a resource's rules, in upstream's words. */
public final class Failures {
  private static final ListMeta NO_META = new ListMeta(null, null, null, null);

  private Failures() {}

  static Status unauthorized() {
    return status(401, "Unauthorized", "Unauthorized", null);
  }

  /** As the authorizer says it: {@code pods is forbidden: User "x" cannot list resource ...}. */
  public static Status forbidden(RequestInfo info, UserInfo user, String reason) {
    var because = reason.isEmpty() ? "" : ": " + reason;
    if (!info.isResource()) {
      var message =
          "forbidden: User \"%s\" cannot %s path \"%s\"%s"
              .formatted(user.name(), info.verb(), info.path(), because);
      return status(403, "Forbidden", message, details("", "", ""));
    }
    var resource = groupResource(info);
    var asked =
        info.subresource().isEmpty() ? info.resource() : info.resource() + "/" + info.subresource();
    var scope =
        info.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + info.namespace() + "\"";
    var message =
        "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s%s"
            .formatted(
                info.name().isEmpty() ? resource : resource + " \"" + info.name() + "\"",
                user.name(),
                info.verb(),
                asked,
                info.group(),
                scope,
                because);
    return status(403, "Forbidden", message, details(info.name(), info.group(), info.resource()));
  }

  static Status forbidden(String message) {
    return status(403, "Forbidden", message, null);
  }

  public static Status notFound(RequestInfo info) {
    var message = groupResource(info) + " \"" + info.name() + "\" not found";
    return status(404, "NotFound", message, details(info.name(), info.group(), info.resource()));
  }

  public static Status badRequest(String message) {
    return status(400, "BadRequest", message, null);
  }

  static Status notAcceptable(List<String> accepted) {
    return status(
        406,
        "NotAcceptable",
        "only the following media types are accepted: " + String.join(", ", accepted),
        null);
  }

  static Status tooLarge(int limit) {
    return status(
        413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit, null);
  }

  /** What upstream gives neither reason nor code of its own. */
  static Status unclassified(String message) {
    return status(500, null, message, null);
  }

  static Status timedOut() {
    return status(
        504,
        "Timeout",
        "Timeout: request did not complete within the allotted timeout",
        details("", "", ""));
  }

  public static Status internal(String message) {
    return status(
        500,
        "InternalError",
        "Internal error occurred: " + message,
        new StatusDetails(
            null, null, null, null, List.of(new StatusCause(null, message, null)), null));
  }

  /** The store does not answer; upstream gives this code 500. */
  static Status serverTimeout(RequestInfo info) {
    var message =
        "The %s operation against %s could not be completed at this time, please try again."
            .formatted(info.verb(), groupResource(info));
    return status(
        500,
        "ServerTimeout",
        message,
        new StatusDetails(null, emptyToNull(info.group()), info.resource(), null, List.of(), 2));
  }

  public static Status unavailable(String message) {
    return status(503, "ServiceUnavailable", message, null);
  }

  static Status of(ReadFailure failure) {
    return switch (failure) {
      case ReadFailure.BadRequest bad -> badRequest(bad.message());
      case ReadFailure.InvalidOption invalid -> invalidListOptions(invalid.causes());
      case ReadFailure.Unconverted unconverted -> unclassified(unconverted.message());
      case ReadFailure.Expired expired ->
          new Status(
              new ListMeta(
                  null,
                  null,
                  expired.continueToken().isEmpty() ? null : expired.continueToken(),
                  null),
              "Failure",
              expired.message(),
              "Expired",
              null,
              410);
      case ReadFailure.TooLargeRevision large ->
          status(
              504,
              "Timeout",
              "Timeout: Too large resource version: %d, current: %d"
                  .formatted(large.wanted(), large.current()),
              new StatusDetails(
                  null,
                  null,
                  null,
                  null,
                  List.of(
                      new StatusCause(
                          "ResourceVersionTooLarge", "Too large resource version", null)),
                  1));
      case ReadFailure.NotFresh ignored ->
          status(
              504,
              "Timeout",
              "Timeout: the store's changes have not arrived in time",
              new StatusDetails(null, null, null, null, List.of(), 1));
    };
  }

  /** Options of a list or a watch that do not go together. */
  static Status invalidListOptions(List<StatusCause> causes) {
    var lines = causes.stream().map(cause -> cause.field() + ": " + cause.message()).toList();
    var text = lines.size() == 1 ? lines.getFirst() : "[" + String.join(", ", lines) + "]";
    return status(
        422,
        "Invalid",
        "ListOptions.meta.k8s.io \"\" is invalid: " + text,
        new StatusDetails(null, "meta.k8s.io", "ListOptions", null, causes, null));
  }

  private static String groupResource(RequestInfo info) {
    return info.group().isEmpty() ? info.resource() : info.resource() + "." + info.group();
  }

  private static StatusDetails details(String name, String group, String kind) {
    return new StatusDetails(
        emptyToNull(name), emptyToNull(group), emptyToNull(kind), null, List.of(), null);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Status status(
      int code, @Nullable String reason, String message, @Nullable StatusDetails details) {
    return new Status(NO_META, "Failure", message, reason, details, code);
  }
}
