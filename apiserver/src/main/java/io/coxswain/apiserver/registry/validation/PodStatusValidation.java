package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What kubelets and others may say of a pod (upstream's ValidatePodStatusUpdate). */
public final class PodStatusValidation {
  private static final List<String> SYSTEM_CONDITIONS =
      List.of("PodScheduled", "Ready", "Initialized");
  private static final List<String> HEALTH = List.of("Healthy", "Unhealthy", "Unknown");
  private static final String TERMINATED = "terminated";

  private PodStatusValidation() {}

  public static void validate(Value pod, Value old, Errors errors) {
    PodAnnotationValidation.validateUpdate(
        pod.in("metadata", "annotations"), old.in("metadata", "annotations"), errors);
    var status = pod.get("status");
    var before = old.get("status");
    conditions(status.get("conditions"), errors);
    var nominated = status.get("nominatedNodeName");
    if (!nominated.text().isEmpty() && !nominated.same(before.get("nominatedNodeName"))) {
      Checks.subdomain(nominated, errors);
    }
    Checks.immutable(status.get("qosClass"), before.get("qosClass"), errors);
    var spec = old.get("spec");
    var policy = spec.get("restartPolicy").text();
    restarts("containerStatuses", policy, status, before, spec, errors);
    restarts("initContainerStatuses", policy, status, before, spec, errors);
    restarts("ephemeralContainerStatuses", "Never", status, before, spec, errors);
    claims(status.get("resourceClaimStatuses"), pod.in("spec", "resourceClaims"), errors);
    addresses(status.get("podIPs"), errors);
    hostAddresses(status, errors);
    var windows = spec.in("os", "name").is("windows");
    for (var list :
        List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")) {
      for (var container : status.get(list).items()) {
        user(container, windows, errors);
      }
    }
    devices(status.get("containerStatuses"), pod.in("spec", "containers"), errors);
    devices(status.get("initContainerStatuses"), pod.in("spec", "initContainers"), errors);
    for (var container : status.get("ephemeralContainerStatuses").items()) {
      if (container.get("allocatedResourcesStatus").size() > 0) {
        errors.forbidden(
            container.get("allocatedResourcesStatus"), "must not be specified in container status");
      }
    }
  }

  /** Upstream looks for conditions in the metadata. */
  private static void conditions(Value conditions, Errors errors) {
    var index = 0;
    for (var condition : conditions.items()) {
      var type = condition.get("type");
      if (!SYSTEM_CONDITIONS.contains(type.text())) {
        Checks.qualifiedName(
            Value.at("metadata.conditions[" + index + "].Type", type.node()), errors);
      }
      index++;
    }
  }

  /** What has ended and is not to be started again stays as it ended. */
  private static void restarts(
      String list, String policy, Value status, Value before, Value spec, Errors errors) {
    if (policy.equals("Always")) {
      return;
    }
    for (var old : before.get(list).items()) {
      var end = old.in("state", TERMINATED);
      var mayRestart =
          !end.exists()
              || end.get("exitCode").number() != 0 && policy.equals("OnFailure")
              || list.startsWith("init") && isSidecar(old.get("name"), spec);
      if (mayRestart) {
        continue;
      }
      for (var now : status.get(list).items()) {
        if (now.get("name").same(old.get("name")) && !now.get("state").has(TERMINATED)) {
          // the place is that of the old status
          errors.forbidden(
              Value.at(old.path() + ".state", now.node()),
              "may not be transitioned to non-terminated state");
        }
      }
    }
  }

  private static boolean isSidecar(Value name, Value spec) {
    return spec.get("initContainers").items().stream()
        .anyMatch(
            container ->
                container.get("name").same(name) && container.get("restartPolicy").is("Always"));
  }

  private static void claims(Value statuses, Value claims, Errors errors) {
    Set<String> seen = new HashSet<>(0);
    for (var status : statuses.items()) {
      var name = status.get("name");
      if (claims.items().stream().noneMatch(claim -> claim.get("name").same(name))) {
        errors.invalid(
            name, name.text(), "must match the name of an entry in `spec.resourceClaims`");
      }
      if (!seen.add(name.text())) {
        errors.duplicate(name);
      }
      var claim = status.get("resourceClaimName");
      if (claim.exists()) {
        Checks.subdomain(Value.at(name.path(), claim.node()), errors);
      }
    }
  }

  private static void hostAddresses(Value status, Errors errors) {
    var addresses = status.get("hostIPs");
    if (addresses.size() == 0) {
      return;
    }
    var first = addresses.items().getFirst().get("ip");
    if (!first.text().equals(status.get("hostIP").text())) {
      errors.invalid(first, first.text(), "must be equal to `hostIP`");
    }
    addresses(addresses, errors);
  }

  /** At most one of each family. */
  private static void addresses(Value addresses, Errors errors) {
    var all = addresses.items();
    var six = 0;
    for (var entry : all) {
      var text = entry.get("ip").text();
      Addresses.check(Value.at(entry.path(), Errors.textOf(entry.get("ip"))), errors);
      six += Addresses.isIpv6(text) ? 1 : 0;
    }
    if (all.size() < 2) {
      return;
    }
    if (all.size() > 2 || six != 1) {
      errors.invalid(
          Value.at(addresses.path(), renamed(addresses)),
          "may specify no more than one IP for each IP family");
    }
    Set<String> seen = new HashSet<>();
    for (var entry : all) {
      var text = entry.get("ip").text();
      if (!seen.add(text)) {
        errors.duplicate(entry, "{\"IP\":" + Errors.quote(text) + "}");
      }
    }
  }

  private static JsonNode renamed(Value addresses) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var entry : addresses.items()) {
      list.addObject().put("IP", entry.get("ip").text());
    }
    return list;
  }

  private static void user(Value container, boolean windows, Errors errors) {
    var user = container.in("user", "linux");
    if (!user.exists()) {
      return;
    }
    // upstream leaves "user" out
    var at = Value.at(container.path() + ".linux", user.node());
    if (windows) {
      errors.forbidden(at, "cannot be set for a windows pod");
      return;
    }
    SecurityValidation.id(at.get("uid"), errors);
    SecurityValidation.id(at.get("gid"), errors);
    at.get("supplementalGroups").items().forEach(group -> SecurityValidation.id(group, errors));
  }

  /** Health of devices: of those that the container has. */
  private static void devices(Value statuses, Value containers, Errors errors) {
    for (var status : statuses.items()) {
      if (!status.has("allocatedResourcesStatus")) {
        continue;
      }
      for (var resource : status.get("allocatedResourcesStatus").items()) {
        for (var container : containers.items()) {
          if (container.get("name").same(status.get("name"))) {
            isAskedFor(resource.get("name"), container.get("resources"), errors);
          }
        }
        Set<String> ids = new HashSet<>();
        for (var device : resource.get("resources").items()) {
          Checks.oneOf(device.get("health"), HEALTH, errors);
          if (!ids.add(device.get("resourceID").text())) {
            errors.duplicate(device.get("resourceID"));
          }
        }
      }
    }
  }

  private static void isAskedFor(Value name, Value resources, Errors errors) {
    if (!name.text().startsWith("claim:")) {
      if (!resources.get("requests").has(name.text())) {
        errors.invalid(name, name.text(), "must match one of the container's resource requests");
      }
      return;
    }
    for (var claim : resources.get("claims").items()) {
      var request = claim.get("request").text();
      var wanted = "claim:" + claim.get("name").text() + (request.isEmpty() ? "" : "/" + request);
      if (name.is(wanted)) {
        return;
      }
    }
    errors.invalid(
        name,
        "must match one of the container's resource claims in a format"
            + " 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty");
  }
}
