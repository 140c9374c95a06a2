package io.coxswain.apiserver.registry;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.selector.Selector;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a kind keeps what the scale subresource shows: built-in kinds at {@code spec.replicas} and
 * {@code status.replicas} with a structured selector, custom ones where their definition says and
 * with the selector as text.
 */
record ScalePaths(List<String> spec, List<String> status, @Nullable List<String> selector) {
  private static final ScalePaths BUILT_IN =
      new ScalePaths(List.of("spec", "replicas"), List.of("status", "replicas"), null);

  static ScalePaths of(ResourceType type) {
    var custom = type.custom();
    var scale = custom == null ? null : custom.scale();
    return scale == null
        ? BUILT_IN
        : new ScalePaths(
            names(scale.specReplicas()),
            names(scale.statusReplicas()),
            names(scale.labelSelector()));
  }

  private static List<String> names(String path) {
    return path.isEmpty() ? List.of() : List.of(path.substring(1).split("\\."));
  }

  /** Why there is no scale to show; null where there is one. */
  @Nullable Refusal missing(ObjectNode object) {
    return this == BUILT_IN || find(object, spec).isNumber()
        ? null
        : new Refusal.InternalError(
            "the spec replicas field \"." + String.join(".", spec) + "\" does not exist");
  }

  int wanted(ObjectNode object) {
    return find(object, spec).asInt(0);
  }

  int observed(ObjectNode object) {
    return find(object, status).asInt(0);
  }

  /** The selector in the syntax of {@code --selector}; null where there is none. */
  @Nullable String selector(ObjectNode object) {
    if (selector != null) {
      var text = selector.isEmpty() ? null : find(object, selector);
      return text == null || !text.isString() ? null : text.stringValue();
    }
    return object.path("spec").get("selector") instanceof ObjectNode found
        ? Selector.of(labelSelector(found)).toString()
        : null;
  }

  /** A ReplicationController's selector is a map of labels. */
  private static LabelSelector labelSelector(ObjectNode selector) {
    if (selector.valueStream().noneMatch(JsonNode::isString)) {
      return Json.read(selector, LabelSelector.class);
    }
    var labels = new TreeMap<String, String>();
    selector.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    return new LabelSelector(labels, List.of());
  }

  void set(ObjectNode object, int replicas) {
    var parent = object;
    for (var name : spec.subList(0, spec.size() - 1)) {
      parent = Trees.child(parent, name);
    }
    parent.put(spec.getLast(), replicas);
  }

  private static JsonNode find(JsonNode object, List<String> path) {
    var node = object;
    for (var name : path) {
      node = node.path(name);
    }
    return node;
  }
}
