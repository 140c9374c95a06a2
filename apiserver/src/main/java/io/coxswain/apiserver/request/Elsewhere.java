package io.coxswain.apiserver.request;

import java.util.concurrent.atomic.LongAdder;

/**
 * Time that a request spends outside of the server, in webhooks: told by whoever calls them on the
 * request's thread, and left out of what the server is measured by.
 */
public final class Elsewhere {
  private static final ScopedValue<LongAdder> NANOS = ScopedValue.newInstance();

  private Elsewhere() {}

  /** Does a request's work, and sums up what it spends elsewhere. */
  public static void measure(LongAdder nanos, Runnable work) {
    ScopedValue.where(NANOS, nanos).run(work);
  }

  /** So much has passed; nothing happens outside of requests. */
  public static void passed(long nanos) {
    if (NANOS.isBound()) {
      NANOS.get().add(nanos);
    }
  }
}
