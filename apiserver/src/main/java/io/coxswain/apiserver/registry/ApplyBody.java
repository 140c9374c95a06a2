package io.coxswain.apiserver.registry;

import io.coxswain.api.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The body of an apply, YAML or JSON, read without a schema.
 *
 * @param repeated keys that are there twice, as upstream reports them: {@code line 3: key "a"
 *     already set in map}
 */
record ApplyBody(JsonNode tree, List<String> repeated) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int MAX_DEPTH = 500;

  /**
   * Reads a body.
   *
   * @throws JacksonException where it is neither
   */
  static ApplyBody read(byte[] body) {
    if (looksLikeJson(body)) {
      try (var parser = Json.mapper().createParser(body)) {
        return read(parser);
      } catch (JacksonException e) {
        // YAML in flow style also begins with a brace
      }
    }
    try (var parser = YAML.createParser(body)) {
      return read(parser);
    }
  }

  private static boolean looksLikeJson(byte[] body) {
    for (var b : body) {
      if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
        return b == '{';
      }
    }
    return false;
  }

  private static ApplyBody read(JsonParser parser) {
    var repeated = new ArrayList<String>();
    var token = parser.nextToken();
    var tree =
        token == null ? JsonNodeFactory.instance.nullNode() : value(parser, token, repeated, 0);
    parser.nextToken(); // what follows must be readable as well
    return new ApplyBody(tree, List.copyOf(repeated));
  }

  private static JsonNode value(
      JsonParser parser, JsonToken token, List<String> repeated, int depth) {
    if (depth > MAX_DEPTH) {
      throw new tools.jackson.core.exc.StreamReadException(parser, "exceeded max depth");
    }
    var nodes = JsonNodeFactory.instance;
    return switch (token) {
      case START_OBJECT -> {
        var object = nodes.objectNode();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
          if (object.has(name)) {
            repeated.add(
                "line "
                    + parser.currentTokenLocation().getLineNr()
                    + ": key "
                    + nodes.stringNode(name)
                    + " already set in map");
          }
          object.set(name, value(parser, parser.nextToken(), repeated, depth + 1));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = nodes.arrayNode();
        for (var next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          array.add(value(parser, next, repeated, depth + 1));
        }
        yield array;
      }
      case VALUE_STRING -> nodes.stringNode(parser.getString());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            default -> nodes.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
      default -> nodes.nullNode();
    };
  }
}
