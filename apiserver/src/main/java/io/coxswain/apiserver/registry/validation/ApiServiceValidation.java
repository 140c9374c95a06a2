package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** APIServices. */
public final class ApiServiceValidation {
  private static final int MAX_GROUP_PRIORITY = 20000;
  private static final int MAX_VERSION_PRIORITY = 1000;
  private static final List<String> STATUSES = List.of("True", "False", "Unknown");

  private ApiServiceValidation() {}

  public static void validate(Value service, Errors errors) {
    var spec = service.get("spec");
    var group = spec.get("group");
    var version = spec.get("version");
    var name = service.in("metadata", "name");
    var wanted = version.text() + "." + group.text();
    if (!name.is(wanted)) {
      errors.invalid(name, "must be `spec.version+\".\"+spec.group`: " + Errors.quote(wanted));
    }
    if (!group.text().isEmpty()) {
      Names.subdomain(group.text()).forEach(error -> errors.invalid(group, error));
    } else if (!version.is("v1")) {
      errors.required(group, "only v1 may have an empty group and it better be legacy kube");
    }
    for (var error : Names.label1035(version.text())) {
      errors.invalid(version, version.text(), error);
    }
    priority(spec.get("groupPriorityMinimum"), MAX_GROUP_PRIORITY, errors);
    priority(spec.get("versionPriority"), MAX_VERSION_PRIORITY, errors);
    if (spec.has("service")) {
      remote(spec, errors);
    } else {
      local(spec, errors);
    }
  }

  public static void validateStatus(Value status, Errors errors) {
    for (var condition : status.get("conditions").items()) {
      if (!STATUSES.contains(condition.get("status").text())) {
        errors.notSupported(condition.get("status"), STATUSES);
      }
    }
  }

  private static void priority(Value priority, int max, Errors errors) {
    if (priority.number() <= 0 || priority.number() > max) {
      errors.invalid(
          priority, Long.valueOf(priority.number()), "must be positive and less than " + max);
    }
  }

  private static void local(Value spec, Errors errors) {
    var bundle = spec.get("caBundle");
    if (!bundle.text().isEmpty()) {
      var bytes = DataValidation.decodedLength(bundle.text());
      errors.invalid(bundle, bytes + " bytes", "local APIServices may not have a caBundle");
    }
    if (spec.get("insecureSkipTLSVerify").isTrue()) {
      errors.invalid(
          spec.get("insecureSkipTLSVerify"),
          "local APIServices may not have insecureSkipTLSVerify");
    }
  }

  private static void remote(Value spec, Errors errors) {
    var service = spec.get("service");
    Checks.required(service.get("namespace"), errors);
    Checks.required(service.get("name"), errors);
    WebhookValidation.servicePort(service.get("port"), errors);
    if (spec.get("insecureSkipTLSVerify").isTrue() && !spec.get("caBundle").text().isEmpty()) {
      errors.invalid(spec.get("insecureSkipTLSVerify"), "may not be true if caBundle is present");
    }
  }
}
