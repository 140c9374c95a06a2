package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.apiserver.custom.CustomObjects;
import io.coxswain.apiserver.registry.decode.Decoded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is different about the bodies of custom resources: values of any type are read, since
 * validation and not decoding tells what is wrong with them; then the structural schema prunes and
 * defaults.
 */
final class CustomBodies {
  private static final ObjectSchema ANY_OBJECT = anyObject();

  private CustomBodies() {}

  /** What a body of a kind is decoded as. */
  static ObjectSchema shape(ResourceType kind) {
    return kind.custom() == null ? kind.schema() : ANY_OBJECT;
  }

  /** Finishes a custom object in place; returns all that a strict client is refused for. */
  static List<String> complete(ResourceType kind, Decoded.Read read) {
    if (kind.custom() == null) {
      return read.strictErrors();
    }
    var errors = new ArrayList<>(read.strictErrors());
    for (var path : CustomObjects.complete(kind, read.tree())) {
      errors.add("unknown field \"" + path + "\"");
    }
    return errors;
  }

  private static ObjectSchema anyObject() {
    var any = Kinds.builtIn().byKind("", "ConfigMap").orElseThrow().schema();
    var fields = new LinkedHashMap<String, Property>();
    for (var name : List.of("apiVersion", "kind", "metadata")) {
      var property = any.field(name);
      if (property != null) {
        fields.put(name, property);
      }
    }
    return new ObjectSchema("Unstructured", "", Map.copyOf(fields), true);
  }
}
