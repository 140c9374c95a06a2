package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.apiserver.request.RequestInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of one role, found by resource: a request looks at the few that may apply. */
final class RuleTable {
  static final RuleTable EMPTY = new RuleTable(List.of());

  private final List<PolicyRule> rules;
  private final Map<String, List<PolicyRule>> byResource = new HashMap<>();
  private final List<PolicyRule> byPattern = new ArrayList<>();
  private final List<PolicyRule> urls = new ArrayList<>();

  RuleTable(List<PolicyRule> rules) {
    this.rules = List.copyOf(rules);
    for (var rule : this.rules) {
      if (!rule.nonResourceURLs().isEmpty()) {
        urls.add(rule);
      }
      if (rule.resources().stream().anyMatch(resource -> resource.startsWith("*"))) {
        byPattern.add(rule);
      } else {
        for (var resource : rule.resources()) {
          byResource.computeIfAbsent(resource, ignored -> new ArrayList<>(2)).add(rule);
        }
      }
    }
  }

  List<PolicyRule> rules() {
    return rules;
  }

  /**
   * Whether a rule permits a request.
   *
   * @param resource the resource with its subresource: {@code pods/log}
   */
  boolean allows(RequestInfo info, String resource) {
    if (!info.isResource()) {
      return any(urls, info);
    }
    return any(byResource.getOrDefault(resource, List.of()), info) || any(byPattern, info);
  }

  private static boolean any(List<PolicyRule> rules, RequestInfo info) {
    for (var i = 0; i < rules.size(); i++) {
      if (Rules.allows(rules.get(i), info)) {
        return true;
      }
    }
    return false;
  }
}
