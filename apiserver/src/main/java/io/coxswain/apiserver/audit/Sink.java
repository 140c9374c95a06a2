package io.coxswain.apiserver.audit;

import java.util.List;

/** Takes events. Calls may block; any thread. */
public interface Sink extends AutoCloseable {
  /** Whether the request that the events are of may go on. */
  boolean process(List<AuditEvent> events);

  /** Writes what is still to be written, and takes no more. */
  @Override
  default void close() {}
}
