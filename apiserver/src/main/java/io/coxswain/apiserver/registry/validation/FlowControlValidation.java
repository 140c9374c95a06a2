package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Json;
import io.coxswain.api.flowcontrol.v1.FlowSchema.FlowSchemaSpec;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.PriorityLevelConfigurationSpec;
import io.coxswain.apiserver.flowcontrol.BootstrapConfiguration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Rules of flow schemas and priority levels, as upstream's pkg/apis/flowcontrol/validation. */
public final class FlowControlValidation {
  private static final int LAST = 10_000;
  private static final int MOST_QUEUES = 10_000_000;
  private static final int HASH_BITS = 60;
  private static final String POSITIVE = "must be positive";
  private static final String NOT_NEGATIVE = "must be a non-negative integer";
  private static final List<String> DISTINGUISHERS = List.of("ByNamespace", "ByUser");
  private static final List<String> SUBJECTS = List.of("Group", "ServiceAccount", "User");
  private static final List<String> VERBS =
      List.of(
          "create",
          "delete",
          "deletecollection",
          "get",
          "list",
          "patch",
          "proxy",
          "update",
          "watch");

  private FlowControlValidation() {}

  public static void validateSchema(Value object, Errors errors) {
    var name = object.in("metadata", "name").text();
    var spec = object.get("spec");
    precedence(name, spec.get("matchingPrecedence"), errors);
    var method = spec.get("distinguisherMethod");
    if (method.exists() && !DISTINGUISHERS.contains(method.get("type").text())) {
      var type = method.get("type");
      errors.notSupported(Value.at(type.path(), GoNames.of(method, "type")), DISTINGUISHERS);
    }
    var level = spec.in("priorityLevelConfiguration", "name");
    if (level.text().isEmpty()) {
      errors.required(level, "must reference a priority level");
    } else {
      Names.subdomain(level.text()).forEach(error -> errors.invalid(level, error));
    }
    spec.get("rules").items().forEach(rule -> rules(rule, errors));
    var fixed = BootstrapConfiguration.mandatorySchema(name);
    if (fixed != null && !Json.read(Json.bytes(spec.node()), FlowSchemaSpec.class).equals(fixed)) {
      errors.invalid(spec, "spec of '" + name + "' must equal the fixed value");
    }
    validateStatus(object.get("status"), errors);
  }

  private static void precedence(String name, Value precedence, Errors errors) {
    if (precedence.number() <= 0) {
      errors.invalid(precedence, "must be a positive value");
    }
    if (precedence.number() > LAST) {
      errors.invalid(precedence, "must not be greater than " + LAST);
    }
    if (precedence.number() == 1 && !name.equals(BootstrapConfiguration.EXEMPT)) {
      errors.invalid(precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
    }
  }

  private static void rules(Value rules, Errors errors) {
    var subjects = rules.get("subjects");
    if (subjects.size() == 0) {
      errors.required(subjects, "subjects must contain at least one value");
    }
    subjects.items().forEach(subject -> subject(subject, errors));
    var resources = rules.get("resourceRules");
    var paths = rules.get("nonResourceRules");
    if (resources.size() == 0 && paths.size() == 0) {
      errors.required(
          rules, "at least one of resourceRules and nonResourceRules has to be non-empty");
    }
    resources.items().forEach(rule -> resourceRule(rule, errors));
    paths.items().forEach(rule -> pathRule(rule, errors));
  }

  private static void subject(Value subject, Errors errors) {
    var kind = subject.get("kind");
    if (!SUBJECTS.contains(kind.text())) {
      errors.notSupported(
          kind.exists() ? kind : Value.at(kind.path(), Json.mapper().valueToTree("")), SUBJECTS);
      return;
    }
    for (var other : List.of("ServiceAccount", "User", "Group")) {
      var field = other.substring(0, 1).toLowerCase(Locale.ROOT) + other.substring(1);
      var value = subject.get(field);
      if (!other.equals(kind.text())) {
        if (value.exists()) {
          errors.forbidden(value, field + " is forbidden when subject kind is not '" + other + "'");
        }
      } else if (!value.exists()) {
        errors.required(value, field + " is required when subject kind is '" + other + "'");
      } else {
        sender(other, value, errors);
      }
    }
  }

  private static void sender(String kind, Value sender, Errors errors) {
    var name = sender.get("name");
    if (name.text().isEmpty()) {
      errors.required(name);
    }
    if (!kind.equals("ServiceAccount")) {
      return;
    }
    if (!name.text().isEmpty() && !name.is("*")) {
      Names.subdomain(name.text()).forEach(error -> errors.invalid(name, error));
    }
    var namespace = sender.get("namespace");
    if (namespace.text().isEmpty()) {
      errors.required(namespace, "must specify namespace for service account");
    } else {
      Names.label(namespace.text()).forEach(error -> errors.invalid(namespace, error));
    }
  }

  private static void resourceRule(Value rule, Errors errors) {
    verbs(rule.get("verbs"), errors);
    var groups = rule.get("apiGroups");
    if (groups.size() == 0) {
      errors.required(groups, "resource rules must supply at least one api group");
    }
    alone(groups, "api groups", errors);
    var resources = rule.get("resources");
    if (resources.size() == 0) {
      errors.required(resources, "resource rules must supply at least one resource");
    }
    alone(resources, "resources", errors);
    var namespaces = rule.get("namespaces");
    if (namespaces.size() == 0 && !rule.get("clusterScope").isTrue()) {
      errors.required(
          namespaces,
          "resource rules that are not cluster scoped must supply at least one namespace");
    } else if (hasWildcard(namespaces)) {
      alone(namespaces, "namespaces", errors);
    } else {
      for (var namespace : namespaces.items()) {
        for (var error : Names.label(namespace.text())) {
          errors.invalid(
              namespace, "each member of this list must be '*' or a DNS-1123 label; " + error);
        }
      }
    }
  }

  private static void verbs(Value verbs, Errors errors) {
    if (verbs.size() == 0) {
      errors.required(verbs, "verbs must contain at least one value");
    } else if (hasWildcard(verbs)) {
      alone(verbs, "verbs", errors);
    } else if (!verbs.items().stream().allMatch(verb -> VERBS.contains(verb.text()))) {
      errors.notSupported(verbs, VERBS);
    }
  }

  private static void pathRule(Value rule, Errors errors) {
    verbs(rule.get("verbs"), errors);
    var paths = rule.get("nonResourceURLs");
    if (paths.size() == 0) {
      errors.required(paths, "nonResourceURLs must contain at least one value");
    } else if (hasWildcard(paths)) {
      alone(paths, "non-resource URLs", errors);
    } else {
      for (var path : paths.items()) {
        var problem = problem(path.text());
        if (!problem.isEmpty()) {
          errors.invalid(path, path.text(), problem);
        }
      }
    }
  }

  private static String problem(String path) {
    if (path.isEmpty()) {
      return "must not be empty";
    }
    if (path.equals("/")) {
      return "";
    }
    if (!path.startsWith("/")) {
      return "must start with slash";
    }
    if (path.contains(" ")) {
      return "must not contain white-space";
    }
    if (path.contains("//")) {
      return "must not contain double slash";
    }
    var star = path.indexOf('*');
    return star < 0 || star == path.length() - 1 && path.endsWith("/*")
        ? ""
        : "wildcard can only do suffix matching";
  }

  private static boolean hasWildcard(Value list) {
    return list.items().stream().anyMatch(item -> item.is("*"));
  }

  private static void alone(Value list, String what, Errors errors) {
    if (list.size() > 1 && hasWildcard(list)) {
      errors.invalid(list, "if '*' is present, must not specify other " + what);
    }
  }

  public static void validateLevel(Value object, Errors errors) {
    var name = object.in("metadata", "name").text();
    var spec = object.get("spec");
    level(name, spec, errors);
    var fixed = BootstrapConfiguration.mandatoryLevel(name);
    if (fixed != null) {
      var found = Json.read(Json.bytes(spec.node()), PriorityLevelConfigurationSpec.class);
      var mayChange = name.equals(BootstrapConfiguration.EXEMPT);
      if (!(mayChange ? found.withExempt(fixed.exempt()) : found).equals(fixed)) {
        errors.invalid(
            spec,
            "spec of '"
                + name
                + (mayChange
                    ? "' except the 'spec.exempt' field must equal the fixed value"
                    : "' must equal the fixed value"));
      }
    }
    validateStatus(object.get("status"), errors);
  }

  private static void level(String name, Value spec, Errors errors) {
    var type = spec.get("type");
    var limited = spec.get("limited");
    var exempt = spec.get("exempt");
    if (name.equals(BootstrapConfiguration.EXEMPT) != type.is("Exempt")) {
      errors.invalid(type, type.text(), "type must be 'Exempt' if and only if name is 'exempt'");
    }
    switch (type.text()) {
      case "Exempt" -> {
        if (limited.exists()) {
          errors.forbidden(limited, "must be nil if the type is not Limited");
        }
        shares(exempt, errors);
      }
      case "Limited" -> {
        if (exempt.exists()) {
          errors.forbidden(exempt, "must be nil if the type is Limited");
        }
        if (limited.exists()) {
          limited(limited, errors);
        } else {
          errors.required(limited, "must not be empty when type is Limited");
        }
      }
      default ->
          errors.notSupported(
              type.exists() ? type : Value.at(type.path(), Json.mapper().valueToTree("")),
              List.of("Exempt", "Limited"));
    }
  }

  private static void limited(Value limited, Errors errors) {
    if (limited.get("nominalConcurrencyShares").number() < 0) {
      errors.invalid(limited.get("nominalConcurrencyShares"), NOT_NEGATIVE);
    }
    response(limited.get("limitResponse"), errors);
    percent(limited.get("lendablePercent"), errors);
    if (limited.get("borrowingLimitPercent").number() < 0) {
      errors.invalid(
          limited.get("borrowingLimitPercent"), "if specified, must be a non-negative integer");
    }
  }

  private static void shares(Value exempt, Errors errors) {
    if (exempt.get("nominalConcurrencyShares").number() < 0) {
      errors.invalid(exempt.get("nominalConcurrencyShares"), NOT_NEGATIVE);
    }
    percent(exempt.get("lendablePercent"), errors);
  }

  private static void percent(Value percent, Errors errors) {
    if (percent.number() < 0 || percent.number() > 100) {
      errors.invalid(percent, "must be between 0 and 100, inclusive");
    }
  }

  private static void response(Value response, Errors errors) {
    var type = response.get("type");
    var queuing = response.get("queuing");
    switch (type.text()) {
      case "Reject" -> {
        if (queuing.exists()) {
          errors.forbidden(queuing, "must be nil if limited.limitResponse.type is not Limited");
        }
      }
      case "Queue" -> {
        if (queuing.exists()) {
          queuing(queuing, errors);
        } else {
          errors.required(queuing, "must not be empty if limited.limitResponse.type is Limited");
        }
      }
      default ->
          errors.notSupported(
              type.exists() ? type : Value.at(type.path(), Json.mapper().valueToTree("")),
              List.of("Queue", "Reject"));
    }
  }

  private static void queuing(Value queuing, Errors errors) {
    var length = queuing.get("queueLengthLimit");
    var queues = queuing.get("queues");
    var hand = queuing.get("handSize");
    if (length.number() <= 0) {
      errors.invalid(length, POSITIVE);
    }
    if (queues.number() <= 0) {
      errors.invalid(queues, POSITIVE);
    } else if (queues.number() > MOST_QUEUES) {
      errors.invalid(queues, "must not be greater than " + MOST_QUEUES);
    }
    if (hand.number() <= 0) {
      errors.invalid(hand, POSITIVE);
    } else if (hand.number() > queues.number()) {
      errors.invalid(hand, "should not be greater than queues (" + queues.number() + ")");
    } else if (entropyBits(queues.number(), hand.number()) > HASH_BITS) {
      errors.invalid(
          hand,
          "required entropy bits of deckSize %d and handSize %d should not be greater than %d"
              .formatted(queues.number(), hand.number(), HASH_BITS));
    }
  }

  /** How many bits of a hash dealing a hand from a deck uses up. */
  private static long entropyBits(long deck, long hand) {
    return (long) Math.ceil(Math.log(deck) / Math.log(2) * hand);
  }

  /** Conditions have a type, each its own. */
  public static void validateStatus(Value status, Errors errors) {
    var seen = new HashSet<String>();
    for (var condition : status.get("conditions").items()) {
      var type = condition.get("type");
      if (!seen.add(type.text())) {
        errors.duplicate(type);
      }
      if (type.text().isEmpty()) {
        errors.required(type, "must not be empty");
      }
    }
  }
}
