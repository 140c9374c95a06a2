package io.coxswain.apiserver.conversion;

import io.coxswain.api.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The behaviour of an autoscaler as v1's annotation spells it. Upstream writes an internal Go type
 * there: names begin with a capital, and what is not set is null. It reads names in any case.
 */
final class AutoscalerBehavior {
  private static final List<String> DIRECTIONS = List.of("scaleUp", "scaleDown");
  private static final List<String> POLICY = List.of("type", "value", "periodSeconds");

  private AutoscalerBehavior() {}

  static ObjectNode toAnnotation(ObjectNode behavior) {
    var words = Json.mapper().createObjectNode();
    for (var direction : DIRECTIONS) {
      if (behavior.get(direction) instanceof ObjectNode rules) {
        words.set(capital(direction), rules(rules));
      } else {
        words.putNull(capital(direction));
      }
    }
    return words;
  }

  private static ObjectNode rules(ObjectNode rules) {
    var words = Json.mapper().createObjectNode();
    words.set("StabilizationWindowSeconds", orNull(rules.get("stabilizationWindowSeconds")));
    words.set("SelectPolicy", orNull(rules.get("selectPolicy")));
    if (rules.get("policies") instanceof ArrayNode policies) {
      var list = words.putArray("Policies");
      for (var policy : policies) {
        var entry = list.addObject();
        POLICY.forEach(name -> entry.set(capital(name), orNull(policy.get(name))));
      }
    } else {
      words.putNull("Policies");
    }
    words.set("Tolerance", orNull(rules.get("tolerance")));
    return words;
  }

  /** Empty where the annotation says nothing. */
  static Optional<ObjectNode> fromAnnotation(ObjectNode words) {
    var behavior = Json.mapper().createObjectNode();
    for (var direction : DIRECTIONS) {
      if (find(words, direction) instanceof ObjectNode rules) {
        behavior.set(direction, rulesOf(rules));
      }
    }
    return behavior.isEmpty() ? Optional.empty() : Optional.of(behavior);
  }

  private static ObjectNode rulesOf(ObjectNode words) {
    var rules = Json.mapper().createObjectNode();
    for (var name : List.of("stabilizationWindowSeconds", "selectPolicy")) {
      copy(words, rules, name);
    }
    if (find(words, "policies") instanceof ArrayNode policies) {
      var list = rules.putArray("policies");
      for (var policy : policies) {
        var entry = list.addObject();
        POLICY.forEach(name -> copy(policy, entry, name));
      }
    }
    copy(words, rules, "tolerance");
    return rules;
  }

  private static void copy(JsonNode words, ObjectNode to, String name) {
    var value = find(words, name);
    if (value != null && !value.isNull()) {
      to.set(name, value);
    }
  }

  private static @Nullable JsonNode find(JsonNode words, String name) {
    return words
        .propertyStream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static JsonNode orNull(@Nullable JsonNode value) {
    return value == null ? Json.mapper().nullNode() : value;
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
