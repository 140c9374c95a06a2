package io.coxswain.apiserver.registry;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** UIDs of new objects. */
public final class Uids {
  private Uids() {}

  /** A random (version 4) UUID. */
  public static String next(RandomGenerator random) {
    var high = random.nextLong() & ~0xf000L | 0x4000L;
    var low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
