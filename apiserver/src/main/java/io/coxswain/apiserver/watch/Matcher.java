package io.coxswain.apiserver.watch;

import io.coxswain.api.selector.Selector;
import org.jspecify.annotations.Nullable;

/** Which objects of a resource a reader wants; empty namespace and name mean all. */
public record Matcher(String namespace, String name, Selector labels, Selector fields) {
  public static final Matcher EVERYTHING =
      new Matcher("", "", Selector.EVERYTHING, Selector.EVERYTHING);

  /** The key of the only object that can match; null where there may be several. */
  @Nullable String key(boolean namespaced) {
    if (name.isEmpty() || namespaced && namespace.isEmpty()) {
      return null;
    }
    return namespaced ? namespace + "/" + name : name;
  }

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
