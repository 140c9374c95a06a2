package io.coxswain.kubectl.apply;

import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.node.ObjectNode;

/**
 * The patch that turns one tree into another.
 *
 * @param strategic a strategic merge patch; a JSON merge patch (RFC 7396) otherwise
 */
public record TwoWayPatch(boolean strategic, ObjectNode patch) {

  public static TwoWayPatch of(ObjectNode from, ObjectNode to) {
    var schema = PatchSchema.of(Trees.text(to, "apiVersion"), Trees.text(to, "kind"));
    var patch = new StrategicDiff(true, true).diff(from, to, schema.orElse(new PatchSchema(null)));
    return new TwoWayPatch(schema.isPresent(), patch);
  }

  public boolean isEmpty() {
    return patch.isEmpty();
  }
}
