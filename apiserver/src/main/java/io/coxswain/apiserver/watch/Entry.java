package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coxswain.api.selector.Selector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object as readers get it. Immutable; the bytes must not be changed.
 *
 * @param key {@code namespace/name}, or the name of a cluster-scoped object
 * @param fields values of the fields that selectors may name, besides name and namespace
 * @param json the object with its resourceVersion
 * @param revisionStart where the digits of the resourceVersion begin in {@code json}
 */
public record Entry(
    String key,
    String namespace,
    long revision,
    Map<String, String> labels,
    Map<String, String> fields,
    byte[] json,
    int revisionStart)
    implements Sorted.Keyed {

  public String name() {
    return namespace.isEmpty() ? key : key.substring(namespace.length() + 1);
  }

  /** Where the digits of the resourceVersion end in {@link #json}. */
  public int revisionEnd() {
    var end = revisionStart;
    while (json[end] != '"') {
      end++;
    }
    return end;
  }

  /** Whether all terms of a field selector hold. */
  boolean matchesFields(Selector selector) {
    for (var requirement : selector.requirements()) {
      if (!requirement.matchesValue(field(requirement.key()))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String field(String path) {
    return switch (path) {
      case "metadata.name" -> name();
      case "metadata.namespace" -> namespace;
      default -> fields.get(path);
    };
  }

  /** The same content under another resourceVersion, as watches tell a deletion. */
  public Entry at(long otherRevision) {
    if (otherRevision == revision) {
      return this;
    }
    var digits = Long.toString(otherRevision).getBytes(US_ASCII);
    var end = revisionEnd();
    var bytes = new byte[revisionStart + digits.length + json.length - end];
    System.arraycopy(json, 0, bytes, 0, revisionStart);
    System.arraycopy(digits, 0, bytes, revisionStart, digits.length);
    System.arraycopy(json, end, bytes, revisionStart + digits.length, json.length - end);
    return new Entry(key, namespace, otherRevision, labels, fields, bytes, revisionStart);
  }
}
