package io.coxswain.api.apply;

import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;

/**
 * Fits a set of fields to a schema where something has become atomic since: who owned parts of it
 * now owns it whole. What has become granular is left as it is, as upstream leaves it.
 */
final class Adaptation {
  private final Typing typing;

  private Adaptation(Typing typing) {
    this.typing = typing;
  }

  /** The fitting set; the same instance where it fits already. */
  static FieldSet of(FieldSet fields, ObjectSchema schema) {
    var walk = new Adaptation(new Typing(schema));
    if (walk.fits(fields, schema)) {
      return fields;
    }
    var built = new FieldSet.Builder();
    walk.adapt(fields, schema, built);
    return built.build();
  }

  private boolean fits(FieldSet fields, Schema schema) {
    if (schema == Typing.DEDUCED || fields.children().isEmpty()) {
      return true;
    }
    if (Typing.grain(schema, null) == Typing.Grain.LEAF) {
      return false;
    }
    for (var entry : fields.children().entrySet()) {
      if (!fits(entry.getValue(), below(schema, entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private void adapt(FieldSet fields, Schema schema, FieldSet.Builder built) {
    var leaf = schema != Typing.DEDUCED && Typing.grain(schema, null) == Typing.Grain.LEAF;
    if (fields.isMember() || leaf) {
      built.add();
    }
    if (!leaf) {
      fields
          .children()
          .forEach((element, child) -> adapt(child, below(schema, element), built.child(element)));
    }
  }

  private Schema below(Schema schema, String element) {
    if (PathElement.isField(element)) {
      return typing.below(schema, PathElement.name(element));
    }
    return schema instanceof ListSchema list ? typing.element(list) : Typing.DEDUCED;
  }
}
