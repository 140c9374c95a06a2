package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.MetadataValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * ConversionReview (apiextensions.k8s.io v1 and v1beta1): the question, and checking the answer. A
 * webhook may change everything of an object but its metadata, of which only labels and annotations
 * are its own.
 */
final class ConversionReviews {
  private static final String GROUP = "apiextensions.k8s.io";

  private ConversionReviews() {}

  /** What a webhook made of the objects. */
  sealed interface Answer {
    record Converted(List<ObjectNode> objects) implements Answer {}

    /** The message follows "conversion webhook for ...". */
    record Wrong(String message) implements Answer {}
  }

  /** The first version that we speak, too; null where there is none. */
  static @Nullable String version(List<String> offered) {
    return offered.stream()
        .filter(each -> each.equals("v1") || each.equals("v1beta1"))
        .findFirst()
        .orElse(null);
  }

  /** An object's kind as messages print it. */
  static String subject(ObjectNode object) {
    return text(object, "apiVersion") + ", Kind=" + text(object, "kind");
  }

  static ObjectNode ask(List<ObjectNode> objects, String apiVersion, String version, String uid) {
    var review = JsonNodeFactory.instance.objectNode();
    review.put("kind", "ConversionReview").put("apiVersion", GROUP + "/" + version);
    var request = review.putObject("request");
    request.put("uid", uid).put("desiredAPIVersion", apiVersion);
    request.putArray("objects").addAll(objects);
    return review;
  }

  static Answer read(
      JsonNode review, String version, String uid, List<ObjectNode> objects, String apiVersion) {
    var failure = failure(review, version, uid);
    if (failure != null) {
      return new Answer.Wrong("failed: " + failure);
    }
    var answered = review.path("response").path("convertedObjects");
    if (answered.size() != objects.size()) {
      return new Answer.Wrong(
          "returned " + answered.size() + " objects, expected " + objects.size());
    }
    var converted = new ArrayList<ObjectNode>(objects.size());
    for (var i = 0; i < objects.size(); i++) {
      var wrong = unlike(objects.get(i), answered.get(i), apiVersion);
      if (wrong != null) {
        return new Answer.Wrong(
            objects.size() == 1
                ? "returned invalid object"
                    + (wrong.startsWith("i") ? " at index 0" : "")
                    + ": "
                    + wrong
                : "returned invalid converted object at index " + i + ": " + wrong);
      }
      var object = (ObjectNode) answered.get(i);
      wrong = restoreMetadata(objects.get(i), object);
      if (wrong != null) {
        return new Answer.Wrong(
            "returned invalid metadata"
                + (objects.size() == 1 ? "" : " in object at index " + i)
                + ": "
                + wrong);
      }
      converted.add(object);
    }
    return new Answer.Converted(converted);
  }

  private static @Nullable String failure(JsonNode review, String version, String uid) {
    var apiVersion = text(review, "apiVersion");
    if (version.equals("v1")
        && !(apiVersion.equals(GROUP + "/v1") && text(review, "kind").equals("ConversionReview"))) {
      return "expected webhook response of "
          + GROUP
          + "/v1, Kind=ConversionReview, got "
          + (apiVersion.contains("/") ? apiVersion : "/" + apiVersion)
          + ", Kind="
          + text(review, "kind");
    }
    var response = review.path("response");
    if (!response.isObject()) {
      return "no response provided";
    }
    if (version.equals("v1") && !text(response, "uid").equals(uid)) {
      return "expected response.uid=\"" + uid + "\", got \"" + text(response, "uid") + "\"";
    }
    var status = text(response.path("result"), "status");
    if (!status.equals("Success")) {
      var message = text(response.path("result"), "message");
      return message.isEmpty()
          ? "response.result.status was '" + status + "', not 'Success'"
          : message;
    }
    return null;
  }

  private static @Nullable String unlike(ObjectNode before, JsonNode after, String apiVersion) {
    if (!text(after, "apiVersion").equals(apiVersion)) {
      return "invalid groupVersion (expected "
          + apiVersion
          + ", received "
          + text(after, "apiVersion")
          + ")";
    }
    if (!text(after, "kind").equals(text(before, "kind"))) {
      return "invalid kind (expected "
          + text(before, "kind")
          + ", received "
          + text(after, "kind")
          + ")";
    }
    for (var field : List.of("name", "namespace", "uid")) {
      var wanted = text(before.path("metadata"), field);
      var found = text(after.path("metadata"), field);
      if (!wanted.equals(found)) {
        return "must have the same "
            + (field.equals("uid") ? "UID" : field)
            + ": "
            + wanted
            + " != "
            + found;
      }
    }
    return null;
  }

  /** Puts back all metadata but labels and annotations; or says what is wrong with those. */
  private static @Nullable String restoreMetadata(ObjectNode before, ObjectNode after) {
    if (!after.has("metadata")) {
      return "missing metadata in converted object";
    }
    if (!(after.get("metadata") instanceof ObjectNode answered)) {
      return "invalid metadata of type " + goType(after.get("metadata")) + " in converted object";
    }
    var restored =
        before.get("metadata") instanceof ObjectNode original
            ? original.deepCopy()
            : after.objectNode();
    for (var field : List.of("labels", "annotations")) {
      var value = answered.get(field);
      if (value == null || value.isNull()) {
        restored.remove(field);
        continue;
      }
      var wrong = wrongTexts(field, value, restored.path(field));
      if (wrong != null) {
        return wrong;
      }
      restored.set(field, value);
    }
    after.set("metadata", restored);
    return null;
  }

  private static @Nullable String wrongTexts(String field, JsonNode value, JsonNode before) {
    if (!value.isObject()) {
      return "invalid metadata." + field + " of type " + goType(value) + " in converted object";
    }
    for (var entry : value.properties()) {
      if (!entry.getValue().isString()) {
        return "metadata."
            + field
            + "["
            + entry.getKey()
            + "] must be a string, but is "
            + goType(entry.getValue())
            + " in converted object";
      }
    }
    if (value.equals(before)) {
      return null;
    }
    var errors = new Errors();
    if (field.equals("labels")) {
      MetadataValidation.labels(Value.at("metadata.labels", value), errors);
    } else {
      MetadataValidation.annotations(Value.at("metadata.annotation", value), errors);
    }
    if (errors.isEmpty()) {
      return null;
    }
    var lines = errors.list().stream().map(FieldError::toString).distinct().toList();
    return lines.size() == 1
        ? lines.getFirst()
        : lines.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  private static String goType(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "map[string]interface {}";
      case ARRAY -> "[]interface {}";
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
      default -> "<nil>";
    };
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
