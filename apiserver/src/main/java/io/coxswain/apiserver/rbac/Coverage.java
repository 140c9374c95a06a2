package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.PolicyRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether some rules permit everything that others do, and what is missing. Pure. */
public final class Coverage {
  private static final String ALL = "*";

  private Coverage() {}

  /** The parts of {@code wanted}, one verb on one resource or path each, not in {@code held}. */
  public static List<PolicyRule> missing(List<PolicyRule> held, List<PolicyRule> wanted) {
    var missing = new ArrayList<PolicyRule>();
    for (var rule : wanted) {
      for (var part : parts(rule)) {
        if (held.stream().noneMatch(owned -> covers(owned, part))) {
          missing.add(part);
        }
      }
    }
    return missing;
  }

  /** Upstream's lines about missing rules: verbs of the same resource together, sorted. */
  static Set<String> describe(List<PolicyRule> rules) {
    var together = new LinkedHashMap<PolicyRule, Set<String>>();
    for (var rule : rules) {
      var key = rule.resources().isEmpty() ? rule : rule.withVerbs(List.of());
      together.computeIfAbsent(key, ignored -> new LinkedHashSet<>()).addAll(rule.verbs());
    }
    return together.entrySet().stream()
        .map(entry -> text(entry.getKey().withVerbs(List.copyOf(entry.getValue()))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<PolicyRule> parts(PolicyRule rule) {
    var parts = new ArrayList<PolicyRule>();
    var names =
        rule.resourceNames().isEmpty()
            ? List.of(List.<String>of())
            : rule.resourceNames().stream().map(List::of).toList();
    for (var group : rule.apiGroups()) {
      for (var resource : rule.resources()) {
        for (var verb : rule.verbs()) {
          for (var name : names) {
            parts.add(
                new PolicyRule(List.of(verb), List.of(group), List.of(resource), name, List.of()));
          }
        }
      }
    }
    for (var url : rule.nonResourceURLs()) {
      for (var verb : rule.verbs()) {
        parts.add(new PolicyRule(List.of(verb), List.of(), List.of(), List.of(), List.of(url)));
      }
    }
    return parts;
  }

  private static boolean covers(PolicyRule owned, PolicyRule part) {
    return has(owned.verbs(), part.verbs())
        && has(owned.apiGroups(), part.apiGroups())
        && part.resources().stream().allMatch(resource -> hasResource(owned, resource))
        && (owned.resourceNames().isEmpty()
            || !part.resourceNames().isEmpty()
                && owned.resourceNames().containsAll(part.resourceNames()))
        && part.nonResourceURLs().stream()
            .allMatch(
                url -> owned.nonResourceURLs().stream().anyMatch(o -> Rules.urlCovers(o, url)));
  }

  private static boolean has(List<String> owned, List<String> wanted) {
    return owned.contains(ALL) || owned.containsAll(wanted);
  }

  private static boolean hasResource(PolicyRule owned, String resource) {
    if (owned.resources().contains(ALL) || owned.resources().contains(resource)) {
      return true;
    }
    var slash = resource.indexOf('/');
    return slash >= 0 && owned.resources().contains(ALL + resource.substring(slash));
  }

  private static String text(PolicyRule rule) {
    var text = new StringJoiner(", ", "{", "}");
    var parts = new LinkedHashMap<String, List<String>>();
    parts.put("APIGroups", rule.apiGroups());
    parts.put("Resources", rule.resources());
    parts.put("NonResourceURLs", rule.nonResourceURLs());
    parts.put("ResourceNames", rule.resourceNames());
    parts.put("Verbs", rule.verbs());
    for (Map.Entry<String, List<String>> part : parts.entrySet()) {
      if (!part.getValue().isEmpty()) {
        text.add(part.getKey() + ":" + quoted(part.getValue()));
      }
    }
    return text.toString();
  }

  /** Go's {@code %q} of a list. */
  static String quoted(List<String> values) {
    return values.stream()
        .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
