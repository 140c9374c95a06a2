package io.coxswain.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the schema allows, the records carry unchanged. */
class RoundTripTest {
  private final Random random = new Random(20260301);

  static List<ResourceType> kinds() {
    return Kinds.builtIn().all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void randomObjectsSurvive(ResourceType type) {
    for (var attempt = 0; attempt < 20; attempt++) {
      var tree = object(type.schema(), 0.3);
      tree.put("apiVersion", type.apiVersion()).put("kind", type.kind());
      survives(tree, type);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void objectsWithEveryFieldSurvive(ResourceType type) {
    var tree = object(type.schema(), 1);
    tree.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    survives(tree, type);
  }

  @Test
  void statusAndDeleteOptionsSurvive() {
    var status = object(Kinds.status(), 1).put("apiVersion", "v1").put("kind", "Status");
    assertThat(Json.tree((Object) Json.read(status, io.coxswain.api.meta.v1.Status.class)))
        .isEqualTo(status);
    var options =
        object(Kinds.deleteOptions(), 1).put("apiVersion", "v1").put("kind", "DeleteOptions");
    assertThat(Json.tree((Object) Json.read(options, io.coxswain.api.meta.v1.DeleteOptions.class)))
        .isEqualTo(options);
  }

  private static void survives(ObjectNode tree, ResourceType type) {
    var record = Json.read(tree, type.type());
    assertThat(Json.tree((Object) record)).isEqualTo(tree);
    assertThat(Json.read(Json.bytes(record), type.type())).isEqualTo(record);
  }

  /** An object whose fields are each there with the given probability, none of them empty. */
  private ObjectNode object(ObjectSchema schema, double probability) {
    var tree = Json.mapper().createObjectNode();
    for (var field : schema.fields().values()) {
      if (random.nextDouble() < probability) {
        tree.set(field.name(), value(field.schema(), probability));
      }
    }
    return tree;
  }

  private JsonNode value(Schema schema, double probability) {
    var mapper = Json.mapper();
    return switch (schema) {
      case ObjectSchema object -> embedded(object(object, probability), object);
      case ListSchema list -> {
        var array = mapper.createArrayNode();
        for (var i = random.nextInt(1, 3); i > 0; i--) {
          array.add(value(list.element(), probability));
        }
        yield array;
      }
      case MapSchema map ->
          mapper.createObjectNode().set("k" + random.nextInt(9), value(map.value(), probability));
      case AnySchema any -> mapper.createObjectNode().put("f:any", random.nextInt());
      case ReferenceSchema reference -> mapper.createObjectNode(); // deep enough
      case ScalarSchema scalar -> scalar(scalar);
    };
  }

  /** The records of embedded kinds (claims in a StatefulSet) don't carry their own kind. */
  private static ObjectNode embedded(ObjectNode tree, ObjectSchema schema) {
    var isKind = kinds().stream().anyMatch(type -> type.schema() == schema);
    return isKind ? tree.without(List.of("apiVersion", "kind")) : tree;
  }

  private JsonNode scalar(ScalarSchema scalar) {
    var nodes = Json.mapper().getNodeFactory();
    if (!scalar.allowed().isEmpty()) {
      var allowed = List.copyOf(scalar.allowed());
      return nodes.stringNode(allowed.get(random.nextInt(allowed.size())));
    }
    return switch (scalar.kind()) {
      case STRING -> nodes.stringNode("s\u00e9\"" + random.nextInt());
      case INT32 -> nodes.numberNode(random.nextInt());
      case INT64 -> nodes.numberNode(random.nextLong(1L << 40, 1L << 60));
      case DOUBLE -> nodes.numberNode(random.nextDouble());
      case BOOLEAN -> nodes.booleanNode(random.nextBoolean());
      case TIME -> nodes.stringNode("2026-03-%02dT01:02:03Z".formatted(random.nextInt(1, 29)));
      case MICRO_TIME ->
          nodes.stringNode("2026-03-01T01:02:03.%06dZ".formatted(random.nextInt(1000000)));
      case QUANTITY ->
          nodes.stringNode(
              random.nextInt(1000) + List.of("", "m", "Mi", "G").get(random.nextInt(4)));
      case INT_OR_STRING ->
          random.nextBoolean() ? nodes.numberNode(random.nextInt(65536)) : nodes.stringNode("25%");
      case BYTES -> nodes.stringNode("AAECAw==");
    };
  }
}
