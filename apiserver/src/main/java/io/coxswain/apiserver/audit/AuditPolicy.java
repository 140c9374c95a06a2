package io.coxswain.apiserver.audit;

import io.coxswain.api.audit.v1.Policy;
import io.coxswain.api.audit.v1.Policy.GroupResources;
import io.coxswain.api.audit.v1.Policy.Rule;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides how much is told of a request, as upstream's policyRuleEvaluator: the first rule that
 * matches. Pure, never blocks, and safe for concurrent use.
 */
public final class AuditPolicy {
  private final List<Ready> rules = new ArrayList<>();
  private final Decision otherwise;

  /**
   * What is told of a request.
   *
   * @param omitted stages without events
   * @param omitManagedFields whether objects are told without their managedFields
   */
  public record Decision(Level level, Set<Stage> omitted, boolean omitManagedFields) {}

  private record Ready(Rule rule, Decision decision) {}

  /** Of a policy that {@link PolicyFile} has found valid. */
  AuditPolicy(Policy policy) {
    var globally = Boolean.TRUE.equals(policy.omitManagedFields());
    for (var rule : policy.rules()) {
      var stages = stages(policy.omitStages());
      stages.addAll(stages(rule.omitStages()));
      var own = rule.omitManagedFields();
      var level = rule.level() == null ? "" : rule.level();
      rules.add(
          new Ready(
              rule,
              new Decision(Level.of(level).orElseThrow(), stages, own == null ? globally : own)));
    }
    otherwise = new Decision(Level.NONE, stages(policy.omitStages()), globally);
  }

  private static Set<Stage> stages(List<String> texts) {
    var stages = EnumSet.noneOf(Stage.class);
    texts.forEach(text -> stages.add(Stage.of(text).orElseThrow()));
    return stages;
  }

  /**
   * Decides.
   *
   * @param user who sends it, whoever it is made as; null where that is not known
   */
  public Decision decide(@Nullable UserInfo user, RequestInfo info) {
    for (var ready : rules) {
      if (matches(ready.rule, user, info)) {
        return ready.decision;
      }
    }
    return otherwise;
  }

  private static boolean matches(Rule rule, @Nullable UserInfo user, RequestInfo info) {
    if (!rule.users().isEmpty() && (user == null || !rule.users().contains(user.name()))) {
      return false;
    }
    if (!rule.userGroups().isEmpty()
        && (user == null || user.groups().stream().noneMatch(rule.userGroups()::contains))) {
      return false;
    }
    if (!rule.verbs().isEmpty() && !rule.verbs().contains(info.verb())) {
      return false;
    }
    if (!rule.namespaces().isEmpty() || !rule.resources().isEmpty()) {
      return info.isResource() && matchesResource(rule, info);
    }
    return rule.nonResourceURLs().isEmpty()
        || !info.isResource()
            && rule.nonResourceURLs().stream().anyMatch(each -> matchesPath(each, info.path()));
  }

  private static boolean matchesPath(String pattern, String path) {
    return pattern.equals("*")
        || pattern.equals(path)
        || pattern.endsWith("*") && path.startsWith(pattern.substring(0, pattern.length() - 1));
  }

  private static boolean matchesResource(Rule rule, RequestInfo info) {
    if (!rule.namespaces().isEmpty() && !rule.namespaces().contains(info.namespace())) {
      return false;
    }
    return rule.resources().isEmpty()
        || rule.resources().stream().anyMatch(each -> matches(each, info));
  }

  private static boolean matches(GroupResources resources, RequestInfo info) {
    var group = resources.group() == null ? "" : resources.group();
    if (!group.equals(info.group())) {
      return false;
    }
    if (resources.resources().isEmpty()) {
      return true;
    }
    return (resources.resourceNames().isEmpty() || resources.resourceNames().contains(info.name()))
        && resources.resources().stream().anyMatch(each -> isMeant(each, info));
  }

  /** Subresources are meant by {@code pods/log}, {@code pods/*}, {@code *}{@code /log} or all. */
  private static boolean isMeant(String pattern, RequestInfo info) {
    var subresource = info.subresource();
    var whole = subresource.isEmpty() ? info.resource() : info.resource() + "/" + subresource;
    return pattern.equals("*")
        || pattern.equals(whole)
        || !subresource.isEmpty() && pattern.equals("*/" + subresource)
        || pattern.equals(info.resource() + "/*");
  }
}
