package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.webhook.WebhookCaller.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Asks all validating webhooks that are meant at once; the first refusal in order counts. */
final class ValidatingWebhooks {
  private static final String TYPE = "validating";

  private final WebhookCaller caller;
  private final WebhookMatcher matcher;
  private final WebhookMetrics metrics;

  ValidatingWebhooks(WebhookCaller caller, WebhookMatcher matcher, WebhookMetrics metrics) {
    this.caller = caller;
    this.matcher = matcher;
    this.metrics = metrics;
  }

  @Nullable Refusal run(Attributes attributes, List<Webhook> hooks) {
    var calls = new ArrayList<FutureTask<@Nullable Refusal>>();
    for (var hook : hooks) {
      switch (matcher.judge(hook, attributes)) {
        case WebhookMatcher.Judgement.Skip ignored -> {}
        case WebhookMatcher.Judgement.Refuse refuse -> {
          return refuse.refusal();
        }
        case WebhookMatcher.Judgement.Call call -> {
          var object = in(call.form(), attributes, attributes.object());
          var old = in(call.form(), attributes, attributes.old());
          calls.add(new FutureTask<>(() -> call(hook, attributes, call.form(), object, old)));
        }
      }
    }
    if (calls.size() == 1) {
      calls.getFirst().run();
    } else {
      calls.forEach(Thread::startVirtualThread);
    }
    return first(calls);
  }

  private static @Nullable Refusal first(List<FutureTask<@Nullable Refusal>> calls) {
    Refusal first = null;
    for (var call : calls) {
      try {
        var refusal = call.get();
        first = first == null ? refusal : first;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Refusal.InternalError("the server is shutting down");
      }
    }
    return first;
  }

  private static @Nullable ObjectNode in(
      Form form, Attributes attributes, @Nullable ObjectNode object) {
    return object == null || form.equals(attributes.form())
        ? object
        : attributes.forms().convert(object, form);
  }

  private @Nullable Refusal call(
      Webhook hook,
      Attributes attributes,
      Form form,
      @Nullable ObjectNode object,
      @Nullable ObjectNode old) {
    var start = System.nanoTime();
    var outcome = caller.ask(hook, attributes, form, object, old, false);
    metrics.called(hook, TYPE, attributes, outcome, System.nanoTime() - start);
    return switch (outcome) {
      case Outcome.Allowed ignored -> null;
      case Outcome.Denied denied -> new Refusal.Reported(denied.status());
      case Outcome.Refused refused -> refused.refusal();
      case Outcome.Unreached unreached ->
          hook.ignoresFailure() ? null : new Refusal.InternalError(unreached.message());
    };
  }
}
