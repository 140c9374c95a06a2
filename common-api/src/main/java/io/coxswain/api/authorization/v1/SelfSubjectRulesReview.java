package io.coxswain.api.authorization.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for everything the asking user may do in one namespace. */
@ApiKind(
    group = "authorization.k8s.io",
    version = "v1",
    kind = "SelfSubjectRulesReview",
    plural = "selfsubjectrulesreviews",
    namespaced = false)
@ApiType("Asks for everything the asking user may do in one namespace.")
public record SelfSubjectRulesReview(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Where.", required = true, struct = true)
        SelfSubjectRulesReviewSpec spec,
    @ApiField(number = 3, doc = "The answer.", struct = true) SubjectRulesReviewStatus status)
    implements KubernetesObject, SelfSubjectRulesReviewBuilder.With {

  /** Where the rules are asked for. */
  @ApiType("Where the rules are asked for.")
  public record SelfSubjectRulesReviewSpec(
      @ApiField(number = 1, doc = "The namespace; required.") @Nullable String namespace)
      implements SelfSubjectRulesReviewSpecBuilder.With {}

  /** What the user may do, as far as that can be listed. */
  @ApiType("What the user may do, as far as that can be listed.")
  public record SubjectRulesReviewStatus(
      @ApiField(
              number = 1,
              doc = "What may be done to resources, in no order.",
              required = true,
              writeEmpty = true)
          List<ResourceRule> resourceRules,
      @ApiField(
              number = 2,
              doc = "What may be done to paths, in no order.",
              required = true,
              writeEmpty = true)
          List<NonResourceRule> nonResourceRules,
      @ApiField(
              number = 3,
              doc =
                  "There is more than this list says, because an authorizer can't list its rules.",
              required = true)
          Boolean incomplete,
      @ApiField(number = 4, doc = "What went wrong while looking for rules.")
          @Nullable String evaluationError)
      implements SubjectRulesReviewStatusBuilder.With {}

  /** What may be done to some resources. */
  @ApiType("What may be done to some resources.")
  public record ResourceRule(
      @ApiField(number = 1, doc = "What may be done; * for everything.", required = true)
          List<String> verbs,
      @ApiField(number = 2, doc = "Groups of the resources; * for all.") List<String> apiGroups,
      @ApiField(number = 3, doc = "The resources; * for all.") List<String> resources,
      @ApiField(number = 4, doc = "Names of the objects; empty for all.")
          List<String> resourceNames)
      implements ResourceRuleBuilder.With {}

  /** What may be done to some paths. */
  @ApiType("What may be done to some paths.")
  public record NonResourceRule(
      @ApiField(number = 1, doc = "Methods in lower case; * for all.", required = true)
          List<String> verbs,
      @ApiField(number = 2, doc = "The paths; a * at the end stands for any rest.")
          List<String> nonResourceURLs)
      implements NonResourceRuleBuilder.With {}
}
