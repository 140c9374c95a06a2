package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.apiserver.request.RequestInfo;
import java.util.List;

/** Whether a rule permits a request. Follows upstream's rule evaluation to the letter. */
public final class Rules {
  private static final String ALL = "*";

  private Rules() {}

  /** Whether one rule permits a request. */
  public static boolean allows(PolicyRule rule, RequestInfo info) {
    if (!contains(rule.verbs(), info.verb())) {
      return false;
    }
    if (!info.isResource()) {
      return rule.nonResourceURLs().stream().anyMatch(url -> urlCovers(url, info.path()));
    }
    return contains(rule.apiGroups(), info.group())
        && resourceMatches(rule.resources(), info.resource(), info.subresource())
        && (rule.resourceNames().isEmpty() || rule.resourceNames().contains(info.name()));
  }

  private static boolean contains(List<String> values, String wanted) {
    return values.contains(ALL) || values.contains(wanted);
  }

  private static boolean resourceMatches(
      List<String> resources, String resource, String subresource) {
    if (subresource.isEmpty()) {
      return contains(resources, resource);
    }
    return contains(resources, resource + "/" + subresource)
        || resources.contains("*/" + subresource);
  }

  /** Whether a pattern of paths, with a * at its end or none, covers a path or another pattern. */
  static boolean urlCovers(String pattern, String path) {
    if (pattern.equals(path)) {
      return true;
    }
    if (!pattern.endsWith(ALL)) {
      return false;
    }
    var end = pattern.length();
    while (end > 0 && pattern.charAt(end - 1) == '*') {
      end--;
    }
    return path.regionMatches(0, pattern, 0, end);
  }
}
