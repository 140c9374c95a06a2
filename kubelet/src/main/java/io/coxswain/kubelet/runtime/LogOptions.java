package io.coxswain.kubelet.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a log is wanted.
 *
 * @param tailLines null for all
 * @param since null for the beginning
 * @param limitBytes null for no limit
 */
public record LogOptions(
    boolean follow,
    @Nullable Long tailLines,
    @Nullable Instant since,
    boolean timestamps,
    @Nullable Long limitBytes) {
  public static final LogOptions ALL = new LogOptions(false, null, null, false, null);
}
