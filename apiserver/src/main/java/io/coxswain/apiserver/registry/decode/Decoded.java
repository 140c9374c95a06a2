package io.coxswain.apiserver.registry.decode;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What came of a body. */
public sealed interface Decoded {

  /**
   * A fresh tree nobody else holds.
   *
   * @param strictErrors unknown and duplicate fields: {@code unknown field "spec.foo"}
   */
  record Read(ObjectNode tree, List<String> strictErrors) implements Decoded {}

  /** A strict error as warnings: go-yaml's one error about several lines is one for each. */
  static Stream<String> warnings(String strictError) {
    return strictError.startsWith(StrictErrors.YAML_PREFIX)
        ? strictError.substring(StrictErrors.YAML_PREFIX.length()).lines().map(String::strip)
        : Stream.of(strictError);
  }

  /** A value of a wrong type; in upstream's words. */
  record WrongType(String message) implements Decoded {}

  /** Not JSON or YAML at all. */
  record Unparseable(String message) implements Decoded {}

  /** Not in upstream's protobuf envelope, so that not even the kind is known. */
  record NoEnvelope(String message) implements Decoded {}
}
