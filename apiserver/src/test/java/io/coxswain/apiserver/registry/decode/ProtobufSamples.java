package io.coxswain.apiserver.registry.decode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Admissionregistration;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2Autoscaling;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random objects, each as protobuf by the official client's descriptors and as JSON. */
final class ProtobufSamples {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Messages whose fields JSON writes into the object around them. */
  private static final Set<String> INLINED =
      Set.of(
          "volumeSource",
          "persistentVolumeSource",
          "handler",
          "ingressRuleValue",
          "ephemeralContainerCommon",
          "rule",
          "ruleWithOperations",
          "localObjectReference");

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private static final Map<String, Descriptor> DESCRIPTORS = new HashMap<>();

  static {
    for (var file :
        List.of(
            Meta.getDescriptor(),
            V1.getDescriptor(),
            V1Admissionregistration.getDescriptor(),
            V1Apiextensions.getDescriptor(),
            V1Apps.getDescriptor(),
            V1Authentication.getDescriptor(),
            V1Authorization.getDescriptor(),
            V1Autoscaling.getDescriptor(),
            V1Batch.getDescriptor(),
            V1Certificates.getDescriptor(),
            V1Networking.getDescriptor(),
            V1Policy.getDescriptor(),
            V1Rbac.getDescriptor(),
            V1Scheduling.getDescriptor(),
            V1Storage.getDescriptor(),
            V2Autoscaling.getDescriptor())) {
      file.getMessageTypes().forEach(type -> DESCRIPTORS.put(path(file, type), type));
    }
  }

  /** An object in both forms. */
  record Sample(byte[] protobuf, ObjectNode json) {}

  private final Random random;

  ProtobufSamples(long seed) {
    random = new Random(seed);
  }

  /** {@code core.v1.Pod}, of either naming. */
  private static String path(FileDescriptor file, Descriptor type) {
    return (file.getPackage() + "." + type.getName()).replaceFirst("^k8s\\.io\\.", "");
  }

  static Descriptor descriptor(ObjectSchema schema) {
    return DESCRIPTORS.get(schema.name().replaceFirst("^io\\.k8s\\.", "").replace('-', '_'));
  }

  static byte[] envelope(String apiVersion, String kind, byte[] object) {
    var unknown =
        Runtime.Unknown.newBuilder()
            .setTypeMeta(Runtime.TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
            .setRaw(ByteString.copyFrom(object))
            .setContentEncoding("")
            .setContentType("")
            .build();
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'k', '8', 's', 0});
    out.writeBytes(unknown.toByteArray());
    return out.toByteArray();
  }

  Sample next(Descriptor type) {
    var message = DynamicMessage.newBuilder(type);
    var json = NODES.objectNode();
    fill(message, json, 0);
    return new Sample(message.build().toByteArray(), json);
  }

  private void fill(DynamicMessage.Builder message, ObjectNode json, int depth) {
    for (var field : message.getDescriptorForType().getFields()) {
      if (random.nextInt(10) >= (depth < 3 ? 6 : 3) || isNewer(field)) {
        continue;
      }
      if (INLINED.contains(field.getName())
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        var inner = message.newBuilderForField(field);
        fill(inner, json, depth);
        message.setField(field, inner.build());
      } else if (field.isMapField()) {
        entries(message, field, json.putObject(field.getName()), depth);
      } else if (field.isRepeated()) {
        var list = json.putArray(name(field));
        for (var i = 0; i <= random.nextInt(2); i++) {
          list.add(value(field, depth, value -> message.addRepeatedField(field, value)));
        }
      } else {
        json.set(name(field), value(field, depth, value -> message.setField(field, value)));
      }
    }
  }

  /** Fields of definitions that v1.35 has added. */
  private static boolean isNewer(FieldDescriptor field) {
    return field.getName().equals("observedGeneration")
        && field.getContainingType().getName().startsWith("CustomResourceDefinition");
  }

  private static String name(FieldDescriptor field) {
    if (field.getContainingType().getName().equals("JSONSchemaProps")) {
      return switch (field.getName()) {
        case "ref", "schema" -> "$" + field.getName();
        default ->
            field.getName().startsWith("xKubernetes")
                ? CAPITAL.matcher(field.getName()).replaceAll(found -> "-" + lower(found.group()))
                : field.getName();
      };
    }
    return switch (field.getName()) {
      case "aPIGroup" -> "apiGroup";
      case "aPIVersion" -> "apiVersion";
      case "uID" -> "uid";
      case "Webhooks", "Expression", "Name" -> field.getName().toLowerCase(Locale.ROOT);
      default -> field.getName();
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private void entries(
      DynamicMessage.Builder message, FieldDescriptor field, ObjectNode json, int depth) {
    var type = field.getMessageType();
    for (var i = 0; i <= random.nextInt(3); i++) {
      var key = "key" + i;
      var entry = DynamicMessage.newBuilder(type).setField(type.findFieldByNumber(1), key);
      var valueField = type.findFieldByNumber(2);
      json.set(key, value(valueField, depth, value -> entry.setField(valueField, value)));
      message.addRepeatedField(field, entry.build());
    }
  }

  private interface Sink {
    void accept(Object value);
  }

  private JsonNode value(FieldDescriptor field, int depth, Sink sink) {
    return switch (field.getJavaType()) {
      case STRING -> {
        var text = random.nextInt(5) == 0 ? "" : "text-é-" + random.nextInt(100);
        sink.accept(text);
        yield NODES.stringNode(text);
      }
      case BOOLEAN -> {
        var truth = random.nextBoolean();
        sink.accept(truth);
        yield NODES.booleanNode(truth);
      }
      case INT -> {
        var number = random.nextInt(3) == 0 ? 0 : random.nextInt();
        sink.accept(number);
        yield NODES.numberNode(number);
      }
      case LONG -> {
        var number = random.nextInt(3) == 0 ? 0L : random.nextLong();
        sink.accept(number);
        yield NODES.numberNode(number);
      }
      case DOUBLE -> {
        var number = random.nextInt(1000) / 8.0 + 0.125;
        sink.accept(number);
        yield NODES.numberNode(number);
      }
      case BYTE_STRING -> {
        var bytes = new byte[random.nextInt(7)];
        random.nextBytes(bytes);
        sink.accept(ByteString.copyFrom(bytes));
        yield NODES.stringNode(Base64.getEncoder().encodeToString(bytes));
      }
      case MESSAGE -> {
        var inner = DynamicMessage.newBuilder(field.getMessageType());
        var json = message(inner, depth + 1);
        sink.accept(inner.build());
        yield json;
      }
      default -> throw new IllegalStateException(field.getFullName());
    };
  }

  private JsonNode message(DynamicMessage.Builder message, int depth) {
    switch (message.getDescriptorForType().getName()) {
      case "Time" -> {
        return time(message, 0);
      }
      case "MicroTime" -> {
        return time(message, random.nextInt(1_000_000));
      }
      case "Quantity" -> {
        var text = List.of("1", "500m", "1.5Gi", "0", "1e3").get(random.nextInt(5));
        set(message, 1, text);
        return NODES.stringNode(text);
      }
      case "IntOrString" -> {
        var text = random.nextBoolean();
        set(message, 1, text ? 1L : 0L);
        set(message, 2, text ? 0 : 80);
        set(message, 3, text ? "25%" : "");
        return text ? NODES.stringNode("25%") : NODES.numberNode(80);
      }
      case "FieldsV1", "RawExtension", "JSON" -> {
        set(message, 1, ByteString.copyFrom("{\"f:a\":[1,{}]}", StandardCharsets.UTF_8));
        var json = NODES.objectNode();
        json.putArray("f:a").add(1).addObject();
        return json;
      }
      case "ExtraValue" -> {
        var items = message.getDescriptorForType().findFieldByNumber(1);
        message.addRepeatedField(items, "a").addRepeatedField(items, "b");
        return NODES.arrayNode().add("a").add("b");
      }
      case "JSONSchemaPropsOrArray" -> {
        return schemaOr(message, 1, 2, depth);
      }
      case "JSONSchemaPropsOrBool" -> {
        var allowed = random.nextBoolean();
        set(message, 1, allowed);
        return allowed && random.nextBoolean()
            ? schemaOr(message, 2, 0, depth)
            : NODES.booleanNode(allowed);
      }
      case "JSONSchemaPropsOrStringArray" -> {
        return schemaOr(message, 1, 2, depth);
      }
      default -> {
        var json = NODES.objectNode();
        if (depth < (message.getDescriptorForType().getName().equals("JSONSchemaProps") ? 7 : 9)) {
          fill(message, json, depth);
        }
        return json;
      }
    }
  }

  /** A schema, or a list of what the other field holds; 0 for no other. */
  private JsonNode schemaOr(DynamicMessage.Builder message, int schema, int other, int depth) {
    var type = message.getDescriptorForType();
    if (other == 0 || random.nextBoolean()) {
      var field = type.findFieldByNumber(schema);
      return value(field, depth, value -> message.setField(field, value));
    }
    var list = NODES.arrayNode();
    var field = type.findFieldByNumber(other);
    for (var i = 0; i <= random.nextInt(2); i++) {
      list.add(value(field, depth, value -> message.addRepeatedField(field, value)));
    }
    return list;
  }

  private JsonNode time(DynamicMessage.Builder message, int micros) {
    var seconds = random.nextLong(4_000_000_000L);
    set(message, 1, seconds);
    set(message, 2, micros * 1000);
    return NODES.stringNode(Instant.ofEpochSecond(seconds, micros * 1000L).toString());
  }

  private static void set(DynamicMessage.Builder message, int number, Object value) {
    var field = message.getDescriptorForType().findFieldByNumber(number);
    var plain = field.getJavaType() == FieldDescriptor.JavaType.INT && value instanceof Long;
    message.setField(field, plain ? (Object) ((Long) value).intValue() : value);
  }
}
