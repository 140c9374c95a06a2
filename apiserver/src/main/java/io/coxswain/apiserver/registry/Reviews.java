package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Questions about who somebody is and what they may do: answered, never stored. */
final class Reviews {
  private final Bodies bodies;
  private final Security security;

  Reviews(Bodies bodies, Security security) {
    this.bodies = bodies;
    this.security = security;
  }

  static boolean isReview(Call call) {
    return call.type().group().equals("authentication.k8s.io")
        || call.type().group().equals("authorization.k8s.io");
  }

  ApiResponse handle(Call call) {
    if (!call.request().info().verb().equals("create")) {
      return call.refuse(new Refusal.MethodNotAllowed(call.request().info().verb()));
    }
    return switch (bodies.read(call, call.type())) {
      case Body.Rejected rejected -> call.refuse(rejected.refusal());
      case Body.Accepted accepted -> answer(call, accepted.object());
    };
  }

  private ApiResponse answer(Call call, ObjectNode review) {
    var spec = Trees.child(review, "spec");
    var status = review.putObject("status");
    switch (call.type().plural()) {
      case "tokenreviews" -> token(spec, status);
      case "subjectaccessreviews" -> {
        if (Trees.text(spec, "user").isEmpty() && spec.path("groups").isEmpty()) {
          return call.refuse(
              new Refusal.BadRequest(
                  "spec.user: Invalid value: \"\": at least one of user or group must be"
                      + " specified"));
        }
        access(spec, subject(spec), status);
      }
      case "selfsubjectaccessreviews" -> access(spec, call.user(), status);
      case "selfsubjectreviews" -> {
        review.remove("spec");
        status.set("userInfo", user(call.user()));
        Trees.metadata(review).put("creationTimestamp", Trees.time(call.now()));
      }
      default -> {
        return ApiResponse.failure(Statuses.unknownPath());
      }
    }
    return call.answer(201, review);
  }

  private void token(ObjectNode spec, ObjectNode status) {
    var token = Trees.text(spec, "token");
    var found =
        token.isEmpty() ? null : security.authenticator().authenticate(null, "Bearer " + token);
    if (found == null) {
      status.putObject("user");
      return;
    }
    status.put("authenticated", true);
    status.set("user", user(found));
    var audiences = spec.get("audiences");
    if (audiences != null) {
      status.set("audiences", audiences);
    }
  }

  private void access(ObjectNode spec, UserInfo user, ObjectNode status) {
    status.put("allowed", security.authorizer().allows(user, asked(spec)));
  }

  /** The request a review asks about. */
  private static RequestInfo asked(ObjectNode spec) {
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

  private static UserInfo subject(ObjectNode spec) {
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

  private static ObjectNode user(UserInfo user) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("username", user.name());
    if (!user.uid().isEmpty()) {
      tree.put("uid", user.uid());
    }
    if (!user.groups().isEmpty()) {
      user.groups().forEach(tree.putArray("groups")::add);
    }
    if (!user.extra().isEmpty()) {
      var extra = tree.putObject("extra");
      user.extra().forEach((key, values) -> values.forEach(extra.putArray(key)::add));
    }
    return tree;
  }
}
