package io.coxswain.apiserver.registry.admission.policy;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.watch.Entry;
import io.coxswain.apiserver.watch.ReadOptions;
import io.coxswain.apiserver.watch.Reader;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the objects that bindings name as parameters (upstream's CollectParams). */
final class Parameters {
  private final Supplier<Kinds> kinds;
  private final WatchCache cache;

  Parameters(Supplier<Kinds> kinds, WatchCache cache) {
    this.kinds = kinds;
    this.cache = cache;
  }

  /** Parameters, or why a request can't be judged. */
  sealed interface Found {
    /** One object after the other; none where a binding without parameters is to be left out. */
    record Objects(List<JsonNode> objects) implements Found {}

    /** The policy is judged once, without parameters. */
    record None() implements Found {}

    /**
     * @param ofPolicy whether the policy is wrong, or the binding
     */
    record Wrong(String message, boolean ofPolicy) implements Found {}
  }

  Found find(Policy policy, Policy.Binding binding, String namespace) {
    var kind = policy.paramKind();
    if (!kind.isObject()) {
      return new Found.None();
    }
    var apiVersion = kind.path("apiVersion").asString("");
    var type = kinds.get().byApiVersion(apiVersion, kind.path("kind").asString(""));
    var resource = type.isEmpty() ? null : cache.of(type.get());
    if (type.isEmpty() || resource == null) {
      return new Found.Wrong(
          "failed to find resource referenced by paramKind: '"
              + (apiVersion.contains("/") ? apiVersion : "/" + apiVersion)
              + ", Kind="
              + kind.path("kind").asString("")
              + "'",
          true);
    }
    var reference = binding.paramRef();
    if (!reference.isObject()) {
      return new Found.None();
    }
    return in(type.get(), resource, reference, namespace);
  }

  private Found in(
      ResourceType type, ResourceCache resource, JsonNode reference, String namespace) {
    var named = reference.path("namespace").asString("");
    if (!type.namespaced() && !named.isEmpty()) {
      return new Found.Wrong(
          "paramRef.namespace must not be provided for a cluster-scoped `paramKind`", false);
    }
    var place = named.isEmpty() ? namespace : named;
    if (type.namespaced() && place.isEmpty()) {
      return new Found.Wrong(
          "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources",
          false);
    }
    var where = type.namespaced() ? place : "";
    var name = reference.path("name").asString("");
    var objects =
        name.isEmpty() ? selected(resource, reference, where) : named(resource, where, name);
    if (objects.isEmpty()
        && reference.path("parameterNotFoundAction").asString("").equals("Deny")) {
      return new Found.Wrong(
          "no params found for policy binding with `Deny` parameterNotFoundAction", false);
    }
    return new Found.Objects(objects);
  }

  private static List<JsonNode> selected(
      ResourceCache resource, JsonNode reference, String namespace) {
    var selector = Selector.of(Json.read(reference.path("selector"), LabelSelector.class));
    return resource.entries(namespace).stream()
        .filter(entry -> selector.matches(entry.labels()))
        .map(entry -> Json.tree(entry.json()))
        .toList();
  }

  /** What the cache does not show yet may have been made a moment ago. */
  private List<JsonNode> named(ResourceCache resource, String namespace, String name) {
    @Nullable Entry entry = resource.find(namespace, name);
    if (entry == null
        && new Reader(cache).get(resource, namespace, name, ReadOptions.LATEST)
            instanceof Reader.Answer.One one) {
      entry = one.entry();
    }
    return entry == null ? List.of() : List.of(Json.tree(entry.json()));
  }
}
