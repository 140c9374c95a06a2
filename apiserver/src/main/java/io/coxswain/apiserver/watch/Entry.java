package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/**
 * One object as readers get it. Immutable; the bytes must not be changed.
 *
 * @param key {@code namespace/name}, or the name of a cluster-scoped object
 * @param fields values of the fields that selectors may name
 * @param json the object with its resourceVersion
 * @param revisionStart where the digits of the resourceVersion begin in {@code json}
 */
public record Entry(
    String key,
    String namespace,
    String name,
    long revision,
    Map<String, String> labels,
    Map<String, String> fields,
    byte[] json,
    int revisionStart) {

  /** Where the digits of the resourceVersion end in {@link #json}. */
  public int revisionEnd() {
    var end = revisionStart;
    while (json[end] != '"') {
      end++;
    }
    return end;
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
    return new Entry(key, namespace, name, otherRevision, labels, fields, bytes, revisionStart);
  }
}
