package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** ResourceQuotas: resources that can be counted, in scopes that fit them. */
public final class ResourceQuotaValidation {
  private static final Set<String> POD_SCOPES =
      Set.of(
          "Terminating",
          "NotTerminating",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity");
  private static final Set<String> POD_RESOURCES =
      Set.of(
          "pods",
          "count/pods",
          "cpu",
          "memory",
          "limits.cpu",
          "limits.memory",
          "requests.cpu",
          "requests.memory");

  private ResourceQuotaValidation() {}

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    for (var entry : spec.get("hard").entries()) {
      QuotaResources.check(entry, errors);
    }
    scopes(spec, errors);
    scopeSelector(spec, errors);
  }

  public static void validateUpdate(Value object, Value old, Errors errors) {
    var scopes = object.in("spec", "scopes");
    if (!names(scopes).equals(names(old.in("spec", "scopes")))) {
      errors.invalid(scopes, Checks.IMMUTABLE);
    }
  }

  public static void validateStatus(Value object, Errors errors) {
    for (var field : List.of("hard", "used")) {
      for (var entry : object.in("status", field).entries()) {
        QuotaResources.check(entry, errors);
      }
    }
  }

  private static void scopes(Value spec, Errors errors) {
    var scopes = spec.get("scopes");
    for (var scope : scopes.items()) {
      applicable(scope.text(), scopes, scopes, spec, errors);
    }
    conflicting(names(scopes), scopes, errors);
  }

  /** Upstream names the list of expressions where it means one. */
  private static void scopeSelector(Value spec, Errors errors) {
    var selector = spec.get("scopeSelector");
    var expressions = selector.get("matchExpressions");
    Set<String> found = new HashSet<>();
    for (var expression : expressions.items()) {
      var scope = expression.get("scopeName");
      applicable(
          scope.text(),
          Value.at(expressions.path() + ".scopeName", scope.node()),
          Value.at(expressions.path(), GoNames.of(selector.node())),
          spec,
          errors);
      found.add(scope.text());
      operator(Value.at(expressions.path(), expression.node()), errors);
    }
    conflicting(found, Value.at(expressions.path(), spec.get("scopes").node()), errors);
  }

  private static void operator(Value expression, Errors errors) {
    var scope = expression.get("scopeName").text();
    var operator = expression.get("operator");
    var values = expression.get("values");
    var onlyExists =
        POD_SCOPES.contains(scope) && !scope.equals("PriorityClass") || scope.equals("BestEffort");
    if (onlyExists && !operator.is("Exists")) {
      errors.invalid(
          operator,
          operator.text(),
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating,"
              + " ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort,"
              + " ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
    }
    switch (operator.text()) {
      case "In", "NotIn" -> {
        if (values.size() == 0) {
          errors.required(
              values,
              "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (values.size() > 0) {
          errors.invalid(
              values,
              "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
        }
      }
      default -> errors.invalid(operator, operator.text(), "not a valid selector operator");
    }
  }

  private static void applicable(String scope, Value at, Value scopes, Value spec, Errors errors) {
    var known =
        POD_SCOPES.contains(scope)
            || scope.equals("BestEffort")
            || scope.equals("VolumeAttributesClass");
    if (!known) {
      errors.invalid(at, "unsupported scope");
    }
    for (var entry : spec.get("hard").entries()) {
      if (QuotaResources.isStandard(entry.key()) && !fits(scope, entry.key())) {
        errors.invalid(scopes, "unsupported scope applied to resource");
      }
    }
  }

  private static boolean fits(String scope, String resource) {
    return switch (scope) {
      case "BestEffort" -> resource.equals("pods") || resource.equals("count/pods");
      case "VolumeAttributesClass" ->
          resource.equals("persistentvolumeclaims") || resource.equals("requests.storage");
      default -> !POD_SCOPES.contains(scope) || POD_RESOURCES.contains(resource);
    };
  }

  private static void conflicting(Set<String> scopes, Value at, Errors errors) {
    if (scopes.containsAll(List.of("BestEffort", "NotBestEffort"))
        || scopes.containsAll(List.of("Terminating", "NotTerminating"))) {
      errors.invalid(at, "conflicting scopes");
    }
  }

  private static Set<String> names(Value scopes) {
    Set<String> names = new HashSet<>();
    scopes.items().forEach(scope -> names.add(scope.text()));
    return names;
  }
}
