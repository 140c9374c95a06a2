package io.coxswain.apiserver.watch;

import org.jspecify.annotations.Nullable;

/**
 * How a watch is asked for (meta/v1 ListOptions).
 *
 * @param resourceVersion empty or 0 begins with the present objects
 * @param sendInitialEvents null where not given
 */
public record WatchOptions(
    String resourceVersion,
    @Nullable String match,
    @Nullable Boolean sendInitialEvents,
    boolean allowWatchBookmarks) {

  @Nullable ReadFailure check() {
    if (Reader.parse(resourceVersion) < 0) {
      return new ReadFailure.BadRequest(
          "resourceVersion: Invalid value: \"" + resourceVersion + "\": invalid syntax");
    }
    if (sendInitialEvents == null) {
      return match == null
          ? null
          : new ReadFailure.InvalidOption(
              "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless"
                  + " sendInitialEvents is provided");
    }
    if (match == null) {
      return new ReadFailure.InvalidOption(
          "resourceVersionMatch: Forbidden: sendInitialEvents requires setting"
              + " resourceVersionMatch to NotOlderThan");
    }
    if (!match.equals("NotOlderThan")) {
      return new ReadFailure.InvalidOption(
          "resourceVersionMatch: Unsupported value: \""
              + match
              + "\": supported values: \"NotOlderThan\"");
    }
    return null;
  }
}
