package io.coxswain.kubectl.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON into trees; a repeated property is an error that names it. */
public final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonReader() {}

  public static JsonNode read(byte[] text) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return read(parser);
    }
  }

  public static JsonNode read(String text) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return read(parser);
    }
  }

  /** Reads with a stack of its own, so that deep input can't exhaust the thread's. */
  private static JsonNode read(JsonParser parser) {
    Deque<JsonNode> open = new ArrayDeque<>();
    @Nullable String field = null;
    for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.PROPERTY_NAME) {
        field = parser.currentName();
        continue;
      }
      var ends = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
      var value = ends ? open.pop() : value(parser, token);
      if (!ends) {
        attach(open.peek(), field, value);
        if (value.isContainer()) {
          open.push(value);
        }
      }
      if (open.isEmpty()) {
        return value;
      }
      field = null;
    }
    return NODES.missingNode();
  }

  private static void attach(@Nullable JsonNode parent, @Nullable String field, JsonNode value) {
    if (parent instanceof ObjectNode object && field != null) {
      object.set(field, value);
    } else if (parent instanceof ArrayNode array) {
      array.add(value);
    }
  }

  private static JsonNode value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> NODES.objectNode();
      case START_ARRAY -> NODES.arrayNode();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT, LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> NODES.stringNode(parser.getString());
    };
  }
}
