package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.validation.Errors;
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
      }
      case "selfsubjectaccessreviews" -> attributes(spec, errors);
      case "localsubjectaccessreviews" -> {
        attributes(spec, errors);
        subject(spec, errors);
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
          spec.get("nonResourceAttributes"),
          "cannot be specified in combination with resourceAttributes");
    } else if (!resource && !path) {
      errors.invalid(
          spec.get("resourceAttributes"),
          "exactly one of nonResourceAttributes or resourceAttributes must be specified");
    }
  }

  private static void subject(Value spec, Errors errors) {
    if (spec.get("user").text().isEmpty() && spec.get("groups").size() == 0) {
      errors.invalid(spec.get("user"), "", "at least one of user or group must be specified");
    }
  }

  private static void local(Call call, Value spec, Errors errors) {
    if (spec.get("nonResourceAttributes").exists()) {
      errors.invalid(spec.get("nonResourceAttributes"), "disallowed on this kind of request");
    }
    var namespace = spec.get("resourceAttributes").get("namespace");
    if (!namespace.text().equals(call.namespace())) {
      errors.invalid(namespace, namespace.text(), "must match metadata.namespace");
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
