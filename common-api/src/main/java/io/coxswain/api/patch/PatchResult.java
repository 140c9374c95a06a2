package io.coxswain.api.patch;

import tools.jackson.databind.JsonNode;

/** What became of a patch. */
public sealed interface PatchResult {

  /** The patched value; it may share subtrees with the original. */
  record Patched(JsonNode value) implements PatchResult {}

  /** The patch itself is not well-formed. */
  record Malformed(String message) implements PatchResult {}

  /** The patch is well-formed but does not fit the value: a missing path, a failed test. */
  record Inapplicable(String message) implements PatchResult {}

  /** The patch has more operations than are allowed. */
  record TooLarge(String message) implements PatchResult {}
}
