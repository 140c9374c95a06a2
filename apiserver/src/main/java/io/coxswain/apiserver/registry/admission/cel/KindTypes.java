package io.coxswain.apiserver.registry.admission.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.apiserver.custom.SchemaTypes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The CEL types of kinds, built-in and custom, from their schemas. Made for one check. */
final class KindTypes {
  private final Map<String, StructType> structs = new HashMap<>();

  /** Every object type met so far, by name. */
  Map<String, StructType> structs() {
    return structs;
  }

  /** The type of the objects of a kind. */
  CelType of(ObjectSchema kind) {
    return object(kind, true);
  }

  private CelType of(Schema schema) {
    return switch (schema) {
      case ObjectSchema object -> object(object, false);
      case Schema.ListSchema list -> ListType.create(of(list.element()));
      case Schema.MapSchema map -> MapType.create(SimpleType.STRING, of(map.value()));
      case Schema.AnySchema ignored -> SimpleType.DYN;
      case Schema.ReferenceSchema reference -> {
        var known = structs.get(reference.name());
        yield known == null ? SimpleType.DYN : known;
      }
      case Schema.ScalarSchema scalar ->
          switch (scalar.kind()) {
            case STRING -> SimpleType.STRING;
            case INT32, INT64 -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case BOOLEAN -> SimpleType.BOOL;
            case TIME, MICRO_TIME -> SimpleType.TIMESTAMP;
            case BYTES -> SimpleType.BYTES;
            case QUANTITY, INT_OR_STRING -> SimpleType.DYN;
          };
    };
  }

  private CelType object(ObjectSchema schema, boolean root) {
    if (schema.fields().isEmpty() && schema.preserveUnknownFields()) {
      return SimpleType.DYN;
    }
    var known = structs.get(schema.name());
    if (known != null) {
      return known;
    }
    var names = new HashMap<String, String>(); // as expressions write them, to the real ones
    for (var name : schema.fields().keySet()) {
      var escaped = SchemaTypes.escape(name);
      if (escaped != null) {
        names.put(escaped, name);
      }
    }
    if (root) {
      names.putIfAbsent("apiVersion", "");
      names.putIfAbsent("kind", "");
    }
    var fields = new HashMap<String, CelType>();
    var struct =
        StructType.create(
            schema.name(),
            ImmutableSet.copyOf(names.keySet()),
            field -> Optional.ofNullable(fields.get(field)));
    structs.put(schema.name(), struct); // before its fields, which may lead back to it
    names.forEach(
        (escaped, name) -> {
          var property = schema.field(name);
          fields.put(escaped, property == null ? SimpleType.STRING : of(property.schema()));
        });
    return struct;
  }
}
