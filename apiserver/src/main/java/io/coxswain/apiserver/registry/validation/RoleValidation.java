package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Json;
import java.util.List;
import java.util.Locale;

/** Rules for roles and bindings of rbac.authorization.k8s.io/v1, in upstream's words. */
public final class RoleValidation {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private RoleValidation() {}

  public static void validateRole(Value role, boolean namespaced, Errors errors) {
    for (var rule : role.get("rules").items()) {
      rule(rule, namespaced, errors);
    }
    var aggregation = role.get("aggregationRule");
    if (namespaced || !aggregation.exists()) {
      return;
    }
    var selectors = aggregation.get("clusterRoleSelectors");
    if (selectors.size() == 0) {
      errors.required(
          selectors, "at least one clusterRoleSelector required if aggregationRule is non-nil");
    }
    for (var selector : selectors.items()) {
      Checks.selector(selector, errors);
    }
  }

  private static void rule(Value rule, boolean namespaced, Errors errors) {
    if (rule.get("verbs").size() == 0) {
      errors.required(rule.get("verbs"), "verbs must contain at least one value");
    }
    var urls = rule.get("nonResourceURLs");
    var groups = rule.get("apiGroups").size();
    var resources = rule.get("resources").size();
    if (urls.size() > 0) {
      if (namespaced) {
        errors.invalid(urls, "namespaced rules cannot apply to non-resource URLs");
      }
      if (groups + resources + rule.get("resourceNames").size() > 0) {
        errors.invalid(urls, "rules cannot apply to both regular resources and non-resource URLs");
      }
      return;
    }
    if (groups == 0) {
      errors.required(rule.get("apiGroups"), "resource rules must supply at least one api group");
    }
    if (resources == 0) {
      errors.required(rule.get("resources"), "resource rules must supply at least one resource");
    }
  }

  public static void validateBinding(Value binding, boolean namespaced, Errors errors) {
    var role = binding.get("roleRef");
    if (!role.get("apiGroup").is(GROUP)) {
      errors.notSupported(role.get("apiGroup"), List.of(GROUP));
    }
    var kinds = namespaced ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
    if (!kinds.contains(role.get("kind").text())) {
      errors.notSupported(present(role.get("kind")), kinds);
    }
    if (role.get("name").text().isEmpty()) {
      errors.required(role.get("name"));
    } else {
      for (var error : Names.pathSegment(role.get("name").text())) {
        errors.invalid(role.get("name"), error);
      }
    }
    for (var subject : binding.get("subjects").items()) {
      subject(subject, namespaced, errors);
    }
  }

  private static void subject(Value subject, boolean namespaced, Errors errors) {
    var name = subject.get("name");
    var group = subject.get("apiGroup");
    if (name.text().isEmpty()) {
      errors.required(name);
    }
    switch (subject.get("kind").text()) {
      case "ServiceAccount" -> {
        if (!name.text().isEmpty()) {
          for (var error : Names.subdomain(name.text())) {
            errors.invalid(name, error);
          }
        }
        if (!group.text().isEmpty()) {
          errors.notSupported(group, List.of(""));
        }
        if (!namespaced && subject.get("namespace").text().isEmpty()) {
          errors.required(subject.get("namespace"));
        }
      }
      case "User", "Group" -> {
        if (name.text().isEmpty()) {
          var kind = subject.get("kind").text().toLowerCase(Locale.ROOT);
          errors.invalid(name, "", kind + " name cannot be empty");
        }
        if (!group.is(GROUP)) {
          errors.notSupported(group, List.of(GROUP));
        }
      }
      default ->
          errors.notSupported(
              present(subject.get("kind")), List.of("ServiceAccount", "User", "Group"));
    }
  }

  /** Upstream shows what is missing as an empty text. */
  private static Value present(Value value) {
    return value.exists() ? value : Value.at(value.path(), Json.mapper().valueToTree(""));
  }

  /** A binding always gives the same role. */
  public static void validateBindingUpdate(Value binding, Value old, Errors errors) {
    var role = binding.get("roleRef");
    var before = old.get("roleRef");
    if (!role.node().equals(before.node())) {
      var shown = Json.mapper().createObjectNode();
      shown.put("APIGroup", role.get("apiGroup").text());
      shown.put("Kind", role.get("kind").text());
      shown.put("Name", role.get("name").text());
      errors.invalid(role, shown, "cannot change roleRef");
    }
  }
}
