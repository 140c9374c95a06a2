package io.coxswain.api.admissionregistration.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Webhooks that may change objects before they are stored. */
@ApiKind(
    group = "admissionregistration.k8s.io",
    version = "v1",
    kind = "MutatingWebhookConfiguration",
    plural = "mutatingwebhookconfigurations",
    namespaced = false,
    categories = "api-extensions")
@ApiType("Webhooks that may change objects before they are stored.")
public record MutatingWebhookConfiguration(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "The webhooks.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<MutatingWebhook> webhooks)
    implements KubernetesObject, MutatingWebhookConfigurationBuilder.With {

  /** A webhook that may change objects before they are stored. */
  @ApiType("A webhook that may change objects before they are stored.")
  public record MutatingWebhook(
      @ApiField(
              number = 1,
              doc = "Full name of the webhook, such as imagepolicy.example.com.",
              required = true)
          String name,
      @ApiField(number = 2, doc = "How the webhook is reached.", required = true, struct = true)
          WebhookClientConfig clientConfig,
      @ApiField(number = 3, doc = "Requests the webhook is asked about.")
          List<RuleWithOperations> rules,
      @ApiField(
              number = 4,
              doc = "What happens when the webhook can't be asked: Fail or Ignore.",
              defaultValue = "\"Fail\"",
              enumValues = {"Fail", "Ignore"})
          @Nullable String failurePolicy,
      @ApiField(
              number = 9,
              doc =
                  "Whether rules also match through other versions of a resource: Equivalent or Exact.",
              defaultValue = "\"Equivalent\"",
              enumValues = {"Equivalent", "Exact"})
          @Nullable String matchPolicy,
      @ApiField(
              number = 5,
              doc = "Namespaces in which the webhook is asked, by their labels.",
              struct = true)
          LabelSelector namespaceSelector,
      @ApiField(
              number = 11,
              doc = "Objects the webhook is asked about, by their labels.",
              struct = true)
          LabelSelector objectSelector,
      @ApiField(
              number = 6,
              doc = "Whether a call has effects elsewhere: None or NoneOnDryRun.",
              required = true)
          String sideEffects,
      @ApiField(number = 7, doc = "How long an answer is waited for, 1 to 30.", defaultValue = "10")
          @Nullable Integer timeoutSeconds,
      @ApiField(
              number = 8,
              doc = "Versions of AdmissionReview the webhook understands, the best first.",
              required = true)
          List<String> admissionReviewVersions,
      @ApiField(
              number = 10,
              doc = "Whether it is asked again when another one changed the object.",
              defaultValue = "\"Never\"",
              enumValues = {"IfNeeded", "Never"})
          @Nullable String reinvocationPolicy,
      @ApiField(
              number = 12,
              doc = "Conditions that a request must meet besides.",
              listType = ListType.MAP,
              keys = {"name"},
              mergeKey = "name")
          List<MatchCondition> matchConditions)
      implements MutatingWebhookBuilder.With {}
}
