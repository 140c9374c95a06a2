package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.strategy.CustomStrategy;
import io.coxswain.apiserver.registry.strategy.GenericStrategy;
import io.coxswain.apiserver.registry.strategy.Strategy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which strategy a resource has: its own, or the generic one made from its type. */
final class Strategies {
  private final Map<String, Strategy> own;
  private final Map<String, CustomStrategy> custom = new ConcurrentHashMap<>();
  private final Map<String, Strategy> generic = new ConcurrentHashMap<>();

  /**
   * Strategies by {@link ResourceType#groupResource}; followed by {@code /VERSION} those of one
   * version.
   */
  Strategies(Map<String, Strategy> own) {
    this.own = Map.copyOf(own);
  }

  Strategy of(ResourceType type) {
    if (type.custom() != null) {
      return custom.compute(
          type.groupResource() + "/" + type.version(),
          (name, known) ->
              known != null && known.type() == type ? known : new CustomStrategy(type));
    }
    var found = own.get(type.groupResource() + "/" + type.version());
    if (found == null) {
      found = own.get(type.groupResource());
    }
    return found != null
        ? found
        : generic.computeIfAbsent(type.groupResource(), ignored -> new GenericStrategy(type));
  }
}
