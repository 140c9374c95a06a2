package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.Quantity;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The quality of service a pod gets from what its containers ask for. */
public final class QosClass {
  private static final List<String> COMPUTE = List.of("cpu", "memory");

  private QosClass() {}

  /** {@code Guaranteed}, {@code Burstable} or {@code BestEffort}. */
  public static String of(JsonNode spec) {
    List<JsonNode> asked = new ArrayList<>();
    if (spec.path("resources").isEmpty()) {
      for (var list : List.of("initContainers", "containers")) {
        spec.path(list).forEach(container -> asked.add(container.path("resources")));
      }
    } else {
      asked.add(spec.path("resources"));
    }
    var asksNothing = true;
    var guaranteed = true;
    for (var resources : asked) {
      for (var resource : COMPUTE) {
        var request = amount(resources.path("requests").path(resource));
        var limit = amount(resources.path("limits").path(resource));
        asksNothing &= isZero(request) && isZero(limit);
        guaranteed &= !isZero(limit) && request.compareTo(limit) == 0;
      }
    }
    if (asksNothing) {
      return "BestEffort";
    }
    return guaranteed ? "Guaranteed" : "Burstable";
  }

  private static Quantity amount(JsonNode value) {
    return value.isString() ? Quantity.of(value.stringValue()) : Quantity.ZERO;
  }

  private static boolean isZero(Quantity quantity) {
    return quantity.compareTo(Quantity.ZERO) == 0;
  }
}
