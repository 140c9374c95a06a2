package io.coxswain.apiserver.http;

import io.coxswain.api.meta.v1.Status;
import org.jspecify.annotations.Nullable;

/** Looks at a request before it is answered. Runs on the event loop and must not block. */
@FunctionalInterface
interface Filter {
  /** Why the request ends here; null lets it go on. */
  @Nullable Status check(Exchange exchange);
}
