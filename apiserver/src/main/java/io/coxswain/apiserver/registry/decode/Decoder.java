package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads an object in one pass: checks every field against the schema, drops nulls and empty values
 * that mean nothing, and fills in static defaults. Safe for concurrent use.
 */
public final class Decoder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The Go type by which upstream learns of what kind a body is. */
  private static final String ENVELOPE =
      "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; "
          + "Kind string \"json:\\\"kind,omitempty\\\"\" }";

  private final Shapes shapes = new Shapes();
  private final Protobuf protobuf = new Protobuf();

  public Decoded json(byte[] body, ObjectSchema schema) {
    try (var parser = Json.mapper().createParser(body)) {
      var decoded = read(parser, schema);
      return decoded instanceof Decoded.Unparseable wrong
          ? unparseable(body, wrong.message())
          : decoded;
    } catch (JacksonException e) {
      return unparseable(body, e.getOriginalMessage());
    }
  }

  private static Decoded unparseable(byte[] body, String problem) {
    return new Decoded.Unparseable(JsonSyntax.problem(body, problem));
  }

  public Decoded yaml(byte[] body, ObjectSchema schema) {
    try (var parser = YAML.createParser(body)) {
      return read(parser, schema);
    } catch (JacksonException e) {
      return new Decoded.Unparseable(e.getOriginalMessage());
    }
  }

  /**
   * Reads upstream's protobuf form of an object of a built-in kind. Go writes zero values of plain
   * fields there; they are dropped where JSON would not have them.
   */
  public Decoded protobuf(byte[] body, ObjectSchema schema) {
    try {
      return tree(protobuf.tree(body, schema), schema);
    } catch (Protobuf.NoEnvelope e) {
      return new Decoded.NoEnvelope(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Decoded.WrongType("proto: " + e.getMessage());
    }
  }

  /** Reads a tree as if it had arrived as a body; the result shares nothing with it. */
  public Decoded tree(JsonNode tree, ObjectSchema schema) {
    try (var parser = Json.mapper().treeAsTokens(tree)) {
      return read(parser, schema);
    }
  }

  /**
   * JSON without a schema, for patches.
   *
   * @param strictErrors duplicate fields: {@code duplicate field "spec.foo"}
   */
  public record Plain(JsonNode tree, List<String> strictErrors) {}

  /**
   * Reads JSON without a schema.
   *
   * @throws JacksonException where it is none
   */
  public static Plain plainJson(byte[] body) {
    var strict = new StrictErrors();
    try (var parser = Json.mapper().createParser(body)) {
      var token = parser.nextToken();
      if (token == null) {
        throw new StreamReadException(parser, "unexpected end of JSON input");
      }
      var tree = any(parser, token, strict);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "unexpected data after the patch");
      }
      return new Plain(tree, strict.list());
    }
  }

  /** YAML or JSON without a schema, for patches. */
  public static JsonNode plainYaml(byte[] body) {
    return YAML.readTree(body);
  }

  private Decoded read(JsonParser parser, ObjectSchema schema) {
    var shape = shapes.of(schema);
    var strict = new StrictErrors();
    var first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      return new Decoded.Unparseable(
          first == null
              ? "unexpected end of JSON input"
              : JsonSyntax.mismatch(any(parser, first, strict), ENVELOPE));
    }
    try {
      var tree = object(parser, shape, strict);
      var rest = parser.nextToken();
      return rest == null
          ? new Decoded.Read(tree, strict.list())
          : new Decoded.Unparseable("unexpected data after the object");
    } catch (Scalars.TypeMismatch e) {
      return new Decoded.WrongType(e.message(shape));
    }
  }

  private static ObjectNode object(JsonParser parser, Shape.ObjectShape shape, StrictErrors strict)
      throws Scalars.TypeMismatch {
    var result = NODES.objectNode();
    List<String> seenAsNothing = List.of();
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      var field = shape.fields().get(name);
      if (field == null && !shape.open()) {
        strict.unknown(parser, name);
        parser.nextToken();
        parser.skipChildren();
        continue;
      }
      if (result.has(name) || seenAsNothing.contains(name)) {
        strict.duplicate(parser, name);
      }
      var token = parser.nextToken();
      if (field == null) {
        result.set(name, any(parser, token, strict));
        continue;
      }
      var value =
          token == JsonToken.VALUE_NULL ? null : value(parser, token, field.shape(), strict);
      if (value == null || isNothing(value, field)) {
        if (seenAsNothing.isEmpty()) {
          seenAsNothing = new ArrayList<>(4);
        }
        seenAsNothing.add(field.name());
        result.remove(name);
      } else {
        result.set(field.name(), value);
      }
    }
    fill(result, shape);
    return result;
  }

  private static boolean isNothing(JsonNode value, Shape.Field field) {
    if (value.isContainer()) {
      return value.isEmpty() && !field.keepEmpty();
    }
    return field.omitZero()
        && switch (value.getNodeType()) {
          case STRING -> value.stringValue().isEmpty();
          case BOOLEAN -> !value.booleanValue();
          case NUMBER -> value.longValue() == 0;
          default -> false;
        };
  }

  private static void fill(ObjectNode object, Shape.ObjectShape shape) {
    for (var field : shape.filled()) {
      if (object.has(field.name())) {
        continue;
      }
      if (field.defaultValue() != null) {
        object.set(field.name(), field.defaultValue().deepCopy());
      } else if (field.shape() instanceof Shape.ObjectShape nested) {
        var empty = NODES.objectNode();
        fill(empty, nested);
        object.set(field.name(), empty);
      }
    }
  }

  private static JsonNode value(
      JsonParser parser, JsonToken token, Shape shape, StrictErrors strict)
      throws Scalars.TypeMismatch {
    return switch (shape) {
      case Shape.ObjectShape object -> {
        if (token == JsonToken.VALUE_NULL) {
          var empty = NODES.objectNode();
          fill(empty, object);
          yield empty;
        }
        if (token != JsonToken.START_OBJECT) {
          throw Scalars.mismatch(parser, token, object.typeName());
        }
        yield object(parser, object, strict);
      }
      case Shape.ListShape list -> list(parser, token, list, strict);
      case Shape.MapShape map -> map(parser, token, map, strict);
      case Shape.ScalarShape scalar -> Scalars.read(parser, token, scalar.kind());
      case Shape.SchemaOrShape either -> schemaOr(parser, token, either, strict);
      case Shape.AnyShape ignored -> any(parser, token, strict);
    };
  }

  /** Inside of schemas in such places Go does not look for what a strict client objects to. */
  private static JsonNode schemaOr(
      JsonParser parser, JsonToken token, Shape.SchemaOrShape either, StrictErrors strict)
      throws Scalars.TypeMismatch {
    return switch (token) {
      case START_OBJECT -> object(parser, either.schema(), new StrictErrors());
      case START_ARRAY -> list(parser, token, new Shape.ListShape(either), strict);
      default -> any(parser, token, strict);
    };
  }

  private static ArrayNode list(
      JsonParser parser, JsonToken token, Shape.ListShape shape, StrictErrors strict)
      throws Scalars.TypeMismatch {
    if (token != JsonToken.START_ARRAY) {
      throw Scalars.mismatch(parser, token, Scalars.typeName(shape));
    }
    var result = NODES.arrayNode();
    for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
      result.add(value(parser, next, shape.element(), strict));
    }
    return result;
  }

  private static ObjectNode map(
      JsonParser parser, JsonToken token, Shape.MapShape shape, StrictErrors strict)
      throws Scalars.TypeMismatch {
    if (token != JsonToken.START_OBJECT) {
      throw Scalars.mismatch(parser, token, Scalars.typeName(shape));
    }
    var result = NODES.objectNode();
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      if (result.has(name)) {
        strict.duplicate(parser, name);
      }
      result.set(name, value(parser, parser.nextToken(), shape.value(), strict));
    }
    return result;
  }

  private static JsonNode any(JsonParser parser, JsonToken token, StrictErrors strict) {
    switch (token) {
      case START_OBJECT -> {
        var result = NODES.objectNode();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
          if (result.has(name)) {
            strict.duplicate(parser, name);
          }
          result.set(name, any(parser, parser.nextToken(), strict));
        }
        return result;
      }
      case START_ARRAY -> {
        var result = NODES.arrayNode();
        for (var next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          result.add(any(parser, next, strict));
        }
        return result;
      }
      default -> {
        return Scalars.plain(parser, token);
      }
    }
  }
}
