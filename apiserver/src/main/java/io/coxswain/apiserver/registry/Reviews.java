package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Questions about who somebody is and what they may do: answered, never stored. */
final class Reviews {
  private final Bodies bodies;
  private final Security security;
  private final Admitting admitting;

  Reviews(Bodies bodies, Security security, Admitting admitting) {
    this.bodies = bodies;
    this.security = security;
    this.admitting = admitting;
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
      case Body.Accepted accepted -> {
        call.audit(accepted.object());
        yield answer(call, accepted.object());
      }
    };
  }

  private ApiResponse answer(Call call, ObjectNode review) {
    var type = call.type();
    var form = new Form(type.group(), type.version(), type.kind());
    var refusal = admitting.body(call, review, form, admitting.settle(type));
    if (refusal == null) {
      refusal = AccessReviews.check(call, review);
    }
    if (refusal != null) {
      return call.refuse(refusal, "");
    }
    var spec = Trees.child(review, "spec");
    var status = review.putObject("status");
    switch (call.type().plural()) {
      case "tokenreviews" -> token(spec, status);
      case "subjectaccessreviews", "localsubjectaccessreviews" ->
          access(spec, AccessReviews.subject(spec), status);
      case "selfsubjectaccessreviews" -> access(spec, call.user(), status);
      case "selfsubjectrulesreviews" -> rules(spec, call.user(), status);
      case "selfsubjectreviews" -> {
        review.remove("spec");
        status.set("userInfo", UserInfos.tree(call.user()));
        Trees.metadata(review).put("creationTimestamp", Trees.time(call.now()));
      }
      default -> {
        return ApiResponse.failure(Statuses.unknownPath());
      }
    }
    return call.answer(201, review);
  }

  private void token(ObjectNode spec, ObjectNode status) {
    var asked =
        spec.path("audiences").valueStream().map(audience -> audience.asString("")).toList();
    var verdict = security.authenticator().review(Trees.text(spec, "token"), asked);
    var user = verdict.user();
    if (user == null) {
      status.putObject("user");
      status.put("error", verdict.error());
      return;
    }
    status.put("authenticated", true);
    status.set("user", UserInfos.tree(user));
    if (!verdict.audiences().isEmpty()) {
      verdict.audiences().forEach(status.putArray("audiences")::add);
    }
  }

  private void access(ObjectNode spec, UserInfo user, ObjectNode status) {
    var decision = security.authorizer().authorize(user, AccessReviews.asked(spec));
    status.put("allowed", decision.allowed());
    if (!decision.reason().isEmpty()) {
      status.put("reason", decision.reason());
    }
  }

  private void rules(ObjectNode spec, UserInfo user, ObjectNode status) {
    var found = security.rules().rulesFor(user, Trees.text(spec, "namespace"));
    var resources = status.putArray("resourceRules");
    var paths = status.putArray("nonResourceRules");
    for (var rule : found.rules()) {
      var shown = rule.nonResourceURLs().isEmpty() ? resources.addObject() : paths.addObject();
      put(shown, "verbs", rule.verbs());
      put(shown, "apiGroups", rule.apiGroups());
      put(shown, "resources", rule.resources());
      put(shown, "resourceNames", rule.resourceNames());
      put(shown, "nonResourceURLs", rule.nonResourceURLs());
    }
    var errors = new ArrayList<>(found.errors());
    if (user.groups().contains("system:nodes")) {
      errors.add("node authorizer does not support user rule resolution");
    }
    status.put("incomplete", !errors.isEmpty());
    if (!errors.isEmpty()) {
      status.put("evaluationError", String.join(", ", errors));
    }
  }

  private static void put(ObjectNode rule, String field, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(rule.putArray(field)::add);
    }
  }
}
