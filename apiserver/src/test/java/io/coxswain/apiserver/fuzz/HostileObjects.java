package io.coxswain.apiserver.fuzz;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects that follow a schema more or less, with values in them that nobody sane would write. */
final class HostileObjects {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEPTH = 9;

  static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "web",
          "default",
          "x".repeat(64),
          "y".repeat(300),
          "a/b",
          "a.b/c",
          "/",
          "..",
          "../../etc",
          "%",
          "%s%n%x",
          "{{.}}",
          "$(HOME)",
          "-1",
          "0",
          "80",
          "65536",
          "99999999999999999999",
          "NaN",
          "1e999",
          "1e999999999",
          "-0.1m",
          "100%",
          "-5%",
          "1Ei",
          "true",
          "null",
          "*",
          "*.a",
          "10.0.0.1",
          "10.0.0.0/33",
          "::1",
          "fe80::/200",
          "1.2.3",
          "2026-01-01T00:00:00Z",
          "0000-00-00T99:99:99Z",
          "* * * * *",
          "@every 1s",
          "TZ=UTC 0 0 * * *",
          "(",
          "[a-",
          "self.x == y",
          "\u0000",
          "\n\r\t",
          "\u202e\ufeff",
          "\ud83d\ude80",
          "\u00e4\u00f6\u00fc",
          "Always",
          "TCP",
          "In",
          "Exists",
          "ClusterIP",
          "kubernetes.io/metadata.name",
          "node-role.kubernetes.io/x");

  private final Random random;

  HostileObjects(Random random) {
    this.random = random;
  }

  /** An object of a kind, under a name. */
  ObjectNode of(ResourceType type, String name) {
    var object = NODES.objectNode();
    var hostility = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(20);
    fill(object, type.schema(), DEPTH, hostility);
    if (random.nextInt(10) > 0) {
      object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }
    if (random.nextInt(10) > 0) {
      var metadata = object.get("metadata") instanceof ObjectNode m ? m : NODES.objectNode();
      object.set("metadata", metadata.put("name", name));
      metadata.remove(List.of("namespace", "deletionTimestamp"));
    }
    return object;
  }

  private void fill(ObjectNode object, Schema.ObjectSchema schema, int depth, int hostility) {
    var fields = schema.fields().size();
    for (var property : schema.fields().values()) {
      if (property.required()
          || random.nextInt(Math.max(2, fields * (DEPTH - depth + 2) / 6)) < 2) {
        object.set(property.name(), value(property.schema(), depth - 1, hostility));
      }
    }
    if (hostility > 0 && random.nextInt(400) < hostility) {
      object.set(text(), anything(2));
    }
  }

  /** A value as the schema has it, or now and then not. */
  JsonNode value(Schema schema, int depth, int hostility) {
    if (random.nextInt(300) < hostility) {
      return anything(2);
    }
    if (depth <= 0) {
      return NODES.objectNode();
    }
    return switch (schema) {
      case Schema.ObjectSchema object -> {
        var node = NODES.objectNode();
        fill(node, object, depth, hostility);
        yield node;
      }
      case Schema.ListSchema list -> {
        var node = NODES.arrayNode();
        for (var i = random.nextInt(3); i >= 0; i--) {
          node.add(value(list.element(), depth - 1, hostility));
        }
        yield node;
      }
      case Schema.MapSchema map -> {
        var node = NODES.objectNode();
        for (var i = random.nextInt(3); i >= 0; i--) {
          node.set(text(), value(map.value(), depth - 1, hostility));
        }
        yield node;
      }
      case Schema.ScalarSchema scalar -> scalar(scalar);
      case Schema.AnySchema ignored -> anything(3);
      case Schema.ReferenceSchema ignored -> NODES.objectNode();
    };
  }

  private JsonNode scalar(Schema.ScalarSchema scalar) {
    if (!scalar.allowed().isEmpty() && random.nextInt(4) > 0) {
      var allowed = scalar.allowed().stream().sorted().toList();
      return NODES.stringNode(allowed.get(random.nextInt(allowed.size())));
    }
    return switch (scalar.kind()) {
      case STRING -> NODES.stringNode(text());
      case INT32 -> NODES.numberNode(pick(-1, 0, 1, 3, 80, 443, 70000, Integer.MIN_VALUE));
      case INT64 -> NODES.numberNode(random.nextBoolean() ? random.nextInt(100) : Long.MIN_VALUE);
      case DOUBLE -> NODES.numberNode(random.nextBoolean() ? 0.5 : -1e308);
      case BOOLEAN -> NODES.booleanNode(random.nextBoolean());
      case TIME, MICRO_TIME ->
          NODES.stringNode(
              pick("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123456Z", "9999-12-31T23:59:59Z"));
      case QUANTITY ->
          NODES.stringNode(pick("1", "-1", "1Gi", "500m", "1e30", "0", "1.5Ki", "8Ei"));
      case INT_OR_STRING ->
          random.nextBoolean()
              ? NODES.numberNode(pick(0, 80, -1, 99999))
              : NODES.stringNode(pick("10%", "http", "-3%", ""));
      case BYTES -> NODES.stringNode(pick("", "AA==", "aGVsbG8="));
    };
  }

  /** Any JSON at all. */
  JsonNode anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.numberNode(random.nextLong());
      case 4 -> NODES.numberNode(pick(-0.0, 1.5, 1e300, Double.MIN_VALUE));
      case 5 -> NODES.numberNode(BigInteger.ONE.shiftLeft(random.nextInt(400)));
      case 6, 7 -> NODES.stringNode(text());
      case 8 -> NODES.arrayNode();
      case 9 -> NODES.arrayNode().add(anything(depth - 1)).add(anything(depth - 1));
      default -> {
        var object = NODES.objectNode();
        for (var i = random.nextInt(3); i >= 0; i--) {
          object.set(text(), anything(depth - 1));
        }
        yield object;
      }
    };
  }

  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  @SafeVarargs
  final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
