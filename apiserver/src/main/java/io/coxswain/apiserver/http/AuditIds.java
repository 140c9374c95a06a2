package io.coxswain.apiserver.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The ids by which answers and audit events name their request. */
final class AuditIds {
  private AuditIds() {}

  /** A random UUID that need not be hard to guess. */
  static String next() {
    var random = ThreadLocalRandom.current();
    var high = random.nextLong() & ~0xF000L | 0x4000L;
    return new UUID(high, random.nextLong() & 0x3FFFFFFFFFFFFFFFL | Long.MIN_VALUE).toString();
  }
}
