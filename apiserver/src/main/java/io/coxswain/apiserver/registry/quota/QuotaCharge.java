package io.coxswain.apiserver.registry.quota;

import io.coxswain.api.Quantity;
import io.coxswain.api.quota.Amounts;
import io.coxswain.api.quota.PodResources;
import io.coxswain.api.quota.QuotaScopes;
import io.coxswain.api.quota.Usage;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one write means for one quota; pure. */
final class QuotaCharge {
  private QuotaCharge() {}

  /** What a write adds to the usage of a quota's resources; negative where it frees something. */
  static Map<String, Quantity> delta(
      ObjectNode quota, String resource, @Nullable ObjectNode object, @Nullable ObjectNode old) {
    var change = Amounts.minus(usage(quota, resource, object), usage(quota, resource, old));
    change.values().removeIf(amount -> amount.compareTo(Quantity.ZERO) == 0);
    return change;
  }

  private static Map<String, Quantity> usage(
      ObjectNode quota, String resource, @Nullable ObjectNode object) {
    var spec = quota.path("spec");
    return object == null || !QuotaScopes.match(spec, resource, object)
        ? new TreeMap<>()
        : Amounts.only(Usage.of(resource, object), names(spec.path("hard")));
  }

  /** Why a quota does not allow a write that adds to its usage; null where it does. */
  static @Nullable Refusal refusal(
      ObjectNode quota, Map<String, Quantity> delta, String resource, ObjectNode object) {
    var name = Trees.name(quota);
    if (resource.equals("pods")) {
      var missing = PodResources.unspecified(object, names(quota.path("spec").path("hard")));
      if (!missing.isEmpty() && QuotaScopes.match(quota.path("spec"), resource, object)) {
        List<String> parts = new ArrayList<>();
        missing.forEach((what, who) -> parts.add(what + " for: " + String.join(",", who)));
        return new Refusal.Forbidden(
            "failed quota: " + name + ": must specify " + String.join("; ", parts));
      }
    }
    var hard = Amounts.of(quota.path("status").path("hard"));
    var unknown = new TreeSet<>(delta.keySet());
    unknown.removeAll(hard.keySet());
    if (!unknown.isEmpty()) {
      return new Refusal.Forbidden(
          "status unknown for quota: " + name + ", resources: " + String.join(",", unknown));
    }
    var used = Amounts.of(quota.path("status").path("used"));
    var after = Amounts.plus(used, delta);
    var exceeded = new TreeSet<String>();
    delta.forEach(
        (what, amount) -> {
          var limit = hard.getOrDefault(what, Quantity.ZERO);
          if (amount.compareTo(Quantity.ZERO) > 0
              && after.getOrDefault(what, Quantity.ZERO).compareTo(limit) > 0) {
            exceeded.add(what);
          }
        });
    return exceeded.isEmpty()
        ? null
        : new Refusal.Forbidden(
            "exceeded quota: "
                + name
                + ", requested: "
                + Amounts.text(Amounts.only(delta, exceeded))
                + ", used: "
                + Amounts.text(withZeros(used, exceeded))
                + ", limited: "
                + Amounts.text(Amounts.only(hard, exceeded)));
  }

  /** The quota with another usage; what it does not count yet stays uncounted. */
  static ObjectNode charged(ObjectNode quota, Map<String, Quantity> delta) {
    var charged = quota.deepCopy();
    var status = Trees.child(charged, "status");
    var used = Trees.child(status, "used");
    var after = Amounts.plus(Amounts.of(used), delta);
    for (var name : delta.keySet()) {
      if (status.path("hard").has(name)) {
        var amount = after.getOrDefault(name, Quantity.ZERO);
        var least = amount.compareTo(Quantity.ZERO) < 0 ? Quantity.ZERO : amount;
        used.put(name, least.canonical().toString());
      }
    }
    return charged;
  }

  private static Map<String, Quantity> withZeros(
      Map<String, Quantity> used, Iterable<String> names) {
    var some = new TreeMap<String, Quantity>();
    for (var name : names) {
      some.put(name, used.getOrDefault(name, Quantity.ZERO));
    }
    return some;
  }

  private static TreeSet<String> names(JsonNode map) {
    var names = new TreeSet<String>();
    map.properties().forEach(entry -> names.add(entry.getKey()));
    return names;
  }
}
