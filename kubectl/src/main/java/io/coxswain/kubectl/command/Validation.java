package io.coxswain.kubectl.command;

import picocli.CommandLine.Option;

/** How the server treats fields it does not know. */
public final class Validation {
  @Option(
      names = "--validate",
      arity = "0..1",
      fallbackValue = "strict",
      description = "strict (or true), warn, ignore (or false).")
  public String level = "strict";

  /** The value of the query parameter fieldValidation. */
  public String query() {
    return switch (level) {
      case "true", "strict", "Strict" -> "Strict";
      case "warn", "Warn" -> "Warn";
      case "false", "ignore", "Ignore" -> "Ignore";
      default ->
          throw KubectlException.error(
              "invalid - validate option \"%s\"; must be one of: strict (or true), warn, ignore (or false)"
                  .formatted(level));
    };
  }
}
