package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import tools.jackson.databind.node.ObjectNode;

/** In what the two versions of OpenAPI differ. */
enum Dialect {
  V2("#/definitions/"),
  V3("#/components/schemas/");

  private final String prefix;

  Dialect(String prefix) {
    this.prefix = prefix;
  }

  /** A schema that is another one by name. */
  ObjectNode reference(String name) {
    return Json.mapper().createObjectNode().put("$ref", prefix + name);
  }

  /** The same beside siblings: version 3 ignores what stands next to {@code $ref}. */
  void refer(ObjectNode schema, String name) {
    if (this == V2) {
      schema.put("$ref", prefix + name);
    } else {
      schema.putArray("allOf").add(reference(name));
    }
  }
}
