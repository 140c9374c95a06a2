package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.DynamicAdmission;
import io.coxswain.apiserver.registry.admission.Lookup;
import io.coxswain.apiserver.request.Elsewhere;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.webhook.WebhookClient;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** MutatingAdmissionWebhook and ValidatingAdmissionWebhook. */
public final class WebhookAdmission implements DynamicAdmission {
  private final Configurations mutating;
  private final Configurations validating;
  private final WebhookCaller caller;
  private final WebhookMatcher matcher;
  private final WebhookMetrics metrics;
  private final ValidatingWebhooks validatingWebhooks;

  /**
   * @param mutating the cache of MutatingWebhookConfigurations
   * @param validating the cache of ValidatingWebhookConfigurations
   */
  public WebhookAdmission(
      ResourceCache mutating,
      ResourceCache validating,
      WebhookClient client,
      Lookup lookup,
      Authorizer authorizer,
      RandomGenerator random,
      PrometheusRegistry metrics) {
    this.mutating = new Configurations(mutating);
    this.validating = new Configurations(validating);
    caller = new WebhookCaller(client, random);
    matcher = new WebhookMatcher(lookup, authorizer);
    this.metrics = new WebhookMetrics(metrics);
    validatingWebhooks = new ValidatingWebhooks(caller, matcher, this.metrics);
  }

  @Override
  public boolean mutates() {
    return !mutating.webhooks().isEmpty();
  }

  @Override
  public boolean validates() {
    return !validating.webhooks().isEmpty();
  }

  @Override
  public @Nullable Refusal mutate(Attributes attributes, Supplier<@Nullable Refusal> others) {
    return attributes.isExempt()
        ? null
        : new MutatingWebhooks(caller, matcher, metrics, attributes, mutating.webhooks())
            .run(others);
  }

  @Override
  public @Nullable Refusal validate(Attributes attributes) {
    if (attributes.isExempt()) {
      return null;
    }
    var began = System.nanoTime();
    var refusal = validatingWebhooks.run(attributes, validating.webhooks());
    Elsewhere.passed(System.nanoTime() - began);
    return refusal;
  }
}
