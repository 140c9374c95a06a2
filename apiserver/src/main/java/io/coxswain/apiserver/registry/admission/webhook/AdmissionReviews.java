package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.RequestDescription;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** AdmissionReview (admission.k8s.io v1 and v1beta1): the question, and reading the answer. */
final class AdmissionReviews {
  private static final String GROUP = "admission.k8s.io";

  private AdmissionReviews() {}

  /** What a webhook says. */
  sealed interface Verdict {
    /**
     * @param patch a JSON patch in its encoded form; empty for none
     */
    record Answer(
        boolean allowed,
        @Nullable ObjectNode result,
        byte[] patch,
        String patchType,
        List<String> warnings,
        Map<String, String> auditAnnotations)
        implements Verdict {}

    record Invalid(String message) implements Verdict {}
  }

  /** The question about a request, its object in a form. */
  static ObjectNode ask(
      Attributes attributes,
      Form form,
      @Nullable ObjectNode object,
      @Nullable ObjectNode old,
      String version,
      String uid) {
    var review = JsonNodeFactory.instance.objectNode();
    review.put("kind", "AdmissionReview").put("apiVersion", GROUP + "/" + version);
    var request = review.putObject("request").put("uid", uid);
    RequestDescription.describe(request, attributes, form);
    request.set("object", object);
    request.set("oldObject", old);
    request.put("dryRun", attributes.dryRun());
    request.set("options", attributes.options());
    return review;
  }

  /** Checks an answer as upstream does (VerifyAdmissionResponse). */
  static Verdict read(JsonNode review, String version, String uid, boolean mutating) {
    var response = review.path("response");
    if (!response.isObject()) {
      return new Verdict.Invalid("webhook response was absent");
    }
    var strict = version.equals("v1"); // v1beta1 never checked these
    if (strict) {
      var wrong = misaddressed(review, response, uid);
      if (wrong != null) {
        return new Verdict.Invalid(wrong);
      }
    }
    byte[] patch;
    try {
      patch = Base64.getDecoder().decode(response.path("patch").asString(""));
    } catch (IllegalArgumentException e) {
      return new Verdict.Invalid("illegal base64 data in response.patch");
    }
    var typed = response.hasNonNull("patchType");
    var type = response.path("patchType").asString("");
    if (strict) {
      var wrong = wrongPatch(patch.length > 0, typed, type, mutating);
      if (wrong != null) {
        return new Verdict.Invalid(wrong);
      }
    }
    var annotations = new TreeMap<String, String>();
    response
        .path("auditAnnotations")
        .properties()
        .forEach(entry -> annotations.put(entry.getKey(), entry.getValue().asString("")));
    return new Verdict.Answer(
        response.path("allowed").asBoolean(false),
        response.get("status") instanceof ObjectNode result ? result : null,
        mutating ? patch : new byte[0],
        strict ? type : "JSONPatch",
        response.path("warnings").valueStream().map(each -> each.asString("")).toList(),
        annotations);
  }

  private static @Nullable String misaddressed(JsonNode review, JsonNode response, String uid) {
    var answered = response.path("uid").asString("");
    if (!answered.equals(uid)) {
      return "expected response.uid=\"" + uid + "\", got \"" + answered + "\"";
    }
    var apiVersion = review.path("apiVersion").asString("");
    var kind = review.path("kind").asString("");
    if (!apiVersion.equals(GROUP + "/v1") || !kind.equals("AdmissionReview")) {
      return "expected webhook response of "
          + GROUP
          + "/v1, Kind=AdmissionReview, got "
          + (apiVersion.contains("/") ? apiVersion : "/" + apiVersion)
          + ", Kind="
          + kind;
    }
    return null;
  }

  private static @Nullable String wrongPatch(
      boolean patched, boolean typed, String type, boolean mutating) {
    if (!mutating) {
      if (patched) {
        return "validating webhook may not return response.patch";
      }
      return typed ? "validating webhook may not return response.patchType" : null;
    }
    if (patched && !typed) {
      return "webhook returned response.patch but not response.patchType";
    }
    if (!patched && typed) {
      return "webhook returned response.patchType but not response.patch";
    }
    return typed && type.isEmpty() ? "webhook returned invalid response.patchType of \"\"" : null;
  }
}
