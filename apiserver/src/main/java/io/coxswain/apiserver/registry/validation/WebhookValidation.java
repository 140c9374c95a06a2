package io.coxswain.apiserver.registry.validation;

import io.coxswain.apiserver.registry.admission.cel.ExpressionCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** MutatingWebhookConfigurations and ValidatingWebhookConfigurations. */
public final class WebhookValidation {
  private static final List<String> REVIEW_VERSIONS = List.of("v1", "v1beta1");
  private static final Set<String> NO_SIDE_EFFECTS = new TreeSet<>(List.of("None", "NoneOnDryRun"));
  private static final Set<String> SIDE_EFFECTS =
      new TreeSet<>(List.of("None", "NoneOnDryRun", "Some", "Unknown"));
  private static final List<String> REINVOCATION_POLICIES = List.of("IfNeeded", "Never");
  private static final int MAX_TIMEOUT_SECONDS = 30;
  private static final String URL_FORM = "; desired format: https://host[/path]";

  /** What old objects may keep that new ones may not begin with. */
  private record Leniency(
      boolean sideEffects, boolean reviewVersions, boolean equalNames, boolean conditions) {
    static final Leniency NONE = new Leniency(false, false, false, false);

    static Leniency of(Value configuration, Value old) {
      var hooks = old.get("webhooks").items();
      Set<String> names = new HashSet<>();
      return new Leniency(
          hooks.stream()
              .anyMatch(hook -> !NO_SIDE_EFFECTS.contains(hook.get("sideEffects").text())),
          hooks.stream().anyMatch(hook -> !knowsReview(hook.get("admissionReviewVersions"))),
          hooks.stream().anyMatch(hook -> !names.add(hook.get("name").text())),
          conditions(configuration).equals(conditions(old)));
    }

    private static List<JsonNode> conditions(Value configuration) {
      return configuration.get("webhooks").items().stream()
          .map(hook -> hook.get("matchConditions").node())
          .toList();
    }
  }

  private WebhookValidation() {}

  public static void validate(Value configuration, Errors errors) {
    validate(configuration, Leniency.NONE, errors);
  }

  /** Like {@link #validate(Value, Errors)}, lenient in what the old object already had. */
  public static void validateUpdate(Value configuration, Value old, Errors errors) {
    validate(configuration, Leniency.of(configuration, old), errors);
  }

  private static void validate(Value configuration, Leniency leniency, Errors errors) {
    Set<String> names = new HashSet<>();
    for (var hook : configuration.get("webhooks").items()) {
      hook(hook, leniency, errors);
      reviewVersions(hook.get("admissionReviewVersions"), leniency, errors);
      var name = hook.get("name");
      if (!leniency.equalNames && !name.text().isEmpty() && !names.add(name.text())) {
        errors.duplicate(name);
      }
    }
  }

  private static void hook(Value hook, Leniency leniency, Errors errors) {
    fullName(hook.get("name"), errors);
    hook.get("rules").items().forEach(rule -> AdmissionRuleValidation.rule(rule, errors));
    oneOf(hook.get("failurePolicy"), AdmissionRuleValidation.FAILURE_POLICIES, errors);
    oneOf(hook.get("matchPolicy"), AdmissionRuleValidation.MATCH_POLICIES, errors);
    var allowed = leniency.sideEffects ? SIDE_EFFECTS : NO_SIDE_EFFECTS;
    var sideEffects = hook.get("sideEffects");
    if (!sideEffects.exists()) {
      errors.required(sideEffects, "must specify one of " + String.join(", ", allowed));
    } else if (!allowed.contains(sideEffects.text())) {
      errors.notSupported(sideEffects, allowed);
    }
    var timeout = hook.get("timeoutSeconds");
    if (timeout.isNumber() && (timeout.number() < 1 || timeout.number() > MAX_TIMEOUT_SECONDS)) {
      errors.invalid(timeout, "the timeout value must be between 1 and 30 seconds");
    }
    Checks.selector(hook.get("namespaceSelector"), errors);
    Checks.selector(hook.get("objectSelector"), errors);
    oneOf(hook.get("reinvocationPolicy"), REINVOCATION_POLICIES, errors);
    client(hook.get("clientConfig"), errors);
    if (!leniency.conditions) {
      AdmissionRuleValidation.matchConditions(
          hook.get("matchConditions"), ExpressionCheck.ofWebhooks(), errors);
    }
  }

  private static void oneOf(Value value, List<String> supported, Errors errors) {
    if (value.exists()) {
      Checks.oneOf(value, supported, errors);
    }
  }

  /** Where a webhook is: a URL or a Service. */
  public static void client(Value client, Errors errors) {
    if (client.has("url") == client.has("service")) {
      errors.required(client, "exactly one of url or service is required");
    } else if (client.has("url")) {
      url(client.get("url"), errors);
    } else {
      service(client.get("service"), errors);
    }
  }

  private static void fullName(Value name, Errors errors) {
    if (name.text().isEmpty()) {
      errors.required(name);
      return;
    }
    var wrong = Names.subdomain(name.text());
    if (!wrong.isEmpty()) {
      errors.invalid(name, String.join(",", wrong));
    } else if (name.text().split("\\.", -1).length < 3) {
      errors.invalid(name, "should be a domain with at least three segments separated by dots");
    }
  }

  private static boolean knowsReview(Value versions) {
    return versions.size() == 0
        || versions.items().stream().anyMatch(version -> REVIEW_VERSIONS.contains(version.text()));
  }

  private static void reviewVersions(Value versions, Leniency leniency, Errors errors) {
    if (versions.size() == 0) {
      errors.required(versions, "must specify one of " + String.join(", ", REVIEW_VERSIONS));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (var version : versions.items()) {
      if (!seen.add(version.text())) {
        errors.invalid(version, "duplicate version");
        continue;
      }
      Names.label1035(version.text()).forEach(error -> errors.invalid(version, error));
    }
    if (!leniency.reviewVersions && !knowsReview(versions)) {
      errors.invalid(
          versions, "must include at least one of " + String.join(", ", REVIEW_VERSIONS));
    }
  }

  private static void url(Value value, Errors errors) {
    URI url;
    try {
      url = new URI(value.text());
    } catch (URISyntaxException e) {
      errors.required(value, "url must be a valid URL: " + e.getMessage() + URL_FORM);
      return;
    }
    if (!"https".equals(url.getScheme())) {
      var scheme = url.getScheme() == null ? "" : url.getScheme();
      errors.invalid(value, scheme, "'https' is the only allowed URL scheme" + URL_FORM);
    }
    var authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    var at = authority.lastIndexOf('@');
    if (at + 1 == authority.length()) {
      errors.invalid(value, "", "host must be specified" + URL_FORM);
    }
    if (at >= 0) {
      errors.invalid(
          value, authority.substring(0, at), "user information is not permitted in the URL");
    }
    if (!isEmpty(url.getRawFragment())) {
      errors.invalid(value, url.getRawFragment(), "fragments are not permitted in the URL");
    }
    if (!isEmpty(url.getRawQuery())) {
      errors.invalid(value, url.getRawQuery(), "query parameters are not permitted in the URL");
    }
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static void service(Value service, Errors errors) {
    // upstream's callers hand the name over as the namespace and the other way round
    if (service.get("namespace").text().isEmpty()) {
      errors.required(service.get("name"));
    }
    if (service.get("name").text().isEmpty()) {
      errors.required(service.get("namespace"));
    }
    servicePort(service.get("port"), errors);
    var path = service.get("path");
    if (path.text().isEmpty() || path.is("/")) {
      return;
    }
    if (path.is("//")) {
      errors.invalid(path, "segment[0] may not be empty");
      return;
    }
    if (!path.text().startsWith("/")) {
      errors.invalid(path, "must start with a '/'");
    }
    var steps = path.text().substring(1);
    var segments =
        (steps.endsWith("/") ? steps.substring(0, steps.length() - 1) : steps).split("/", -1);
    for (var i = 0; i < segments.length; i++) {
      if (segments[i].isEmpty()) {
        errors.invalid(path, "segment[" + i + "] may not be empty");
        continue;
      }
      for (var error : Names.subdomain(segments[i])) {
        errors.invalid(path, "segment[" + i + "]: " + error);
      }
    }
  }

  /** The port of a Service that an API server asks. */
  static void servicePort(Value port, Errors errors) {
    if (port.number() < 1 || port.number() > 65535) {
      errors.invalid(port, "port is not valid: must be between 1 and 65535, inclusive");
    }
  }
}
