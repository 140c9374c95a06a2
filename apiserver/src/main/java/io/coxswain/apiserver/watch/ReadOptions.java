package io.coxswain.apiserver.watch;

import org.jspecify.annotations.Nullable;

/**
 * How a read is asked for (meta/v1 ListOptions).
 *
 * @param limit 0 for no limit
 * @param continueToken empty for the first page
 * @param resourceVersion empty for the latest state
 * @param match {@code Exact}, {@code NotOlderThan}, or null
 */
public record ReadOptions(
    int limit, String continueToken, String resourceVersion, @Nullable String match) {
  public static final ReadOptions LATEST = new ReadOptions(0, "", "", null);

  /** Any state will do. */
  public static final ReadOptions ANY = new ReadOptions(0, "", "0", null);
}
