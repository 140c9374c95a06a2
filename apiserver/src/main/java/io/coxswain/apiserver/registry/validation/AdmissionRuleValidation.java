package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import io.coxswain.apiserver.registry.admission.cel.ExpressionCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What webhooks and admission policies have in common: rules for requests, and conditions. */
final class AdmissionRuleValidation {
  private static final int MAX_CONDITIONS = 64;
  private static final List<String> OPERATIONS =
      List.of("*", "CONNECT", "CREATE", "DELETE", "UPDATE");
  private static final List<String> SCOPES = List.of("*", "Cluster", "Namespaced");
  static final List<String> MATCH_POLICIES = List.of("Equivalent", "Exact");
  static final List<String> FAILURE_POLICIES = List.of("Fail", "Ignore");

  private AdmissionRuleValidation() {}

  /** Which requests are meant: operations on resources of groups and versions. */
  static void rule(Value rule, Errors errors) {
    var operations = rule.get("operations");
    if (operations.size() == 0) {
      errors.required(operations);
    }
    aloneIfWildcard(operations, "operations", errors);
    operations.items().forEach(operation -> Checks.oneOf(operation, OPERATIONS, errors));
    var groups = rule.get("apiGroups");
    if (groups.size() == 0) {
      errors.required(groups);
    }
    aloneIfWildcard(groups, "API groups", errors);
    var versions = rule.get("apiVersions");
    if (versions.size() == 0) {
      errors.required(versions);
    }
    aloneIfWildcard(versions, "API versions", errors);
    versions.items().forEach(version -> Checks.required(version, errors));
    resources(rule.get("resources"), errors);
    if (rule.has("scope")) {
      Checks.oneOf(rule.get("scope"), SCOPES, errors);
    }
  }

  private static void aloneIfWildcard(Value list, String what, Errors errors) {
    if (list.size() > 1 && list.items().stream().anyMatch(item -> item.is("*"))) {
      errors.invalid(list, "if '*' is present, must not specify other " + what);
    }
  }

  private static void resources(Value resources, Errors errors) {
    if (resources.size() == 0) {
      errors.required(resources);
    }
    Set<String> wholeResources = new HashSet<>(); // x of x/*
    Set<String> wholeSubresources = new HashSet<>(); // x of */x
    var everything = false;
    var allResources = false;
    var plainResource = false;
    for (var item : resources.items()) {
      var name = item.text();
      if (name.isEmpty()) {
        errors.required(item);
        continue;
      }
      everything |= name.equals("*/*");
      allResources |= name.equals("*");
      var slash = name.indexOf('/');
      if (slash < 0) {
        plainResource = !name.equals("*");
        continue;
      }
      var resource = name.substring(0, slash);
      var subresource = name.substring(slash + 1);
      if (wholeResources.contains(resource)) {
        errors.invalid(item, "if '" + resource + "/*' is present, must not specify " + name);
      }
      if (wholeSubresources.contains(subresource)) {
        errors.invalid(item, "if '*/" + subresource + "' is present, must not specify " + name);
      }
      if (subresource.equals("*")) {
        wholeResources.add(resource);
      }
      if (resource.equals("*")) {
        wholeSubresources.add(subresource);
      }
    }
    if (resources.size() > 1 && everything) {
      errors.invalid(resources, "if '*/*' is present, must not specify other resources");
    }
    if (allResources && plainResource) {
      errors.invalid(
          resources, "if '*' is present, must not specify other resources without subresources");
    }
  }

  /** Conditions in CEL: each has a name of its own and an expression. */
  static void matchConditions(Value conditions, ExpressionCheck expressions, Errors errors) {
    if (conditions.size() > MAX_CONDITIONS) {
      errors.tooMany(conditions, conditions.size(), MAX_CONDITIONS);
    }
    Set<String> names = new HashSet<>();
    for (var condition : conditions.items()) {
      var expression = condition.get("expression");
      if (expression.text().isBlank()) {
        errors.required(expression);
      } else {
        expressions.condition(expression, errors);
      }
      var name = condition.get("name");
      if (name.text().isEmpty()) {
        errors.required(name);
        continue;
      }
      LabelSyntax.qualifiedNameErrors(name.text()).forEach(error -> errors.invalid(name, error));
      if (!names.add(name.text())) {
        errors.duplicate(name);
      }
    }
  }

  /** The requests a policy or a binding is about. */
  static void matchResources(Value match, Errors errors) {
    if (match.has("matchPolicy")) {
      Checks.oneOf(match.get("matchPolicy"), MATCH_POLICIES, errors);
    }
    Checks.selector(match.get("namespaceSelector"), errors);
    Checks.selector(match.get("objectSelector"), errors);
    for (var list : List.of("resourceRules", "excludeResourceRules")) {
      for (var rule : match.get(list).items()) {
        Set<String> names = new HashSet<>();
        for (var name : rule.get("resourceNames").items()) {
          Names.pathSegment(name.text()).forEach(error -> errors.invalid(name, error));
          if (!names.add(name.text())) {
            errors.duplicate(name);
          }
        }
        rule(rule, errors);
      }
    }
  }
}
