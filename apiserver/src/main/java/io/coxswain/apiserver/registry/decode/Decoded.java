package io.coxswain.apiserver.registry.decode;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What came of a body. */
public sealed interface Decoded {

  /**
   * A fresh tree nobody else holds.
   *
   * @param strictErrors unknown and duplicate fields: {@code unknown field "spec.foo"}
   */
  record Read(ObjectNode tree, List<String> strictErrors) implements Decoded {}

  /** A value of a wrong type; in upstream's words. */
  record WrongType(String message) implements Decoded {}

  /** Not JSON or YAML at all. */
  record Unparseable(String message) implements Decoded {}

  /** Not in upstream's protobuf envelope, so that not even the kind is known. */
  record NoEnvelope(String message) implements Decoded {}
}
