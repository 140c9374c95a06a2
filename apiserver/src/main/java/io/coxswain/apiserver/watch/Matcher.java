package io.coxswain.apiserver.watch;

import io.coxswain.api.selector.Selector;

/** Which objects of a resource a reader wants; empty namespace and name mean all. */
public record Matcher(String namespace, String name, Selector labels, Selector fields) {
  public static final Matcher EVERYTHING =
      new Matcher("", "", Selector.EVERYTHING, Selector.EVERYTHING);

  public boolean matches(Entry entry) {
    return (namespace.isEmpty() || namespace.equals(entry.namespace()))
        && (name.isEmpty() || name.equals(entry.name()))
        && (labels.isEverything() || labels.matches(entry.labels()))
        && (fields.isEverything() || entry.matchesFields(fields));
  }

  /** Whether the selectors, besides the namespace, leave something out. */
  public boolean selects() {
    return !name.isEmpty() || !labels.isEverything() || !fields.isEverything();
  }
}
