package io.coxswain.controller.namespace;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found in a namespace after everything in it was told to go.
 *
 * @param discoveryFailure why the kinds could not be read
 * @param deletionFailure why something could not be deleted or listed
 * @param remaining objects left, by {@code resource.group}
 * @param finalizers objects each finalizer holds
 */
record NamespaceContent(
    Optional<String> discoveryFailure,
    Optional<String> deletionFailure,
    SortedMap<String, Integer> remaining,
    SortedMap<String, Integer> finalizers) {
  static NamespaceContent unknown(String discoveryFailure) {
    return new NamespaceContent(
        Optional.of(discoveryFailure), Optional.empty(), new TreeMap<>(), new TreeMap<>());
  }

  /** The same, found while not all kinds could be read. */
  NamespaceContent withDiscoveryFailure(Optional<String> failure) {
    return new NamespaceContent(failure, deletionFailure, remaining, finalizers);
  }

  boolean isEmpty() {
    return discoveryFailure.isEmpty() && deletionFailure.isEmpty() && remaining.isEmpty();
  }

  static String list(Map<String, Integer> counts, String form) {
    return counts.entrySet().stream()
        .map(entry -> form.formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
