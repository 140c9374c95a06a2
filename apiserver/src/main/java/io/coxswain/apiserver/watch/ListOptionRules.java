package io.coxswain.apiserver.watch;

import io.coxswain.api.meta.v1.Status.StatusCause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which list options go together, in upstream's words. */
final class ListOptionRules {
  private static final String MATCH = "resourceVersionMatch";

  private ListOptionRules() {}

  /** What is wrong with the options of a list; null where nothing is. */
  static @Nullable ReadFailure list(ReadOptions options) {
    var match = options.match();
    if (match == null) {
      return null;
    }
    var causes = new ArrayList<StatusCause>(1);
    if (options.resourceVersion().isEmpty()) {
      causes.add(forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided"));
    }
    if (!options.continueToken().isEmpty()) {
      causes.add(forbidden("resourceVersionMatch is forbidden when continue is provided"));
    }
    if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
      causes.add(unsupported(match, "\"Exact\", \"NotOlderThan\", \"\""));
    }
    if (match.equals("Exact") && options.resourceVersion().equals("0")) {
      causes.add(
          forbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
    }
    return failure(causes);
  }

  /** What is wrong with the options of a watch; null where nothing is. */
  static @Nullable ReadFailure watch(WatchOptions options) {
    var match = options.match();
    var causes = new ArrayList<StatusCause>(1);
    if (options.sendInitialEvents() != null && !"NotOlderThan".equals(match)) {
      causes.add(
          forbidden("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
    }
    if (match != null && options.sendInitialEvents() == null) {
      causes.add(
          forbidden(
              "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
    }
    if (match != null && !match.equals("NotOlderThan")) {
      causes.add(unsupported(match, "\"NotOlderThan\""));
    }
    if (match != null && options.continues()) {
      causes.add(forbidden("resourceVersionMatch is forbidden when continue is provided"));
    }
    return failure(causes);
  }

  private static @Nullable ReadFailure failure(List<StatusCause> causes) {
    return causes.isEmpty() ? null : new ReadFailure.InvalidOption(List.copyOf(causes));
  }

  private static StatusCause forbidden(String reason) {
    return new StatusCause("FieldValueForbidden", "Forbidden: " + reason, MATCH);
  }

  private static StatusCause unsupported(String match, String supported) {
    return new StatusCause(
        "FieldValueNotSupported",
        "Unsupported value: \"" + match + "\": supported values: " + supported,
        MATCH);
  }
}
