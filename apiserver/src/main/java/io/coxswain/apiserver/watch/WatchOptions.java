package io.coxswain.apiserver.watch;

import org.jspecify.annotations.Nullable;

/**
 * How a watch is asked for (meta/v1 ListOptions).
 *
 * @param resourceVersion empty or 0 begins with the present objects
 * @param sendInitialEvents null where not given
 * @param continues whether a token was given with which lists go on
 */
public record WatchOptions(
    String resourceVersion,
    @Nullable String match,
    @Nullable Boolean sendInitialEvents,
    boolean allowWatchBookmarks,
    boolean continues) {

  @Nullable ReadFailure check() {
    if (Reader.parse(resourceVersion) < 0) {
      return new ReadFailure.BadRequest(
          "resourceVersion: Invalid value: \"" + resourceVersion + "\": invalid syntax");
    }
    return ListOptionRules.watch(this);
  }
}
