package io.coxswain.api.quota;

import io.coxswain.api.Quantity;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Arithmetic on amounts of named resources; what is absent counts as zero. */
public final class Amounts {
  private Amounts() {}

  /** A map of quantities as objects hold it. */
  public static Map<String, Quantity> of(JsonNode map) {
    var amounts = new TreeMap<String, Quantity>();
    for (var entry : map.properties()) {
      amounts.put(entry.getKey(), Quantity.of(entry.getValue().asString("0")));
    }
    return amounts;
  }

  public static Map<String, Quantity> plus(Map<String, Quantity> one, Map<String, Quantity> two) {
    var sum = new TreeMap<>(one);
    two.forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
    return sum;
  }

  /** The first less the second, of all names of either; may be negative. */
  public static Map<String, Quantity> minus(Map<String, Quantity> one, Map<String, Quantity> two) {
    var difference = new TreeMap<>(one);
    two.forEach(
        (name, amount) ->
            difference.put(name, one.getOrDefault(name, Quantity.ZERO).minus(amount)));
    return difference;
  }

  /** The larger of each. */
  public static Map<String, Quantity> max(Map<String, Quantity> one, Map<String, Quantity> two) {
    var larger = new TreeMap<>(one);
    two.forEach(
        (name, amount) -> larger.merge(name, amount, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    return larger;
  }

  /** Only the named resources. */
  public static Map<String, Quantity> only(Map<String, Quantity> amounts, Iterable<String> names) {
    var some = new TreeMap<String, Quantity>();
    for (var name : names) {
      var amount = amounts.get(name);
      if (amount != null) {
        some.put(name, amount);
      }
    }
    return some;
  }

  /** {@code cpu=1,pods=2}. */
  public static String text(Map<String, Quantity> amounts) {
    return new TreeMap<>(amounts)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().canonical())
            .collect(Collectors.joining(","));
  }
}
