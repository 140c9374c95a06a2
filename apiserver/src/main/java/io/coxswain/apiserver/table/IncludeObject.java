package io.coxswain.apiserver.table;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of the object each row carries: the query parameter {@code includeObject}. */
public enum IncludeObject {
  NONE,
  METADATA,
  OBJECT;

  /** The meaning of the parameter; empty for a value that does not exist. */
  public static Optional<IncludeObject> parse(@Nullable String parameter) {
    return switch (parameter == null ? "" : parameter) {
      case "", "Metadata" -> Optional.of(METADATA);
      case "None" -> Optional.of(NONE);
      case "Object" -> Optional.of(OBJECT);
      default -> Optional.empty();
    };
  }
}
