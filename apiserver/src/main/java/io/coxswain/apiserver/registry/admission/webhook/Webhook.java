package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.apiserver.registry.admission.RequestMatch;
import io.coxswain.apiserver.registry.admission.cel.MatchConditions;
import io.coxswain.apiserver.webhook.WebhookTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One webhook of a configuration, ready to be asked.
 *
 * @param conditions null where it has none, so that CEL is not loaded
 * @param ignoresFailure whether a request goes on when the webhook can't be asked
 * @param reviewVersion of AdmissionReview, {@code v1} or {@code v1beta1}; null where it knows none
 * @param reinvoked whether it is asked again when something else changed the object
 */
record Webhook(
    String configuration,
    String name,
    RequestMatch match,
    @Nullable MatchConditions conditions,
    WebhookTarget target,
    boolean ignoresFailure,
    boolean hasSideEffects,
    Duration timeout,
    @Nullable String reviewVersion,
    boolean reinvoked) {
  private static final int DEFAULT_TIMEOUT_SECONDS = 10;

  static Webhook of(String configuration, JsonNode hook) {
    var ignores = text(hook, "failurePolicy").equals("Ignore");
    var conditions = hook.path("matchConditions");
    return new Webhook(
        configuration,
        text(hook, "name"),
        RequestMatch.of(hook, "rules"),
        conditions.isEmpty() ? null : new MatchConditions(conditions, ignores),
        WebhookTarget.of(hook.path("clientConfig")),
        ignores,
        !text(hook, "sideEffects").startsWith("None"),
        Duration.ofSeconds(hook.path("timeoutSeconds").asInt(DEFAULT_TIMEOUT_SECONDS)),
        reviewVersion(hook.path("admissionReviewVersions")),
        text(hook, "reinvocationPolicy").equals("IfNeeded"));
  }

  /** The first that we speak, too. */
  private static @Nullable String reviewVersion(JsonNode versions) {
    for (var version : versions) {
      var name = version.asString("");
      if (name.equals("v1") || name.equals("v1beta1")) {
        return name;
      }
    }
    return null;
  }

  private static String text(JsonNode hook, String field) {
    return hook.path(field).asString("");
  }
}
