package io.coxswain.scheduler.nodes;

import io.coxswain.api.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * Amounts of resources: CPU in thousandths of a core, memory and ephemeral storage in bytes, and
 * everything else (extended resources, huge pages) in whole units by name.
 */
public record Resources(
    long milliCpu, long memory, long ephemeralStorage, Map<String, Long> scalars) {
  public static final Resources NONE = new Resources(0, 0, 0, Map.of());

  /** Reads a resource list; {@code pods} is not a resource that is summed, and is left out. */
  public static Resources of(Map<String, Quantity> quantities) {
    if (quantities.isEmpty()) {
      return NONE;
    }
    var milliCpu = 0L;
    var memory = 0L;
    var storage = 0L;
    Map<String, Long> scalars = Map.of();
    for (var entry : quantities.entrySet()) {
      switch (entry.getKey()) {
        case "cpu" -> milliCpu = entry.getValue().millis();
        case "memory" -> memory = entry.getValue().units();
        case "ephemeral-storage" -> storage = entry.getValue().units();
        case "pods" -> {}
        default -> {
          if (scalars.isEmpty()) {
            // sorted, so that messages name resources in a stable order
            scalars = new TreeMap<>();
          }
          scalars.put(entry.getKey(), entry.getValue().units());
        }
      }
    }
    return new Resources(milliCpu, memory, storage, scalars);
  }

  public Resources plus(Resources other) {
    return combine(other, Long::sum);
  }

  public Resources max(Resources other) {
    return combine(other, Math::max);
  }

  public long scalar(String name) {
    return scalars.getOrDefault(name, 0L);
  }

  public boolean isNone() {
    return milliCpu == 0
        && memory == 0
        && ephemeralStorage == 0
        && scalars.values().stream().allMatch(amount -> amount == 0);
  }

  private Resources combine(Resources other, LongBinaryOperator operator) {
    var all = scalars;
    if (!other.scalars.isEmpty()) {
      all = new TreeMap<>(scalars);
      for (var entry : other.scalars.entrySet()) {
        all.merge(entry.getKey(), entry.getValue(), operator::applyAsLong);
      }
    }
    return new Resources(
        operator.applyAsLong(milliCpu, other.milliCpu),
        operator.applyAsLong(memory, other.memory),
        operator.applyAsLong(ephemeralStorage, other.ephemeralStorage),
        all);
  }

  /** Adds {@code amounts} times {@code sign} to a running total; used by the node table only. */
  static void accumulate(Map<String, Long> total, Map<String, Long> amounts, int sign) {
    amounts.forEach((name, amount) -> total.merge(name, sign * amount, Long::sum));
  }

  static Map<String, Long> total() {
    return new HashMap<>();
  }
}
