package io.coxswain.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What an informer caches and how it is indexed.
 *
 * @param namespace empty for all
 * @param indexers index name to the keys an object is found under
 */
public record InformerOptions<T>(
    String namespace,
    String labelSelector,
    String fieldSelector,
    Map<String, Function<T, Collection<String>>> indexers) {
  public InformerOptions {
    indexers = Map.copyOf(indexers);
  }

  public static <T> InformerOptions<T> all() {
    return new InformerOptions<>("", "", "", Map.of());
  }

  public InformerOptions<T> withNamespace(String value) {
    return new InformerOptions<>(value, labelSelector, fieldSelector, indexers);
  }

  public InformerOptions<T> withLabelSelector(String value) {
    return new InformerOptions<>(namespace, value, fieldSelector, indexers);
  }

  public InformerOptions<T> withFieldSelector(String value) {
    return new InformerOptions<>(namespace, labelSelector, value, indexers);
  }

  public InformerOptions<T> withIndex(String name, Function<T, Collection<String>> keys) {
    var more = new HashMap<>(indexers);
    more.put(name, keys);
    return new InformerOptions<>(namespace, labelSelector, fieldSelector, more);
  }
}
