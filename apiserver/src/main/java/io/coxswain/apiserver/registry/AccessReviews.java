package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.validation.AccessSelectorValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.GoNames;
import io.coxswain.apiserver.registry.validation.Value;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What reviews of authorization.k8s.io ask, and whether they ask it rightly. Pure. */
final class AccessReviews {
  /** What the server itself may have written into the metadata. */
  private static final List<String> UNSEEN = List.of("managedFields", "creationTimestamp");

  private AccessReviews() {}

  /** Why a review can't be answered, in upstream's words; null where it can. */
  static @Nullable Refusal check(Call call, ObjectNode review) {
    var value = Value.root(review);
    var spec = value.get("spec");
    var errors = new Errors();
    switch (call.type().plural()) {
      case "subjectaccessreviews" -> {
        attributes(spec, errors);
        subject(spec, errors);
        selectors(spec, errors);
        metadata(value.get("metadata"), List.of(), "must be empty", errors);
      }
      case "selfsubjectaccessreviews" -> {
        attributes(spec, errors);
        selectors(spec, errors);
        metadata(value.get("metadata"), List.of(), "must be empty", errors);
      }
      case "localsubjectaccessreviews" -> {
        attributes(spec, errors);
        subject(spec, errors);
        selectors(spec, errors);
        metadata(
            value.get("metadata"),
            List.of("namespace"),
            "must be empty except for namespace",
            errors);
        local(call, spec, errors);
      }
      case "selfsubjectrulesreviews" -> {
        return spec.get("namespace").text().isEmpty()
            ? new Refusal.BadRequest("no namespace on request")
            : null;
      }
      default -> {
        return null;
      }
    }
    return errors.isEmpty() ? null : new Refusal.Invalid("", errors.list());
  }

  private static void attributes(Value spec, Errors errors) {
    var resource = spec.get("resourceAttributes").exists();
    var path = spec.get("nonResourceAttributes").exists();
    if (resource && path) {
      errors.invalid(
          shown(spec.get("nonResourceAttributes")),
          "cannot be specified in combination with resourceAttributes");
    } else if (!resource && !path) {
      errors.invalid(
          spec.get("resourceAttributes"),
          "exactly one of nonResourceAttributes or resourceAttributes must be specified");
    }
  }

  private static Value shown(Value attributes) {
    return Value.at(attributes.path(), GoNames.of(attributes, "path", "verb"));
  }

  private static void subject(Value spec, Errors errors) {
    if (spec.get("user").text().isEmpty() && spec.get("groups").size() == 0) {
      errors.invalid(spec.get("user"), "", "at least one of user or group must be specified");
    }
  }

  /** A review is no object: nothing names it. */
  private static void metadata(Value metadata, List<String> but, String rule, Errors errors) {
    for (var entry : metadata.properties()) {
      if (!but.contains(entry.getKey())
          && !UNSEEN.contains(entry.getKey())
          && !isEmpty(entry.getValue())) {
        errors.invalid(metadata, rule);
        return;
      }
    }
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull()
        || value.isContainer() && value.isEmpty()
        || value.isString() && value.stringValue().isEmpty();
  }

  private static void selectors(Value spec, Errors errors) {
    for (var field : List.of("fieldSelector", "labelSelector")) {
      var selector = spec.get("resourceAttributes").get(field);
      if (!selector.exists()) {
        continue;
      }
      var raw = selector.get("rawSelector");
      var requirements = selector.get("requirements");
      if (!raw.text().isEmpty() && requirements.size() > 0) {
        errors.invalid(raw, "may not specified at the same time as requirements");
      }
      if (raw.text().isEmpty() && requirements.size() == 0) {
        errors.required(
            requirements,
            "when " + selector.path() + " is specified, requirements or rawSelector is required");
      }
      for (var requirement : requirements.items()) {
        AccessSelectorValidation.requirement(requirement, field.equals("labelSelector"), errors);
      }
    }
  }

  private static void local(Call call, Value spec, Errors errors) {
    var namespace = spec.get("resourceAttributes").get("namespace");
    if (spec.has("resourceAttributes") && !namespace.text().equals(call.namespace())) {
      errors.invalid(namespace, namespace.text(), "must match metadata.namespace");
    }
    if (spec.get("nonResourceAttributes").exists()) {
      errors.invalid(
          shown(spec.get("nonResourceAttributes")), "disallowed on this kind of request");
    }
  }

  /** The request a review asks about. */
  static RequestInfo asked(ObjectNode spec) {
    var resource = Trees.object(spec, "resourceAttributes");
    if (resource == null) {
      var path = spec.path("nonResourceAttributes");
      return new RequestInfo(
          false, Trees.text(path, "path"), Trees.text(path, "verb"), "", "", "", "", "", "");
    }
    return new RequestInfo(
        true,
        "",
        Trees.text(resource, "verb"),
        Trees.text(resource, "group"),
        Trees.text(resource, "version"),
        Trees.text(resource, "namespace"),
        Trees.text(resource, "resource"),
        Trees.text(resource, "subresource"),
        Trees.text(resource, "name"));
  }

  /** About whom. */
  static UserInfo subject(ObjectNode spec) {
    Map<String, List<String>> extra = new LinkedHashMap<>();
    for (var entry : spec.path("extra").properties()) {
      extra.put(entry.getKey(), texts(entry.getValue()));
    }
    return new UserInfo(
        Trees.text(spec, "user"), Trees.text(spec, "uid"), texts(spec.path("groups")), extra);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.asString("")));
    return texts;
  }
}
