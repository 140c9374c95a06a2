package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.api.Json;
import io.coxswain.api.patch.JsonPatch;
import io.coxswain.api.patch.PatchResult;
import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.audit.Level;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.Attributes.UnreadableException;
import io.coxswain.apiserver.registry.admission.VersionedObjects;
import io.coxswain.apiserver.registry.admission.webhook.AdmissionReviews.Verdict;
import io.coxswain.apiserver.registry.admission.webhook.WebhookCaller.Outcome;
import io.coxswain.apiserver.request.Elsewhere;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the mutating webhooks about one request, one after the other in the order of their
 * configurations' names. Where one of them changed the object, the built-in plugins run again and
 * then those webhooks that want to see what others changed (KEP-1872's reinvocation). For one
 * request and one thread.
 */
final class MutatingWebhooks {
  private static final String TYPE = "admit";
  private static final String MUTATION = "mutation.webhook.admission.k8s.io/";
  private static final String PATCH = "patch.webhook.admission.k8s.io/";

  private final WebhookCaller caller;
  private final WebhookMatcher matcher;
  private final WebhookMetrics metrics;
  private final Attributes attributes;
  private final VersionedObjects objects;
  private final List<Webhook> hooks;
  private final Set<Webhook> invoked = new HashSet<>(); // asked before, and want to be asked again
  private Set<Webhook> due = Set.of(); // to be asked again, because something changed since
  private boolean changed;
  private boolean changedByThis; // by the webhook that is asked, as is the next
  private @Nullable JsonNode applied;

  MutatingWebhooks(
      WebhookCaller caller,
      WebhookMatcher matcher,
      WebhookMetrics metrics,
      Attributes attributes,
      List<Webhook> hooks) {
    this.caller = caller;
    this.matcher = matcher;
    this.metrics = metrics;
    this.attributes = attributes;
    objects = new VersionedObjects(attributes);
    this.hooks = hooks;
  }

  /**
   * Asks all that are meant.
   *
   * @param others runs the built-in plugins again
   */
  @Nullable Refusal run(Supplier<@Nullable Refusal> others) {
    var refusal = pass(false);
    if (refusal != null || !changed) {
      return refusal;
    }
    var object = attributes.object();
    var before = object == null ? null : object.deepCopy();
    refusal = others.get();
    objects.changed();
    if (refusal != null) {
      return refusal;
    }
    if (before != null && !before.equals(object)) {
      requireAgain();
    }
    return due.isEmpty() ? null : pass(true);
  }

  private void requireAgain() {
    var all = new HashSet<>(due);
    all.addAll(invoked);
    due = all;
    invoked.clear();
  }

  private @Nullable Refusal pass(boolean again) {
    for (var index = 0; index < hooks.size(); index++) {
      var hook = hooks.get(index);
      if (again && !due.contains(hook)) {
        continue;
      }
      switch (matcher.judge(hook, attributes, objects)) {
        case WebhookMatcher.Judgement.Skip ignored -> {}
        case WebhookMatcher.Judgement.Refuse refuse -> {
          return refuse.refusal();
        }
        case WebhookMatcher.Judgement.Call call -> {
          var refusal = call(hook, call.form(), again ? 1 : 0, index);
          if (refusal != null) {
            return refusal;
          }
        }
      }
    }
    return null;
  }

  private @Nullable Refusal call(Webhook hook, Form form, int round, int index) {
    var start = System.nanoTime();
    changedByThis = false;
    applied = null;
    var outcome = ask(hook, form);
    var nanos = System.nanoTime() - start;
    annotate(hook, outcome, round, index);
    metrics.called(hook, TYPE, attributes, outcome, nanos);
    Elsewhere.passed(nanos);
    if (hook.reinvoked()) {
      invoked.add(hook);
    }
    return WebhookCaller.refusal(hook, outcome, attributes);
  }

  /** Notes for the audit log what a webhook did. */
  private void annotate(Webhook hook, Outcome outcome, int round, int index) {
    var trail = AuditTrail.current();
    if (trail == null) {
      return;
    }
    var place = "round_" + round + "_index_" + index;
    trail.admitted(MUTATION + place, about(hook).put("mutated", changedByThis));
    if (applied != null && trail.level().isAtLeast(Level.REQUEST)) {
      var note = about(hook);
      note.set("patch", applied);
      trail.admitted(PATCH + place, note.put("patchType", "JSONPatch"));
    }
    WebhookCaller.annotateFailedOpen(hook, outcome, MUTATION, round, index);
  }

  private static ObjectNode about(Webhook hook) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("configuration", hook.configuration())
        .put("webhook", hook.name());
  }

  /** Asks and applies the answer. */
  private Outcome ask(Webhook hook, Form form) {
    var object = objects.object(form);
    var outcome = caller.ask(hook, attributes, form, object, objects.old(form), true);
    WebhookCaller.annotate(hook, outcome);
    if (!(outcome instanceof Outcome.Allowed allowed) || allowed.answer().patch().length == 0) {
      return outcome;
    }
    return patch(hook, form, object, allowed);
  }

  private Outcome patch(
      Webhook hook, Form form, @Nullable ObjectNode object, Outcome.Allowed allowed) {
    Verdict.Answer answer = allowed.answer();
    JsonNode patch;
    try {
      patch = Json.tree(answer.patch());
    } catch (JacksonException e) {
      return WebhookCaller.unreached(
          hook, "received undecodable patch in webhook response: " + e.getOriginalMessage(), 503);
    }
    if (patch.isEmpty()) {
      return allowed;
    }
    var target = attributes.object();
    if (object == null || target == null) {
      return internal(
          "admission webhook \""
              + hook.name()
              + "\" attempted to modify the object, which is not supported for this operation");
    }
    if (!answer.patchType().equals("JSONPatch")) {
      return WebhookCaller.unreached(
          hook, "unsupported patch type \"" + answer.patchType() + "\"", 400);
    }
    return switch (JsonPatch.apply(object, patch)) {
      case PatchResult.Malformed malformed -> internal(malformed.message());
      case PatchResult.Inapplicable inapplicable -> internal(inapplicable.message());
      case PatchResult.TooLarge large -> internal(large.message());
      case PatchResult.Patched patched -> {
        if (!(patched.value() instanceof ObjectNode whole)) {
          yield internal("the patched value is not an object");
        }
        var wrong = replace(form, whole, target);
        applied = wrong == null ? patch : null;
        yield wrong == null ? allowed : internal(wrong);
      }
    };
  }

  /** Takes the patched object over, read again as if it had been sent; or says why it is none. */
  private @Nullable String replace(Form form, ObjectNode patched, ObjectNode target) {
    ObjectNode read;
    try {
      read = attributes.forms().read(patched, form);
      if (!form.equals(attributes.form())) {
        read = attributes.forms().convert(read, attributes.form());
      }
    } catch (UnreadableException e) {
      return String.valueOf(e.getMessage());
    }
    if (!read.equals(target)) {
      target.removeAll();
      target.setAll(read);
      changed = true;
      changedByThis = true;
      objects.changed();
      requireAgain();
    }
    return null;
  }

  private static Outcome internal(String message) {
    return new Outcome.Refused(new Refusal.InternalError(message));
  }
}
