package io.coxswain.apiserver.store;

import io.coxswain.apiserver.store.Store.CompactedException;

/** Arithmetic on revisions and prefixes that the stores share. */
final class Revisions {
  private Revisions() {}

  /**
   * The revision to read at.
   *
   * @param wanted 0 for the latest
   */
  static long readable(long wanted, long current, long compacted) {
    if (wanted == 0) {
      return current;
    }
    if (wanted > current) {
      throw new IllegalArgumentException(
          "revision " + wanted + " is a future revision; the current one is " + current);
    }
    if (wanted < compacted) {
      throw new CompactedException(compacted);
    }
    return wanted;
  }

  /** The first key behind all keys with the prefix. */
  static String prefixEnd(String prefix) {
    var last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }
}
