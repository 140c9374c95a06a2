package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import io.coxswain.apiserver.cel.ReservedWords;
import io.coxswain.apiserver.registry.admission.cel.ExpressionCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ValidatingAdmissionPolicies and their bindings. */
public final class AdmissionPolicyValidation {
  private static final int MAX_AUDIT_ANNOTATIONS = 20;
  private static final int MAX_AUDIT_EXPRESSION = 5 * 1024;
  private static final Pattern CEL_IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
  private static final Set<String> ACTIONS = new TreeSet<>(List.of("Audit", "Deny", "Warn"));
  private static final List<String> REASONS =
      List.of("Forbidden", "Invalid", "RequestEntityTooLarge");
  private static final List<String> NOT_FOUND_ACTIONS = List.of("Deny", "Allow");

  private AdmissionPolicyValidation() {}

  /**
   * Adds what is wrong with a policy.
   *
   * @param old what it replaces, whose conditions may stay as they are; null at creation
   */
  public static void validatePolicy(Value policy, @Nullable Value old, Errors errors) {
    var spec = policy.get("spec");
    var expressions = ExpressionCheck.ofPolicy(spec);
    Checks.requiredOneOf(
        spec.get("failurePolicy"), AdmissionRuleValidation.FAILURE_POLICIES, errors);
    if (spec.has("paramKind")) {
      paramKind(spec.get("paramKind"), errors);
    }
    var constraints = spec.get("matchConstraints");
    if (!constraints.exists()) {
      errors.required(constraints);
    } else {
      AdmissionRuleValidation.matchResources(constraints, errors);
      if (constraints.get("resourceRules").size() == 0) {
        errors.required(constraints.get("resourceRules"));
      }
    }
    if (old == null || !hasSameConditions(spec, old.get("spec"))) {
      AdmissionRuleValidation.matchConditions(spec.get("matchConditions"), expressions, errors);
    }
    spec.get("variables").items().forEach(variable -> variable(variable, expressions, errors));
    var validations = spec.get("validations");
    var annotations = spec.get("auditAnnotations");
    if (validations.size() + annotations.size() == 0) {
      var either = "validations or auditAnnotations must contain at least one item";
      errors.required(validations, either);
      errors.required(annotations, either);
      return;
    }
    validations.items().forEach(validation -> validation(validation, expressions, errors));
    auditAnnotations(policy.in("metadata", "name").text(), annotations, expressions, errors);
  }

  private static boolean hasSameConditions(Value spec, Value old) {
    return spec.get("paramKind").same(old.get("paramKind"))
        && spec.get("matchConditions").same(old.get("matchConditions"));
  }

  public static void validateStatus(Value status, Errors errors) {
    for (var warning : status.in("typeChecking", "expressionWarnings").items()) {
      Checks.required(warning.get("warning"), errors);
      if (warning.get("fieldRef").text().isBlank()) {
        errors.required(warning.get("fieldRef"));
      }
    }
    ConditionValidation.validate(status.get("conditions"), errors);
  }

  public static void validateBinding(Value binding, Errors errors) {
    var spec = binding.get("spec");
    var policy = spec.get("policyName");
    if (policy.text().isEmpty()) {
      errors.required(policy);
    } else {
      Names.subdomain(policy.text()).forEach(error -> errors.invalid(policy, error));
    }
    if (spec.has("paramRef")) {
      paramRef(spec.get("paramRef"), errors);
    }
    AdmissionRuleValidation.matchResources(
        Value.at("spec.matchResouces", spec.get("matchResources").node()), errors); // as upstream
    actions(spec.get("validationActions"), errors);
  }

  private static void paramKind(Value kind, Errors errors) {
    var version = kind.get("apiVersion");
    var slash = version.text().indexOf('/');
    if (version.text().isEmpty()) {
      errors.required(version);
    } else if (slash != version.text().lastIndexOf('/')) {
      errors.invalid(version, "unexpected GroupVersion string: " + version.text());
    } else {
      var group = version.text().substring(0, Math.max(slash, 0));
      var wrongGroup = group.isEmpty() ? List.<String>of() : Names.subdomain(group);
      if (!wrongGroup.isEmpty()) {
        errors.invalid(version, group, String.join(",", wrongGroup));
      }
      var name = version.text().substring(slash + 1);
      if (name.isEmpty()) {
        errors.invalid(version, "version must be specified");
      } else if (!Names.label1035(name).isEmpty()) {
        errors.invalid(version, name, String.join(",", Names.label1035(name)));
      }
    }
    var name = kind.get("kind");
    var wrong = Names.label1035(name.text().toLowerCase(Locale.ROOT));
    if (name.text().isEmpty()) {
      errors.required(name);
    } else if (!wrong.isEmpty()) {
      errors.invalid(
          name, "may have mixed case, but should otherwise match: " + String.join(",", wrong));
    }
  }

  private static void variable(Value variable, ExpressionCheck expressions, Errors errors) {
    var name = variable.get("name");
    if (name.text().isBlank()) {
      errors.required(name, "name is not specified");
    } else if (!CEL_IDENTIFIER.matcher(name.text()).matches()
        || ReservedWords.ALL.contains(name.text())) {
      errors.invalid(name, "name is not a valid CEL identifier");
    }
    if (variable.get("expression").text().isBlank()) {
      errors.required(variable.get("expression"), "expression is not specified");
    } else {
      expressions.variable(variable, errors);
    }
  }

  private static void validation(Value validation, ExpressionCheck expressions, Errors errors) {
    if (validation.get("expression").text().isBlank()) {
      errors.required(validation.get("expression"), "expression is not specified");
    } else {
      expressions.validation(validation.get("expression"), errors);
    }
    var expression = validation.get("messageExpression");
    if (!expression.text().isEmpty() && expression.text().isBlank()) {
      errors.invalid(expression, "must be non-empty if specified");
    } else {
      expressions.message(expression, errors);
    }
    var message = validation.get("message");
    if (!message.text().isEmpty() && message.text().isBlank()) {
      errors.invalid(message, "message must be non-empty if specified");
    } else if (message.text().strip().matches("(?s).*[\\n\\r].*")) {
      errors.invalid(message, "message must not contain line breaks");
    }
    if (validation.has("reason")) {
      Checks.oneOf(validation.get("reason"), REASONS, errors);
    }
  }

  private static void auditAnnotations(
      String policy, Value annotations, ExpressionCheck expressions, Errors errors) {
    if (annotations.size() > MAX_AUDIT_ANNOTATIONS) {
      errors.invalid(
          annotations, "must not have more than " + MAX_AUDIT_ANNOTATIONS + " auditAnnotations");
    }
    Set<String> keys = new HashSet<>();
    for (var annotation : annotations.items()) {
      var key = annotation.get("key");
      if (policy.isEmpty()) {
        errors.invalid(key, "requires metadata.name be non-empty");
      } else {
        var full = policy + "/" + key.text();
        LabelSyntax.qualifiedNameErrors(full).forEach(error -> errors.invalid(key, full, error));
      }
      var expression = annotation.get("valueExpression");
      if (expression.text().isBlank()) {
        errors.required(expression, "valueExpression is not specified");
      } else if (expression.text().strip().length() > MAX_AUDIT_EXPRESSION) {
        errors.required(expression, "must not exceed " + MAX_AUDIT_EXPRESSION + " bytes in length");
      } else {
        expressions.annotation(expression, errors);
      }
      if (!keys.add(key.text())) {
        errors.duplicate(key);
      }
    }
  }

  private static void paramRef(Value reference, Errors errors) {
    var name = reference.get("name");
    var selector = reference.get("selector");
    if (!name.text().isEmpty()) {
      Names.pathSegment(name.text()).forEach(error -> errors.invalid(name, error));
      if (selector.exists()) {
        errors.forbidden(name, "name and selector are mutually exclusive");
      }
    }
    if (selector.exists()) {
      Checks.selector(selector, errors);
      if (!name.text().isEmpty()) {
        errors.forbidden(selector, "name and selector are mutually exclusive");
      }
    }
    if (name.text().isEmpty() && !selector.exists()) {
      errors.required(reference, "one of name or selector must be specified");
    }
    var action = reference.get("parameterNotFoundAction");
    if (action.text().isEmpty()) {
      errors.required(action);
    } else if (!NOT_FOUND_ACTIONS.contains(action.text())) {
      errors.notSupported(action, NOT_FOUND_ACTIONS);
    }
  }

  private static void actions(Value actions, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (var action : actions.items()) {
      if (!ACTIONS.contains(action.text())) {
        errors.notSupported(action, ACTIONS);
      }
      if (!seen.add(action.text())) {
        errors.duplicate(action);
      }
    }
    if (seen.contains("Deny") && seen.contains("Warn")) {
      errors.invalid(
          actions,
          "must not contain both Deny and Warn (repeating the same validation failure information"
              + " in the API response and headers serves no purpose)");
    }
    if (seen.isEmpty()) {
      errors.required(actions, "at least one validation action is required");
    }
  }
}
