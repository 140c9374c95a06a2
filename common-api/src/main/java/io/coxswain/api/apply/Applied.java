package io.coxswain.api.apply;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What came of applying a configuration. */
public sealed interface Applied {

  /** The new object with its managedFields; it may hold nulls where values went. */
  record Merged(ObjectNode object) implements Applied {}

  /** Others own fields the configuration would change. */
  record Conflicting(List<FieldConflict> conflicts) implements Applied {}

  /** The request is wrong (400). */
  record Wrong(String message) implements Applied {}

  /** The configuration or what is stored does not fit the schema; upstream gives it no reason. */
  record Untyped(String message) implements Applied {}
}
