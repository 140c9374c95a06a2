package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Uids;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.webhook.AdmissionReviews.Verdict;
import io.coxswain.apiserver.webhook.WebhookClient;
import io.coxswain.apiserver.webhook.WebhookClient.Reply;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Asks one webhook about one request. */
final class WebhookCaller {
  private final WebhookClient client;
  private final RandomGenerator random;

  WebhookCaller(WebhookClient client, RandomGenerator random) {
    this.client = client;
    this.random = random;
  }

  /** What came of asking. */
  sealed interface Outcome {
    record Allowed(Verdict.Answer answer) implements Outcome {}

    /** The webhook says no. */
    record Denied(Status status, Verdict.Answer answer) implements Outcome {}

    /** It could not be asked, or made no sense: the failure policy decides. */
    record Unreached(String message, int code) implements Outcome {}

    /** The request can't be admitted whatever the failure policy. */
    record Refused(Refusal refusal) implements Outcome {}
  }

  Outcome ask(
      Webhook hook,
      Attributes attributes,
      Form form,
      @Nullable ObjectNode object,
      @Nullable ObjectNode old,
      boolean mutating) {
    if (attributes.dryRun() && hook.hasSideEffects()) {
      return new Outcome.Refused(
          new Refusal.BadRequest(
              "admission webhook \"" + hook.name() + "\" does not support dry run"));
    }
    var version = hook.reviewVersion();
    if (version == null) {
      return unreached(
          hook,
          "could not create admission objects: webhook does not accept known AdmissionReview"
              + " versions (v1, v1beta1)",
          400);
    }
    var uid = Uids.next(random);
    var review = AdmissionReviews.ask(attributes, form, object, old, version, uid);
    var query = "timeout=" + hook.timeout().toSeconds() + "s";
    return switch (client.post(hook.target(), query, review, hook.timeout())) {
      case Reply.Failed failed ->
          unreached(hook, "failed to call webhook: " + failed.message(), failed.code());
      case Reply.Answered answered ->
          judge(hook, AdmissionReviews.read(answered.body(), version, uid, mutating));
    };
  }

  private static Outcome judge(Webhook hook, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Invalid invalid ->
          unreached(hook, "received invalid webhook response: " + invalid.message(), 503);
      case Verdict.Answer answer ->
          answer.allowed()
              ? new Outcome.Allowed(answer)
              : new Outcome.Denied(denial(hook.name(), answer.result()), answer);
    };
  }

  /** What an outcome means for the request, whose client is told the warnings. */
  static @Nullable Refusal refusal(Webhook hook, Outcome outcome, Attributes attributes) {
    return switch (outcome) {
      case Outcome.Allowed allowed -> {
        allowed.answer().warnings().forEach(attributes.warnings());
        yield null;
      }
      case Outcome.Denied denied -> {
        denied.answer().warnings().forEach(attributes.warnings());
        yield new Refusal.Reported(denied.status());
      }
      case Outcome.Refused refused -> refused.refusal();
      case Outcome.Unreached unreached ->
          hook.ignoresFailure() ? null : new Refusal.InternalError(unreached.message());
    };
  }

  /** Notes what a webhook has for the audit log; on the request's own thread. */
  static void annotate(Webhook hook, Outcome outcome) {
    var answer =
        switch (outcome) {
          case Outcome.Allowed allowed -> allowed.answer();
          case Outcome.Denied denied -> denied.answer();
          case Outcome.Unreached ignored -> null;
          case Outcome.Refused ignored -> null;
        };
    var trail = AuditTrail.current();
    if (answer != null && trail != null) {
      answer
          .auditAnnotations()
          .forEach((key, value) -> trail.admitted(hook.name() + "/" + key, value));
    }
  }

  /** Notes that a webhook was not heard though the request goes on. */
  static void annotateFailedOpen(
      Webhook hook, Outcome outcome, String prefix, int round, int index) {
    var trail = AuditTrail.current();
    if (trail != null && outcome instanceof Outcome.Unreached && hook.ignoresFailure()) {
      trail.admitted("failed-open." + prefix + "round_" + round + "_index_" + index, hook.name());
    }
  }

  static Outcome unreached(Webhook hook, String cause, int code) {
    return new Outcome.Unreached(
        "failed calling webhook \"" + hook.name() + "\": " + cause, code == 0 ? 503 : code);
  }

  /** The status of a denial, made whole where the webhook left it vague. */
  static Status denial(String name, @Nullable ObjectNode result) {
    var given =
        result == null
            ? new Status(null, null, null, null, null, null)
            : Json.read(result, Status.class);
    var denied = "admission webhook \"" + name + "\" denied the request";
    var message = given.message() == null ? "" : given.message();
    var reason = given.reason() == null ? "" : given.reason();
    if (!message.isEmpty()) {
      message = denied + ": " + message;
    } else if (!reason.isEmpty()) {
      message = denied + ": " + reason;
    } else {
      message = denied + " without explanation";
    }
    var code = given.code() == null ? 0 : given.code();
    return new Status(
        new Status.ListMeta(null, null, null, null),
        "Failure",
        message,
        given.reason(),
        given.details(),
        Math.max(code, 400));
  }
}
