package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.schema.Schema.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Leaves of an object: their types, and upstream's words where a type is wrong. */
final class Scalars {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Scalars() {}

  static JsonNode read(JsonParser parser, JsonToken token, Kind kind) throws TypeMismatch {
    if (token == JsonToken.VALUE_NULL) {
      return zero(kind);
    }
    return switch (kind) {
      case STRING -> {
        expect(parser, token, JsonToken.VALUE_STRING, "string");
        yield NODES.stringNode(parser.getString());
      }
      case BOOLEAN -> {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
          throw mismatch(parser, token, "bool");
        }
        yield NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      }
      case INT32 -> integer(parser, token, "int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> integer(parser, token, "int64", Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE -> {
        if (!token.isNumeric()) {
          throw mismatch(parser, token, "float64");
        }
        yield plain(parser, token);
      }
      case TIME -> time(parser, token);
      case MICRO_TIME -> microTime(parser, token);
      case QUANTITY -> quantity(parser, token);
      case INT_OR_STRING ->
          token == JsonToken.VALUE_STRING
              ? NODES.stringNode(parser.getString())
              : integer(parser, token, "int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BYTES -> bytes(parser, token);
    };
  }

  static JsonNode plain(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT -> {
        yield switch (parser.getNumberType()) {
          case INT -> NODES.numberNode(parser.getIntValue());
          case LONG -> NODES.numberNode(parser.getLongValue());
          default -> NODES.numberNode(parser.getBigIntegerValue());
        };
      }
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> NODES.stringNode(parser.getString());
    };
  }

  private static JsonNode zero(Kind kind) {
    return switch (kind) {
      case STRING, BYTES -> NODES.stringNode("");
      case BOOLEAN -> NODES.booleanNode(false);
      case INT32, INT64, DOUBLE, INT_OR_STRING -> NODES.numberNode(0);
      case QUANTITY -> NODES.stringNode("0");
      case TIME, MICRO_TIME -> NODES.nullNode();
    };
  }

  private static JsonNode integer(
      JsonParser parser, JsonToken token, String type, long min, long max) throws TypeMismatch {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw mismatch(parser, token, type);
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < min
        || parser.getLongValue() > max) {
      throw new TypeMismatch(parser, "number " + parser.getString(), type, null);
    }
    return plain(parser, token);
  }

  private static JsonNode time(JsonParser parser, JsonToken token) throws TypeMismatch {
    expect(parser, token, JsonToken.VALUE_STRING, "string");
    return NODES.stringNode(instant(parser).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static JsonNode microTime(JsonParser parser, JsonToken token) throws TypeMismatch {
    expect(parser, token, JsonToken.VALUE_STRING, "string");
    return NODES.stringNode(new MicroTime(instant(parser)).toString());
  }

  private static Instant instant(JsonParser parser) throws TypeMismatch {
    var text = parser.getString();
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException e) {
      throw new TypeMismatch(
          parser,
          "",
          "",
          "parsing time \""
              + text
              + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \""
              + text
              + "\" as \"2006\"");
    }
  }

  private static JsonNode quantity(JsonParser parser, JsonToken token) throws TypeMismatch {
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      throw mismatch(parser, token, "string");
    }
    try {
      return NODES.stringNode(Quantity.of(parser.getString().strip()).canonical().text());
    } catch (IllegalArgumentException e) {
      throw new TypeMismatch(parser, "", "", String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode bytes(JsonParser parser, JsonToken token) throws TypeMismatch {
    expect(parser, token, JsonToken.VALUE_STRING, "[]uint8");
    var text = parser.getString();
    try {
      // Go's decoder skips line breaks and writes the value back without them
      var compact =
          text.indexOf('\n') < 0 && text.indexOf('\r') < 0
              ? text
              : text.replace("\n", "").replace("\r", "");
      if (compact.length() % 4 != 0) {
        throw new IllegalArgumentException("length");
      }
      Base64.getDecoder().decode(compact);
      return NODES.stringNode(compact);
    } catch (IllegalArgumentException e) {
      throw new TypeMismatch(
          parser, "", "", "illegal base64 data at input byte " + firstIllegal(text));
    }
  }

  private static int firstIllegal(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var legal =
          c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || c == '+'
              || c == '/'
              || c == '\n'
              || c == '\r'
              || c == '=' && i >= text.length() - 2;
      if (!legal) {
        return i;
      }
    }
    return text.length() / 4 * 4;
  }

  private static void expect(JsonParser parser, JsonToken token, JsonToken wanted, String type)
      throws TypeMismatch {
    if (token != wanted) {
      throw mismatch(parser, token, type);
    }
  }

  static TypeMismatch mismatch(JsonParser parser, JsonToken token, String type) {
    var found =
        switch (token) {
          case START_OBJECT -> "object";
          case START_ARRAY -> "array";
          case VALUE_TRUE, VALUE_FALSE -> "bool";
          case VALUE_NUMBER_INT -> "number";
          case VALUE_NUMBER_FLOAT ->
              type.startsWith("int") ? "number " + parser.getString() : "number";
          default -> "string";
        };
    return new TypeMismatch(parser, found, type, null);
  }

  /** The Go type of a value, as upstream's messages name it. */
  static String typeName(Shape shape) {
    return switch (shape) {
      case Shape.ObjectShape object -> object.typeName();
      case Shape.ListShape list -> "[]" + typeName(list.element());
      case Shape.MapShape map -> "map[string]" + typeName(map.value());
      case Shape.SchemaOrShape either -> either.schema().typeName();
      case Shape.AnyShape ignored -> "interface {}";
      case Shape.ScalarShape scalar ->
          switch (scalar.kind()) {
            case STRING -> "string";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case DOUBLE -> "float64";
            case BOOLEAN -> "bool";
            case TIME -> "v1.Time";
            case MICRO_TIME -> "v1.MicroTime";
            case QUANTITY -> "resource.Quantity";
            case INT_OR_STRING -> "intstr.IntOrString";
            case BYTES -> "[]uint8";
          };
    };
  }

  /** {@code spec.containers[0].image}. */
  static String path(TokenStreamContext context) {
    var path = new StringBuilder();
    for (var step : steps(context)) {
      if (step.inArray()) {
        path.append('[').append(step.getCurrentIndex()).append(']');
      } else if (step.currentName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.currentName());
      }
    }
    return path.toString();
  }

  private static Deque<TokenStreamContext> steps(TokenStreamContext context) {
    var steps = new ArrayDeque<TokenStreamContext>();
    for (var step = context; step != null && !step.inRoot(); step = step.getParent()) {
      steps.addFirst(step);
    }
    return steps;
  }

  /** Ends one decoding; never leaves this package. */
  static final class TypeMismatch extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient TokenStreamContext context;
    private final String found;
    private final String wanted;
    private final @Nullable String whole;

    TypeMismatch(JsonParser parser, String found, String wanted, @Nullable String whole) {
      super("wrong type", null, false, false);
      // a value that begins an object or a list has opened a context of its own
      var here = parser.streamReadContext();
      var opened =
          parser.currentToken() == JsonToken.START_OBJECT
              || parser.currentToken() == JsonToken.START_ARRAY;
      context = opened && here.getParent() != null ? here.getParent() : here;
      this.found = found;
      this.wanted = wanted;
      this.whole = whole;
    }

    /** Go's message: it names the innermost struct, and the path without list indexes. */
    String message(Shape.ObjectShape root) {
      if (whole != null) {
        return whole;
      }
      Shape shape = root;
      var struct = root.typeName();
      var path = new StringBuilder();
      for (var step : steps(context)) {
        if (shape instanceof Shape.SchemaOrShape either && step.inObject()) {
          shape = either.schema();
        }
        switch (shape) {
          case Shape.ObjectShape object -> {
            struct = object.typeName();
            path.append('.').append(step.currentName());
            var field = object.fields().get(step.currentName());
            shape = field == null ? Shape.ANY : field.shape();
          }
          case Shape.ListShape list -> shape = list.element();
          case Shape.MapShape map -> shape = map.value();
          case Shape.ScalarShape scalar -> shape = scalar;
          case Shape.SchemaOrShape either -> shape = either;
          case Shape.AnyShape any -> shape = any;
        }
      }
      return "json: cannot unmarshal "
          + found
          + " into Go struct field "
          + struct
          + path
          + " of type "
          + wanted;
    }
  }
}
