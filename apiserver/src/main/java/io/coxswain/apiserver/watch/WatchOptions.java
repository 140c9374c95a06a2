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
    return ListOptionRules.watch(this);
  }
}
