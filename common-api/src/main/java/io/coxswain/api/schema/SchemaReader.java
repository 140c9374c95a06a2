package io.coxswain.api.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coxswain.api.IntOrString;
import io.coxswain.api.Json;
import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Derives schemas from annotated records. Each record is read once per reader, so types that many
 * kinds contain are one shared instance. Not safe for concurrent use.
 */
public final class SchemaReader {
  private static final String OUR_PACKAGE = "io.coxswain.api.";
  private static final Map<Class<?>, Kind> SCALARS =
      Map.of(
          String.class, Kind.STRING,
          Integer.class, Kind.INT32,
          Long.class, Kind.INT64,
          Double.class, Kind.DOUBLE,
          Boolean.class, Kind.BOOLEAN,
          Instant.class, Kind.TIME,
          MicroTime.class, Kind.MICRO_TIME,
          Quantity.class, Kind.QUANTITY,
          IntOrString.class, Kind.INT_OR_STRING);

  private final Map<Class<?>, ObjectSchema> done = new HashMap<>();
  private final Set<Class<?>> open = new HashSet<>();

  /**
   * The schema of a record marked {@link ApiType}. Records that are kinds also have the fields
   * {@code apiVersion} and {@code kind}, which come first.
   *
   * @throws IllegalArgumentException where the type or one of its fields lacks its annotation
   */
  public ObjectSchema read(Class<?> type) {
    var known = done.get(type);
    if (known != null) {
      return known;
    }
    var about = type.getAnnotation(ApiType.class);
    if (about == null) {
      throw new IllegalArgumentException(type.getName() + " is not marked as @ApiType");
    }
    open.add(type);
    var fields = new LinkedHashMap<String, Property>();
    if (type.isAnnotationPresent(ApiKind.class)) {
      fields.put(
          "apiVersion", typeMeta("apiVersion", "Group and version of this object's schema."));
      fields.put("kind", typeMeta("kind", "Name of this object's type, in CamelCase."));
    }
    for (var component : type.getRecordComponents()) {
      var property = property(component);
      fields.put(property.name(), property);
    }
    open.remove(type);
    var schema =
        new ObjectSchema(
            name(type), about.value(), Collections.unmodifiableMap(fields), false, about.atomic());
    done.put(type, schema);
    return schema;
  }

  /**
   * The name by which OpenAPI documents know a record: {@code io.k8s.api.core.v1.Pod}, {@code
   * io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta}.
   */
  public static String name(Class<?> type) {
    var place = type.getPackageName().substring(OUR_PACKAGE.length());
    var root =
        switch (place.substring(0, place.indexOf('.'))) {
          case "meta" -> "io.k8s.apimachinery.pkg.apis.";
          case "apiextensions" -> "io.k8s.apiextensions-apiserver.pkg.apis.";
          case "apiregistration" -> "io.k8s.kube-aggregator.pkg.apis.";
          default -> "io.k8s.api.";
        };
    return root + place + "." + type.getSimpleName();
  }

  private static Property typeMeta(String name, String doc) {
    return new Property(
        name,
        new ScalarSchema(Kind.STRING, Set.of()),
        doc,
        0,
        List.of(),
        false,
        false,
        false,
        null);
  }

  private Property property(RecordComponent component) {
    var field = component.getAnnotation(ApiField.class);
    if (field == null) {
      throw new IllegalArgumentException(component + " of " + component.getDeclaringRecord());
    }
    var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return new Property(
        renamed == null ? component.getName() : renamed.value(),
        schema(component.getGenericType(), field),
        field.doc(),
        field.number(),
        Arrays.stream(field.within()).boxed().toList(),
        field.required(),
        field.struct(),
        field.writeEmpty(),
        field.defaultValue().isEmpty() ? null : Json.tree(field.defaultValue()),
        field.patchStrategy());
  }

  private Schema schema(Type type, ApiField field) {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      var element = schema(arguments[arguments.length - 1], field);
      return generic.getRawType() == Map.class
          ? new MapSchema(element, field.atomic())
          : list(element, field);
    }
    var plain = (Class<?>) type;
    if (plain == String.class && field.format().equals("byte")) {
      return new ScalarSchema(Kind.BYTES, Set.of());
    }
    var kind = SCALARS.get(plain);
    if (kind != null) {
      return new ScalarSchema(kind, allowed(field));
    }
    if (plain == JsonNode.class) {
      return new AnySchema();
    }
    if (open.contains(plain)) {
      return new ReferenceSchema(name(plain));
    }
    var object = read(plain);
    return field.granular()
        ? new ObjectSchema(object.name(), object.doc(), object.fields(), false, false, true)
        : object;
  }

  private static ListSchema list(Schema element, ApiField field) {
    return new ListSchema(
        element,
        field.listType(),
        List.of(field.keys()),
        field.mergeKey().isEmpty() ? null : field.mergeKey(),
        field.mergePatch(),
        field.retainKeys());
  }

  private static Set<String> allowed(ApiField field) {
    return field.enumValues().length == 0
        ? Set.of()
        : Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(field.enumValues())));
  }
}
