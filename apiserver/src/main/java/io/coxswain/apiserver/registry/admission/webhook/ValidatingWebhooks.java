package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.VersionedObjects;
import io.coxswain.apiserver.registry.admission.webhook.WebhookCaller.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Asks all validating webhooks that are meant at once; the first refusal in order counts. */
final class ValidatingWebhooks {
  private static final String TYPE = "validating";
  private static final String ANNOTATION = "validating.webhook.admission.k8s.io/";

  private final WebhookCaller caller;
  private final WebhookMatcher matcher;
  private final WebhookMetrics metrics;

  ValidatingWebhooks(WebhookCaller caller, WebhookMatcher matcher, WebhookMetrics metrics) {
    this.caller = caller;
    this.matcher = matcher;
    this.metrics = metrics;
  }

  private record Asked(Webhook hook, FutureTask<Outcome> call) {}

  @Nullable Refusal run(Attributes attributes, List<Webhook> hooks) {
    var objects = new VersionedObjects(attributes);
    var all = new ArrayList<Asked>();
    for (var hook : hooks) {
      switch (matcher.judge(hook, attributes, objects)) {
        case WebhookMatcher.Judgement.Skip ignored -> {}
        case WebhookMatcher.Judgement.Refuse refuse -> {
          return refuse.refusal();
        }
        case WebhookMatcher.Judgement.Call call -> {
          var form = call.form();
          var object = objects.object(form);
          var old = objects.old(form);
          all.add(
              new Asked(
                  hook,
                  new FutureTask<>(() -> caller.ask(hook, attributes, form, object, old, false))));
        }
      }
    }
    if (all.size() == 1) {
      all.getFirst().call.run();
    } else {
      all.forEach(asked -> Thread.startVirtualThread(asked.call));
    }
    return first(all, attributes);
  }

  private @Nullable Refusal first(List<Asked> all, Attributes attributes) {
    var start = System.nanoTime();
    Refusal first = null;
    for (var index = 0; index < all.size(); index++) {
      var asked = all.get(index);
      try {
        var outcome = asked.call.get();
        WebhookCaller.annotate(asked.hook, outcome);
        WebhookCaller.annotateFailedOpen(asked.hook, outcome, ANNOTATION, 0, index);
        metrics.called(asked.hook, TYPE, attributes, outcome, System.nanoTime() - start);
        var refusal = WebhookCaller.refusal(asked.hook, outcome, attributes);
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
}
