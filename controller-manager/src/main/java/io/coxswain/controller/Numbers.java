package io.coxswain.controller;

import org.jspecify.annotations.Nullable;

/** Optional numbers of the API: absent means zero when read, zero is absent when written. */
public final class Numbers {
  private Numbers() {}

  public static int orZero(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  public static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  public static int orElse(@Nullable Integer value, int other) {
    return value == null ? other : value;
  }

  /** For fields which upstream omits when empty. */
  public static @Nullable Integer absentIfZero(int value) {
    return value == 0 ? null : value;
  }
}
