package io.coxswain.apiserver.flowcontrol;

import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.FlowSchema.FlowDistinguisherMethod;
import io.coxswain.api.flowcontrol.v1.FlowSchema.FlowSchemaSpec;
import io.coxswain.api.flowcontrol.v1.FlowSchema.FlowSchemaStatus;
import io.coxswain.api.flowcontrol.v1.FlowSchema.GroupSubject;
import io.coxswain.api.flowcontrol.v1.FlowSchema.NonResourcePolicyRule;
import io.coxswain.api.flowcontrol.v1.FlowSchema.PolicyRulesWithSubjects;
import io.coxswain.api.flowcontrol.v1.FlowSchema.PriorityLevelConfigurationReference;
import io.coxswain.api.flowcontrol.v1.FlowSchema.ResourcePolicyRule;
import io.coxswain.api.flowcontrol.v1.FlowSchema.ServiceAccountSubject;
import io.coxswain.api.flowcontrol.v1.FlowSchema.Subject;
import io.coxswain.api.flowcontrol.v1.FlowSchema.UserSubject;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.ExemptPriorityLevelConfiguration;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.LimitResponse;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.LimitedPriorityLevelConfiguration;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.PriorityLevelConfigurationSpec;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.PriorityLevelConfigurationStatus;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.QueuingConfiguration;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flow schemas and priority levels every cluster starts with, upstream's of v1.34: mandatory
 * ones, which are always as they stand here, and suggested ones, which administrators may change.
 */
public final class BootstrapConfiguration {
  /** Says whether the server keeps the spec of an object as it stands here. */
  public static final String AUTO_UPDATE = "apf.kubernetes.io/autoupdate-spec";

  public static final String EXEMPT = "exempt";
  public static final String CATCH_ALL = "catch-all";

  private static final String ANY = "*";
  private static final String SYSTEM = "kube-system";
  private static final String BY_USER = "ByUser";
  private static final String BY_NAMESPACE = "ByNamespace";
  private static final List<Subject> EVERYBODY =
      List.of(group("system:unauthenticated"), group("system:authenticated"));
  private static final List<Subject> NODES = List.of(group("system:nodes"));
  private static final List<String> LOCKING = List.of("get", "create", "update");
  private static final ResourcePolicyRule LEASES =
      rule(LOCKING, "coordination.k8s.io", List.of("leases"), false);

  private BootstrapConfiguration() {}

  public static List<PriorityLevelConfiguration> mandatoryLevels() {
    return List.of(
        level(CATCH_ALL, limited(5, 0, new LimitResponse("Reject", null))),
        level(
            EXEMPT,
            new PriorityLevelConfigurationSpec(
                "Exempt", null, new ExemptPriorityLevelConfiguration(0, 0))));
  }

  public static List<PriorityLevelConfiguration> suggestedLevels() {
    return List.of(
        level("system", limited(30, 33, queue(64, 6))),
        level("node-high", limited(40, 25, queue(64, 6))),
        level("leader-election", limited(10, 0, queue(16, 4))),
        level("workload-high", limited(40, 50, queue(128, 6))),
        level("workload-low", limited(100, 90, queue(128, 6))),
        level("global-default", limited(20, 50, queue(128, 6))));
  }

  public static List<FlowSchema> mandatorySchemas() {
    return List.of(
        schema(EXEMPT, EXEMPT, 1, null, everything(List.of(group("system:masters")))),
        schema(CATCH_ALL, CATCH_ALL, 10000, BY_USER, everything(EVERYBODY)));
  }

  /** In the order in which they are tried. */
  public static List<FlowSchema> suggestedSchemas() {
    var manager = user("system:kube-controller-manager");
    var scheduler = user("system:kube-scheduler");
    var accounts = account(ANY);
    return List.of(
        schema(
            "probes",
            EXEMPT,
            2,
            null,
            new PolicyRulesWithSubjects(
                EVERYBODY,
                List.of(),
                List.of(
                    new NonResourcePolicyRule(
                        List.of("get"), List.of("/healthz", "/readyz", "/livez"))))),
        schema(
            "system-leader-election",
            "leader-election",
            100,
            BY_USER,
            resources(List.of(manager, scheduler, accounts), LEASES)),
        schema(
            "endpoint-controller",
            "workload-high",
            150,
            BY_USER,
            resources(
                List.of(
                    manager,
                    account("endpoint-controller"),
                    account("endpointslicemirroring-controller")),
                rule(LOCKING, "", List.of("endpoints"), false))),
        schema(
            "workload-leader-election",
            "leader-election",
            200,
            BY_USER,
            resources(
                List.of(accounts),
                rule(LOCKING, "", List.of("endpoints", "configmaps"), false),
                LEASES)),
        schema(
            "system-node-high",
            "node-high",
            400,
            BY_USER,
            resources(
                NODES,
                rule(List.of(ANY), "", List.of("nodes", "nodes/status"), true),
                rule(List.of(ANY), "coordination.k8s.io", List.of("leases"), false))),
        schema("system-nodes", "system", 500, BY_USER, everything(NODES)),
        schema(
            "kube-controller-manager",
            "workload-high",
            800,
            BY_NAMESPACE,
            everything(List.of(manager))),
        schema(
            "kube-scheduler", "workload-high", 800, BY_NAMESPACE, everything(List.of(scheduler))),
        schema(
            "kube-system-service-accounts",
            "workload-high",
            900,
            BY_NAMESPACE,
            everything(List.of(accounts))),
        schema(
            "service-accounts",
            "workload-low",
            9000,
            BY_USER,
            everything(List.of(group("system:serviceaccounts")))),
        schema("global-default", "global-default", 9900, BY_USER, everything(EVERYBODY)));
  }

  /** The spec a mandatory schema has; null for other names. */
  public static @Nullable FlowSchemaSpec mandatorySchema(String name) {
    return isMandatory(name)
        ? mandatorySchemas().stream()
            .filter(schema -> schema.name().equals(name))
            .findFirst()
            .map(FlowSchema::spec)
            .orElse(null)
        : null;
  }

  /** The spec a mandatory level has; null for other names. */
  public static @Nullable PriorityLevelConfigurationSpec mandatoryLevel(String name) {
    return isMandatory(name)
        ? mandatoryLevels().stream()
            .filter(level -> level.name().equals(name))
            .findFirst()
            .map(PriorityLevelConfiguration::spec)
            .orElse(null)
        : null;
  }

  public static boolean isMandatory(String name) {
    return name.equals(EXEMPT) || name.equals(CATCH_ALL);
  }

  /** Levels, the mandatory ones first. */
  public static List<PriorityLevelConfiguration> levels() {
    return Stream.concat(mandatoryLevels().stream(), suggestedLevels().stream()).toList();
  }

  /** Schemas, the mandatory ones first. */
  public static List<FlowSchema> schemas() {
    return Stream.concat(mandatorySchemas().stream(), suggestedSchemas().stream()).toList();
  }

  private static ObjectMeta named(String name) {
    return ObjectMetaBuilder.builder().name(name).annotations(Map.of(AUTO_UPDATE, "true")).build();
  }

  private static PriorityLevelConfiguration level(
      String name, PriorityLevelConfigurationSpec spec) {
    return new PriorityLevelConfiguration(
        named(name), spec, new PriorityLevelConfigurationStatus(List.of()));
  }

  private static PriorityLevelConfigurationSpec limited(
      int shares, int lendable, LimitResponse response) {
    return new PriorityLevelConfigurationSpec(
        "Limited", new LimitedPriorityLevelConfiguration(shares, response, lendable, null), null);
  }

  private static LimitResponse queue(int queues, int handSize) {
    return new LimitResponse("Queue", new QueuingConfiguration(queues, handSize, 50));
  }

  private static FlowSchema schema(
      String name,
      String level,
      int precedence,
      @Nullable String distinguisher,
      PolicyRulesWithSubjects rules) {
    return new FlowSchema(
        named(name),
        new FlowSchemaSpec(
            new PriorityLevelConfigurationReference(level),
            precedence,
            distinguisher == null ? null : new FlowDistinguisherMethod(distinguisher),
            List.of(rules)),
        new FlowSchemaStatus(List.of()));
  }

  private static PolicyRulesWithSubjects everything(List<Subject> subjects) {
    return new PolicyRulesWithSubjects(
        subjects,
        List.of(rule(List.of(ANY), ANY, List.of(ANY), true)),
        List.of(new NonResourcePolicyRule(List.of(ANY), List.of(ANY))));
  }

  private static PolicyRulesWithSubjects resources(
      List<Subject> subjects, ResourcePolicyRule... rules) {
    return new PolicyRulesWithSubjects(subjects, List.of(rules), List.of());
  }

  private static ResourcePolicyRule rule(
      List<String> verbs, String group, List<String> resources, boolean clusterScope) {
    return new ResourcePolicyRule(
        verbs, List.of(group), resources, clusterScope ? true : null, List.of(ANY));
  }

  private static Subject user(String name) {
    return new Subject("User", new UserSubject(name), null, null);
  }

  private static Subject group(String name) {
    return new Subject("Group", null, new GroupSubject(name), null);
  }

  private static Subject account(String name) {
    return new Subject("ServiceAccount", null, null, new ServiceAccountSubject(SYSTEM, name));
  }
}
