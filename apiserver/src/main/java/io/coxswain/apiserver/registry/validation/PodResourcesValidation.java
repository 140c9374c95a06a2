package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.StringNode;

/** What a pod as a whole may ask for: no less than its containers do together (KEP-2837). */
final class PodResourcesValidation {
  private PodResourcesValidation() {}

  static void validate(Value spec, Errors errors) {
    var resources = spec.get("resources");
    if (!resources.exists()) {
      return;
    }
    if (resources.has("claims")) {
      errors.forbidden(resources.get("claims"), "claims cannot be set for Resources at pod-level");
    }
    ResourceValidation.amounts(resources, PodResourcesValidation::resource, errors);
    ClaimReferenceValidation.container(resources.get("claims"), spec.get("resourceClaims"), errors);
    total(spec, resources.get("requests"), "requests", "", errors);
    total(spec, resources.get("limits"), "limits", "hugepages-", errors);
    var index = 0;
    for (var container : spec.get("containers").items()) {
      for (var limit : container.in("resources", "limits").entries()) {
        var most = resources.get("limits").get(limit.key());
        if (most.exists() && Checks.quantity(limit).compareTo(Checks.quantity(most)) > 0) {
          // upstream writes the path so
          errors.invalid(
              Value.at(
                  "%s.containers[%d][%s].limits".formatted(resources.path(), index, limit.key()),
                  limit.node()),
              "must be less than or equal to pod limits of " + most.text());
        }
      }
      index++;
    }
  }

  private static void resource(Value entry, Errors errors) {
    var before = errors.list().size();
    QuotaResources.name(entry, errors);
    if (errors.list().size() == before && !isSupported(entry.key())) {
      errors.notSupported(
          Value.at(entry.path(), StringNode.valueOf(entry.key())),
          List.of("cpu", "hugepages-", "memory"));
    }
  }

  private static boolean isSupported(String resource) {
    return resource.equals("cpu") || resource.equals("memory") || resource.startsWith("hugepages-");
  }

  private static void total(Value spec, Value pod, String list, String prefix, Errors errors) {
    var needed = aggregate(spec, list);
    for (var entry : pod.entries()) {
      var sum = needed.get(entry.key());
      if (sum != null
          && isSupported(entry.key())
          && entry.key().startsWith(prefix)
          && sum.compareTo(Checks.quantity(entry)) > 0) {
        errors.invalid(
            entry,
            "must be greater than or equal to aggregate container " + list + " of " + sum.text());
      }
    }
  }

  /** The most that is needed at one time: sidecars stay, other init containers come one by one. */
  private static Map<String, Quantity> aggregate(Value spec, String list) {
    Map<String, Quantity> running = new TreeMap<>();
    Map<String, Quantity> most = new TreeMap<>();
    for (var init : spec.get("initContainers").items()) {
      var sidecar = init.get("restartPolicy").is("Always");
      for (var entry : init.get("resources").get(list).entries()) {
        var sum = running.getOrDefault(entry.key(), Quantity.ZERO).plus(Checks.quantity(entry));
        if (sidecar) {
          running.put(entry.key(), sum);
        }
        most.merge(entry.key(), sum, PodResourcesValidation::larger);
      }
    }
    for (var container : spec.get("containers").items()) {
      for (var entry : container.get("resources").get(list).entries()) {
        running.merge(entry.key(), Checks.quantity(entry), Quantity::plus);
      }
    }
    running.forEach((name, sum) -> most.merge(name, sum, PodResourcesValidation::larger));
    return most;
  }

  private static Quantity larger(Quantity a, Quantity b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
