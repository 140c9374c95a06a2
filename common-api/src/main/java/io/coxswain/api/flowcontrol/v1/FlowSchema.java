package io.coxswain.api.flowcontrol.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which requests belong together as flows, and the priority level that serves them. */
@ApiKind(
    group = "flowcontrol.apiserver.k8s.io",
    version = "v1",
    kind = "FlowSchema",
    plural = "flowschemas",
    namespaced = false,
    subresources = {"status"})
@ApiType("Which requests belong together as flows, and the priority level that serves them.")
public record FlowSchema(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Which requests are meant.", struct = true) FlowSchemaSpec spec,
    @ApiField(number = 3, doc = "Whether the schema is in use.", struct = true)
        FlowSchemaStatus status)
    implements KubernetesObject, FlowSchemaBuilder.With {

  /** Which requests are meant, and how they are told apart. */
  @ApiType("Which requests are meant, and how they are told apart.")
  public record FlowSchemaSpec(
      @ApiField(
              number = 1,
              doc = "The level that serves the requests.",
              required = true,
              struct = true)
          PriorityLevelConfigurationReference priorityLevelConfiguration,
      @ApiField(
              number = 2,
              doc = "Of the schemas that match, the one with the lowest number counts; 1 to 10000.",
              defaultValue = "1000")
          @Nullable Integer matchingPrecedence,
      @ApiField(number = 3, doc = "What tells flows apart; all is one flow where it is not set.")
          @Nullable FlowDistinguisherMethod distinguisherMethod,
      @ApiField(number = 4, doc = "Requests that match; one of the rules is enough.")
          List<PolicyRulesWithSubjects> rules)
      implements FlowSchemaSpecBuilder.With {}

  /** The level that serves requests. */
  @ApiType("The level that serves requests.")
  public record PriorityLevelConfigurationReference(
      @ApiField(number = 1, doc = "Name of the level.", required = true) String name)
      implements PriorityLevelConfigurationReferenceBuilder.With {}

  /** What tells flows apart. */
  @ApiType("What tells flows apart.")
  public record FlowDistinguisherMethod(
      @ApiField(number = 1, doc = "ByUser or ByNamespace.", required = true) String type)
      implements FlowDistinguisherMethodBuilder.With {}

  /** Requests of certain senders about certain resources or paths. */
  @ApiType("Requests of certain senders about certain resources or paths.")
  public record PolicyRulesWithSubjects(
      @ApiField(number = 1, doc = "Who sends the requests.", required = true, writeEmpty = true)
          List<Subject> subjects,
      @ApiField(number = 2, doc = "Requests about resources.")
          List<ResourcePolicyRule> resourceRules,
      @ApiField(number = 3, doc = "Requests about other paths.")
          List<NonResourcePolicyRule> nonResourceRules)
      implements PolicyRulesWithSubjectsBuilder.With {}

  /** Senders: a user, a group or a service account. */
  @ApiType("Senders: a user, a group or a service account.")
  public record Subject(
      @ApiField(number = 1, doc = "User, Group or ServiceAccount.", required = true) String kind,
      @ApiField(number = 2, doc = "The user, where kind is User.") @Nullable UserSubject user,
      @ApiField(number = 3, doc = "The group, where kind is Group.") @Nullable GroupSubject group,
      @ApiField(number = 4, doc = "The account, where kind is ServiceAccount.")
          @Nullable ServiceAccountSubject serviceAccount)
      implements SubjectBuilder.With {}

  /** A user. */
  @ApiType("A user.")
  public record UserSubject(
      @ApiField(number = 1, doc = "Name of the user; * for all.", required = true) String name)
      implements UserSubjectBuilder.With {}

  /** A group of users. */
  @ApiType("A group of users.")
  public record GroupSubject(
      @ApiField(number = 1, doc = "Name of the group; * for all.", required = true) String name)
      implements GroupSubjectBuilder.With {}

  /** A service account. */
  @ApiType("A service account.")
  public record ServiceAccountSubject(
      @ApiField(number = 1, doc = "Namespace of the account.", required = true) String namespace,
      @ApiField(
              number = 2,
              doc = "Name of the account; * for all of the namespace.",
              required = true)
          String name)
      implements ServiceAccountSubjectBuilder.With {}

  /** Requests about resources; each of verb, group, resource and namespace must match. */
  @ApiType("Requests about resources; each of verb, group, resource and namespace must match.")
  public record ResourcePolicyRule(
      @ApiField(
              number = 1,
              doc = "What is done, such as get or create; * for everything.",
              required = true,
              writeEmpty = true,
              listType = ListType.SET)
          List<String> verbs,
      @ApiField(
              number = 2,
              doc = "Groups of the resources, \"\" for core; * for all.",
              required = true,
              writeEmpty = true,
              listType = ListType.SET)
          List<String> apiGroups,
      @ApiField(
              number = 3,
              doc = "Resources such as pods or pods/log; * for all.",
              required = true,
              writeEmpty = true,
              listType = ListType.SET)
          List<String> resources,
      @ApiField(number = 4, doc = "Whether requests that name no namespace match.")
          @Nullable Boolean clusterScope,
      @ApiField(
              number = 5,
              doc = "Namespaces that match; * for all. May be empty where clusterScope is true.",
              writeEmpty = true,
              listType = ListType.SET)
          List<String> namespaces)
      implements ResourcePolicyRuleBuilder.With {}

  /** Requests about paths that are no resources. */
  @ApiType("Requests about paths that are no resources.")
  public record NonResourcePolicyRule(
      @ApiField(
              number = 1,
              doc = "Methods in lower case; * for all.",
              required = true,
              writeEmpty = true,
              listType = ListType.SET)
          List<String> verbs,
      @ApiField(
              number = 6,
              doc = "Paths such as /healthz, or /healthz/* for all below it; * for all.",
              required = true,
              writeEmpty = true,
              listType = ListType.SET)
          List<String> nonResourceURLs)
      implements NonResourcePolicyRuleBuilder.With {}

  /** Whether a schema is in use. */
  @ApiType("Whether a schema is in use.")
  public record FlowSchemaStatus(
      @ApiField(
              number = 1,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<FlowSchemaCondition> conditions)
      implements FlowSchemaStatusBuilder.With {}

  /** One observation of a schema's state. */
  @ApiType("One observation of a schema's state.")
  public record FlowSchemaCondition(
      @ApiField(number = 1, doc = "What it is about, such as Dangling.") @Nullable String type,
      @ApiField(number = 2, doc = "True, False or Unknown.") @Nullable String status,
      @ApiField(number = 3, doc = "When the status last changed.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "Why it changed, in one word.") @Nullable String reason,
      @ApiField(number = 5, doc = "Why it changed, for people.") @Nullable String message)
      implements FlowSchemaConditionBuilder.With {}
}
