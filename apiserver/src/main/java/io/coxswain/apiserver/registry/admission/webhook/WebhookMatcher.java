package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.Lookup;
import io.coxswain.apiserver.registry.admission.RequestMatch.Matched;
import io.coxswain.apiserver.registry.admission.VersionedObjects;
import io.coxswain.apiserver.registry.admission.cel.MatchConditions;
import io.coxswain.apiserver.registry.admission.cel.RequestVariables;

/** Decides whether a webhook is asked about a request (upstream's ShouldCallHook). */
final class WebhookMatcher {
  private final Lookup lookup;
  private final Authorizer authorizer;

  WebhookMatcher(Lookup lookup, Authorizer authorizer) {
    this.lookup = lookup;
    this.authorizer = authorizer;
  }

  /** What is to be done. */
  sealed interface Judgement {
    /** Ask, with the object in this form. */
    record Call(Form form) implements Judgement {}

    record Skip() implements Judgement {}

    record Refuse(Refusal refusal) implements Judgement {}
  }

  Judgement judge(Webhook hook, Attributes attributes, VersionedObjects objects) {
    return switch (hook.match().match(attributes, lookup)) {
      case Matched.No ignored -> new Judgement.Skip();
      case Matched.Failed failed -> new Judgement.Refuse(failed.refusal());
      case Matched.Yes yes -> conditions(hook, attributes, yes.form(), objects);
    };
  }

  private Judgement conditions(
      Webhook hook, Attributes attributes, Form form, VersionedObjects objects) {
    var conditions = hook.conditions();
    if (conditions == null) {
      return new Judgement.Call(form);
    }
    var variables =
        RequestVariables.of(attributes, form, objects.object(form), objects.old(form), authorizer);
    return switch (conditions.judge(variables)) {
      case MatchConditions.Judgement.Matches ignored -> new Judgement.Call(form);
      case MatchConditions.Judgement.Differs ignored -> new Judgement.Skip();
      case MatchConditions.Judgement.Failed failed ->
          new Judgement.Refuse(new Refusal.Forbidden(failed.message()));
    };
  }
}
