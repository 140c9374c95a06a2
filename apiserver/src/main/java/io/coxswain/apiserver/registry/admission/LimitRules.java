package io.coxswain.apiserver.registry.admission;

import io.coxswain.api.Quantity;
import io.coxswain.api.quota.Amounts;
import io.coxswain.api.quota.PodResources;
import io.coxswain.apiserver.registry.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds what is asked for against one item of a limit range; pure, in upstream's words. */
final class LimitRules {
  private LimitRules() {}

  static List<String> pod(ObjectNode pod, JsonNode limit) {
    var errors = new ArrayList<String>();
    switch (Trees.text(limit, "type")) {
      case "Container" -> {
        for (var list : List.of("containers", "initContainers")) {
          for (var container : pod.path("spec").path(list)) {
            var resources = container.path("resources");
            check(
                limit,
                Amounts.of(resources.path("requests")),
                Amounts.of(resources.path("limits")),
                errors);
          }
        }
      }
      case "Pod" ->
          check(
              limit,
              PodResources.effective(pod, "requests"),
              PodResources.effective(pod, "limits"),
              errors);
      default -> {
        // a bound on other kinds
      }
    }
    return errors;
  }

  static List<String> claim(ObjectNode claim, JsonNode limit) {
    var errors = new ArrayList<String>();
    if (Trees.text(limit, "type").equals("PersistentVolumeClaim")) {
      var requests = Amounts.of(claim.path("spec").path("resources").path("requests"));
      Amounts.of(limit.path("min"))
          .forEach((name, min) -> min(limit, name, min, requests.get(name), null, errors));
      // a claim has no limit, its request is what must not be too large
      Amounts.of(limit.path("max"))
          .forEach(
              (name, max) -> {
                var asked = requests.get(name);
                if (asked == null) {
                  errors.add(most(name, limit, max) + ".  No request is specified");
                } else if (asked.compareTo(max) > 0) {
                  errors.add(most(name, limit, max) + ", but request is " + asked);
                }
              });
    }
    return errors;
  }

  private static void check(
      JsonNode limit,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      List<String> errors) {
    Amounts.of(limit.path("min"))
        .forEach(
            (name, min) -> min(limit, name, min, requests.get(name), limits.get(name), errors));
    Amounts.of(limit.path("max"))
        .forEach(
            (name, max) -> max(limit, name, max, requests.get(name), limits.get(name), errors));
    Amounts.of(limit.path("maxLimitRequestRatio"))
        .forEach(
            (name, ratio) ->
                ratio(limit, name, ratio, requests.get(name), limits.get(name), errors));
  }

  private static void min(
      JsonNode limit,
      String name,
      Quantity min,
      @Nullable Quantity request,
      @Nullable Quantity most,
      List<String> errors) {
    var start = "minimum " + name + " usage per " + type(limit) + " is " + min;
    if (request == null) {
      errors.add(start + ".  No request is specified");
    } else if (request.compareTo(min) < 0) {
      errors.add(start + ", but request is " + request);
    }
    if (most != null && most.compareTo(min) < 0) {
      errors.add(start + ", but limit is " + most);
    }
  }

  private static void max(
      JsonNode limit,
      String name,
      Quantity max,
      @Nullable Quantity request,
      @Nullable Quantity most,
      List<String> errors) {
    if (most == null) {
      errors.add(most(name, limit, max) + ".  No limit is specified");
    } else if (most.compareTo(max) > 0) {
      errors.add(most(name, limit, max) + ", but limit is " + most);
    }
    if (request != null && request.compareTo(max) > 0) {
      errors.add(most(name, limit, max) + ", but request is " + request);
    }
  }

  private static void ratio(
      JsonNode limit,
      String name,
      Quantity ratio,
      @Nullable Quantity request,
      @Nullable Quantity most,
      List<String> errors) {
    var start = name + " max limit to request ratio per " + type(limit) + " is " + ratio;
    if (request == null || request.compareTo(Quantity.ZERO) == 0) {
      errors.add(start + ", but no request is specified or request is 0");
    } else if (most == null || most.compareTo(Quantity.ZERO) == 0) {
      errors.add(start + ", but no limit is specified or limit is 0");
    } else {
      var given = most.value().doubleValue() / request.value().doubleValue();
      if (given > ratio.value().doubleValue()) {
        errors.add(String.format(Locale.ROOT, "%s, but provided ratio is %f", start, given));
      }
    }
  }

  private static String most(String name, JsonNode limit, Quantity max) {
    return "maximum " + name + " usage per " + type(limit) + " is " + max;
  }

  private static String type(JsonNode limit) {
    return Trees.text(limit, "type");
  }
}
