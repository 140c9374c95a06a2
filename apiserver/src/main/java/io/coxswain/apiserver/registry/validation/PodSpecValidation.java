package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.List;
import java.util.stream.Collectors;

/** Pods and pod templates (upstream's ValidatePodSpec). */
public final class PodSpecValidation {
  private static final int MAX_SEARCHES = 32;
  private static final int MAX_SEARCH_LENGTH = 2048;
  private static final List<String> SYSTEMS = List.of("linux", "windows");

  private PodSpecValidation() {}

  public static void validatePod(Value pod, Errors errors) {
    var spec = pod.get("spec");
    validate(spec, errors);
    new ContainerValidation(spec, errors).validateEphemeral();
    if (!spec.get("nodeName").text().isEmpty() && spec.get("schedulingGates").size() > 0) {
      errors.forbidden(
          spec.get("nodeName"), "cannot be set until all schedulingGates have been cleared");
    }
  }

  /** A template inside a workload. */
  public static void validateTemplate(Value template, Errors errors) {
    MetadataValidation.labels(template.in("metadata", "labels"), errors);
    MetadataValidation.annotations(template.in("metadata", "annotations"), errors);
    var spec = template.get("spec");
    validate(spec, errors);
    if (spec.get("ephemeralContainers").size() > 0) {
      errors.forbidden(
          spec.get("ephemeralContainers"), "ephemeral containers not allowed in pod template");
    }
  }

  static void validate(Value spec, Errors errors) {
    VolumeSourceValidation.validate(spec.get("volumes"), errors);
    new ContainerValidation(spec, errors).validate();
    if (spec.get("restartPolicy").text().isEmpty()) {
      errors.required(spec.get("restartPolicy"));
    }
    SchedulingValidation.validate(spec, errors);
    PodResourcesValidation.validate(spec, errors);
    ClaimReferenceValidation.pod(spec.get("resourceClaims"), errors);
    names(spec, errors);
    times(spec, errors);
    network(spec, errors);
    for (var gate : spec.get("schedulingGates").items()) {
      var name = gate.get("name");
      for (var error : LabelSyntax.qualifiedNameErrors(name.text())) {
        errors.invalid(name, name.text(), error);
      }
    }
    Checks.unique(spec.get("schedulingGates").items(), "name", errors);
    for (var gate : spec.get("readinessGates").items()) {
      var type = gate.get("conditionType");
      for (var error : LabelSyntax.qualifiedNameErrors(type.text())) {
        errors.invalid(type, type.text(), error);
      }
    }
    SecurityValidation.pod(spec, errors);
    os(spec.get("os"), errors);
  }

  private static void os(Value os, Errors errors) {
    var name = os.get("name");
    if (os.exists() && name.text().isEmpty()) {
      errors.required(name, "cannot be empty");
    } else if (os.exists() && !SYSTEMS.contains(name.text())) {
      errors.notSupported(Value.at(os.path(), name.node()), SYSTEMS);
    }
  }

  private static void names(Value spec, Errors errors) {
    for (var field :
        List.of("nodeName", "serviceAccountName", "priorityClassName", "runtimeClassName")) {
      var name = spec.get(field);
      if (!name.text().isEmpty()) {
        Names.subdomain(name.text()).forEach(error -> errors.invalid(name, error));
      }
    }
    for (var field : List.of("hostname", "subdomain")) {
      var name = spec.get(field);
      if (!name.text().isEmpty()) {
        Names.label(name.text()).forEach(error -> errors.invalid(name, error));
      }
    }
  }

  private static void times(Value spec, Errors errors) {
    var grace = spec.get("terminationGracePeriodSeconds");
    if (!grace.exists()) {
      errors.required(grace);
    } else {
      Checks.notNegative(grace, errors);
    }
    var deadline = spec.get("activeDeadlineSeconds");
    if (deadline.exists() && (deadline.number() < 1 || deadline.number() > Integer.MAX_VALUE)) {
      errors.invalid(deadline, "must be between 1 and 2147483647, inclusive");
    }
  }

  /** Search paths may have underscores and may be absolute. */
  private static List<String> searchErrors(String search) {
    if (search.equals(".")) {
      return List.of();
    }
    var name = search.endsWith(".") ? search.substring(0, search.length() - 1) : search;
    return Names.relaxedSubdomain(name);
  }

  private static void network(Value spec, Errors errors) {
    var config = spec.get("dnsConfig");
    if (spec.get("dnsPolicy").is("None") && config.get("nameservers").size() == 0) {
      errors.required(
          config.get("nameservers"),
          "must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
    if (config.get("nameservers").size() > 3) {
      errors.invalid(config.get("nameservers"), "must not have more than 3 nameservers");
    }
    for (var server : config.get("nameservers").items()) {
      Addresses.check(server, errors);
    }
    var searches = config.get("searches");
    if (searches.size() > MAX_SEARCHES) {
      errors.invalid(searches, "must not have more than " + MAX_SEARCHES + " search paths");
    }
    var joined = searches.items().stream().map(Value::text).collect(Collectors.joining(" "));
    if (joined.length() > MAX_SEARCH_LENGTH) {
      errors.invalid(
          searches,
          "must not have more than "
              + MAX_SEARCH_LENGTH
              + " characters (including spaces) in the search list");
    }
    for (var search : searches.items()) {
      searchErrors(search.text()).forEach(error -> errors.invalid(search, error));
    }
    for (var option : config.get("options").items()) {
      if (option.get("name").text().isEmpty()) {
        errors.required(option, "must not be empty");
      }
    }
    for (var alias : spec.get("hostAliases").items()) {
      Addresses.check(alias.get("ip"), errors);
      for (var name : alias.get("hostnames").items()) {
        Names.subdomain(name.text()).forEach(error -> errors.invalid(name, error));
      }
    }
  }
}
