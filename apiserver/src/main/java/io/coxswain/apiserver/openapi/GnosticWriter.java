package io.coxswain.apiserver.openapi;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes an OpenAPI v2 document as protobuf, message {@code openapi.v2.Document} of gnostic's
 * OpenAPIv2.proto, which kubectl reads. Field numbers are that file's. Free values (defaults,
 * enumerations, extensions) are carried as YAML text, for which JSON serves.
 */
final class GnosticWriter {
  private GnosticWriter() {}

  static byte[] document(JsonNode document) {
    var message = new Message();
    message.text(1, document.path("swagger"));
    message.message(2, info(document.get("info")));
    var paths = new Message();
    document.get("paths").properties().forEach(e -> paths.message(2, named(e, path(e.getValue()))));
    message.message(8, paths);
    message.message(9, schemas(document.get("definitions")));
    var security = new Message();
    var definitions = new Message();
    for (var entry : document.path("securityDefinitions").properties()) {
      security.message(1, named(entry, new Message()));
      definitions.message(1, named(entry, wrap(2, apiKey(entry.getValue()))));
    }
    message.message(12, security);
    message.message(13, definitions);
    return message.bytes();
  }

  private static Message info(JsonNode info) {
    var message = new Message();
    message.text(1, info.path("title"));
    message.text(2, info.path("version"));
    return message;
  }

  private static Message apiKey(JsonNode scheme) {
    var message = new Message();
    message.text(1, scheme.path("type"));
    message.text(2, scheme.path("name"));
    message.text(3, scheme.path("in"));
    message.text(4, scheme.path("description"));
    return message;
  }

  private static Message named(Map.Entry<String, JsonNode> entry, Message value) {
    var message = new Message();
    message.text(1, entry.getKey());
    message.message(2, value);
    return message;
  }

  private static Message path(JsonNode path) {
    var numbers =
        Map.of("get", 2, "put", 3, "post", 4, "delete", 5, "options", 6, "head", 7, "patch", 8);
    var message = new Message();
    for (var entry : path.properties()) {
      var number = numbers.get(entry.getKey());
      if (number != null) {
        message.message(number, operation(entry.getValue()));
      }
    }
    path.path("parameters").forEach(parameter -> message.message(9, parameter(parameter)));
    return message;
  }

  private static Message operation(JsonNode operation) {
    var message = new Message();
    operation.path("tags").forEach(tag -> message.text(1, tag));
    message.text(3, operation.path("description"));
    message.text(5, operation.path("operationId"));
    operation.path("produces").forEach(type -> message.text(6, type));
    operation.path("consumes").forEach(type -> message.text(7, type));
    operation.path("parameters").forEach(parameter -> message.message(8, parameter(parameter)));
    message.message(9, responses(operation.path("responses")));
    operation.path("schemes").forEach(scheme -> message.text(10, scheme));
    extensions(message, 13, operation);
    return message;
  }

  private static Message responses(JsonNode responses) {
    var message = new Message();
    for (var entry : responses.properties()) {
      var response = new Message();
      response.text(1, entry.getValue().path("description"));
      if (entry.getValue().has("schema")) {
        response.message(2, wrap(1, schema(entry.getValue().get("schema"))));
      }
      message.message(1, named(entry, wrap(1, response)));
    }
    return message;
  }

  /** ParametersItem { Parameter { body | other { query | path } } }. */
  private static Message parameter(JsonNode parameter) {
    var message = new Message();
    var in = parameter.path("in").asString("");
    if (in.equals("body")) {
      message.text(2, parameter.path("name"));
      message.text(3, in);
      message.flag(4, parameter.path("required"));
      message.message(5, schema(parameter.get("schema")));
      return wrap(1, wrap(1, message));
    }
    message.flag(1, parameter.path("required"));
    message.text(2, in);
    message.text(3, parameter.path("description"));
    message.text(4, parameter.path("name"));
    var query = in.equals("query");
    message.text(query ? 6 : 5, parameter.path("type"));
    message.flag(query ? 20 : 19, parameter.path("uniqueItems"));
    return wrap(1, wrap(2, wrap(query ? 3 : 4, message)));
  }

  private static Message schemas(JsonNode definitions) {
    var message = new Message();
    for (var entry : definitions.properties()) {
      message.message(1, named(entry, schema(entry.getValue())));
    }
    return message;
  }

  private static Message schema(JsonNode schema) {
    var message = new Message();
    message.text(1, schema.path("$ref"));
    message.text(2, schema.path("format"));
    message.text(4, schema.path("description"));
    if (schema.has("default")) {
      message.message(5, any(schema.get("default")));
    }
    schema.path("required").forEach(name -> message.text(19, name));
    schema.path("enum").forEach(value -> message.message(20, any(value)));
    if (schema.has("additionalProperties")) {
      message.message(21, wrap(1, schema(schema.get("additionalProperties"))));
    }
    if (schema.has("type")) {
      var type = new Message();
      type.text(1, schema.get("type"));
      message.message(22, type);
    }
    if (schema.has("items")) {
      message.message(23, wrap(1, schema(schema.get("items"))));
    }
    if (schema.has("properties")) {
      message.message(25, schemas(schema.get("properties")));
    }
    extensions(message, 31, schema);
    return message;
  }

  private static void extensions(Message target, int number, JsonNode tree) {
    for (var entry : tree.properties()) {
      if (entry.getKey().startsWith("x-")) {
        target.message(number, named(entry, any(entry.getValue())));
      }
    }
  }

  private static Message any(JsonNode value) {
    var message = new Message();
    message.text(2, value.toString() + "\n");
    return message;
  }

  private static Message wrap(int number, Message inner) {
    var message = new Message();
    message.message(number, inner);
    return message;
  }

  /** A message being written; absent values write nothing. */
  private static final class Message {
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final CodedOutputStream output = CodedOutputStream.newInstance(buffer, 512);

    void text(int number, JsonNode value) {
      if (value.isString()) {
        text(number, value.asString());
      }
    }

    void text(int number, String value) {
      write(() -> output.writeString(number, value));
    }

    void flag(int number, JsonNode value) {
      if (value.asBoolean(false)) {
        write(() -> output.writeBool(number, true));
      }
    }

    void message(int number, Message value) {
      write(() -> output.writeByteArray(number, value.bytes()));
    }

    byte[] bytes() {
      write(output::flush);
      return buffer.toByteArray();
    }

    private static void write(Write write) {
      try {
        write.run();
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
    }

    private interface Write {
      void run() throws IOException;
    }
  }
}
