package io.coxswain.api.apply;

import io.coxswain.api.apply.PathElement.BadElement;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lays an applied configuration over a live object: leaves come from the configuration, lists with
 * keys and sets are united. Elements keep the live order as far as the configuration's allows.
 */
final class Merging {
  private final Typing typing;

  private Merging(Typing typing) {
    this.typing = typing;
  }

  /** The merged object; it may share subtrees with both, and holds the configuration's nulls. */
  static ObjectNode of(ObjectNode live, ObjectNode config, ObjectSchema schema) {
    return new Merging(new Typing(schema)).merge(live, config, schema) instanceof ObjectNode merged
        ? merged
        : JsonNodeFactory.instance.objectNode();
  }

  private @Nullable JsonNode merge(
      @Nullable JsonNode live, @Nullable JsonNode config, Schema schema) {
    if (config == null) {
      return live;
    }
    var grain = Typing.grain(schema, config);
    if (live == null && grain != Typing.Grain.LIST
        || grain == Typing.Grain.LEAF
        || Values.isEmpty(live) && Values.isEmpty(config)) {
      return config;
    }
    return grain == Typing.Grain.OBJECT
        ? objects(live instanceof ObjectNode object ? object : null, config, schema)
        : lists(live instanceof ArrayNode list ? list : null, config, (ListSchema) schema);
  }

  private JsonNode objects(@Nullable ObjectNode live, JsonNode config, Schema schema) {
    var merged = JsonNodeFactory.instance.objectNode();
    if (live != null) {
      merged.setAll(live);
    }
    for (var entry : config.properties()) {
      var value =
          merge(
              live == null ? null : live.get(entry.getKey()),
              entry.getValue(),
              typing.below(schema, entry.getKey()));
      if (value != null) {
        merged.set(entry.getKey(), value);
      }
    }
    return merged;
  }

  private @Nullable JsonNode lists(@Nullable ArrayNode live, JsonNode config, ListSchema schema) {
    var merged = new Lists(schema, live, config).merge();
    return merged.isEmpty() ? null : merged;
  }

  /** Merges the elements of two lists, in order. */
  private final class Lists {
    private final ListSchema schema;
    private final List<JsonNode> liveItems = new ArrayList<>();
    private final List<String> liveElements;
    private final List<String> configElements;
    private final Map<String, JsonNode> liveByElement = new HashMap<>();
    private final Map<String, JsonNode> configByElement = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final ArrayNode out = JsonNodeFactory.instance.arrayNode();

    Lists(ListSchema schema, @Nullable ArrayNode live, JsonNode config) {
      this.schema = schema;
      liveElements = index(live, liveByElement, liveItems);
      configElements = index(config, configByElement, new ArrayList<>());
    }

    private List<String> index(
        @Nullable JsonNode list, Map<String, JsonNode> byElement, List<JsonNode> items) {
      List<String> elements = new ArrayList<>();
      Set<String> repeated = new HashSet<>();
      if (list instanceof ArrayNode array) {
        for (var item : array) {
          try {
            var element = PathElement.of(item, schema);
            elements.add(element);
            items.add(item);
            if (byElement.put(element, item) != null) {
              repeated.add(element);
            }
          } catch (BadElement e) {
            // the configuration was checked; a live element without a name can't be merged
          }
        }
      }
      byElement.keySet().removeAll(repeated); // nothing is merged into repeated live elements
      return elements;
    }

    ArrayNode merge() {
      var shared = new ArrayDeque<String>();
      Set<String> live = new HashSet<>(liveElements);
      configElements.stream().filter(live::contains).forEach(shared::add);
      Set<String> configured = new HashSet<>(configElements);
      var next = shared.poll();
      var i = 0;
      var j = 0;
      while (i < liveElements.size() || j < configElements.size()) {
        if (i < liveElements.size()) {
          var element = liveElements.get(i);
          if (j < configElements.size()) {
            if (element.equals(configElements.get(j))) {
              take(element);
              i++;
              j++;
              next = shared.poll();
              continue;
            }
            if (configured.contains(element) && next != null && !next.equals(element)) {
              i++; // a shared element whose turn comes with the configuration's order
              continue;
            }
          }
          if (!configured.contains(element)) {
            out.add(liveItems.get(i++));
            continue;
          }
          if (taken.contains(element)) {
            i++;
          }
        }
        if (j < configElements.size()) {
          var element = configElements.get(j++);
          take(element);
          if (element.equals(next)) {
            next = shared.poll();
          }
        }
      }
      return out;
    }

    private void take(String element) {
      taken.add(element);
      var merged =
          Merging.this.merge(
              liveByElement.get(element), configByElement.get(element), typing.element(schema));
      if (merged != null) {
        out.add(merged);
      }
    }
  }
}
