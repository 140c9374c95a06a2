package io.coxswain.kubectl.describe;

import tools.jackson.databind.JsonNode;

/** Writes the description of one kind. */
interface Describer {
  void describe(Text out, JsonNode object, Related related);
}
